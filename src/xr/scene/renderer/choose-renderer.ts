import { RENDERER_TEXT, type RendererName, type RendererWish } from './renderer-names.ts';

/** What a measurement of the graphics says. */
export interface GraphicsMeasure {
  /** Which renderer it speaks for. */
  readonly renderer: RendererName;
  /** Splats of a usual size that the GPU draws in a millisecond. */
  readonly splatsPerMs: number;
}

export interface RendererFacts {
  readonly wish: RendererWish;
  /** Null before the measurement, and where there can be none. */
  readonly measure: GraphicsMeasure | null;
  /** Why the GPU is left alone although it is wished for, one sentence; null = it is not. */
  readonly failure: string | null;
}

export interface RendererVerdict {
  readonly running: RendererName;
  /** For people, to be read after the name of the thing, without a full stop. */
  readonly why: string;
}

const COUNT = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** Chooses the renderer and says why. What failed is not chosen; a person's wish comes before the measurement. */
export function chooseRenderer({ wish, measure, failure }: RendererFacts): RendererVerdict {
  if (wish === 'tiles') return { running: 'tiles', why: `${RENDERER_TEXT.tiles}, as chosen` };
  if (failure !== null)
    return { running: 'tiles', why: `${failure.replace(/\.$/, '')}; ${RENDERER_TEXT.tiles}` };
  if (wish === 'quads') return { running: 'quads', why: `${RENDERER_TEXT.quads}, as chosen` };
  if (measure === null) return { running: 'tiles', why: `not measured: ${RENDERER_TEXT.tiles}` };
  const draws = `WebGL draws ${COUNT.format(measure.splatsPerMs)} splats/ms`;
  if (measure.renderer === 'quads') return { running: 'quads', why: `${draws}: ${RENDERER_TEXT.quads}` };
  return { running: 'tiles', why: `${draws}: too slow for the GPU renderer, ${RENDERER_TEXT.tiles}` };
}
