import type { RecordOf } from '../../src/shared/layout.ts';
import type { ViewFields } from '../../src/shared/layouts.ts';
import type { FoveationPreset } from '../../src/workers/splats/foveation/presets.ts';

/** What one frame took; null where the renderer does not count it. */
export interface FrameFigures {
  /** Pixels whose colour was computed from splats, all eyes together. */
  readonly pixelsShaded: number;
  readonly pixelsTotal: number;
  /** Splats that were drawn. */
  readonly splats: number;
  /** Runs of the fragment shader, all eyes together. */
  readonly fragments: number | null;
}

export interface StereoFrame extends FrameFigures {
  /** RGBA bytes of each eye, top row first, (height, width, 4). */
  readonly eyes: readonly Uint8Array[];
}

/** A renderer with one scene loaded, drawing whole frames one after the other. */
export interface StereoRenderer {
  readonly name: 'tiles' | 'quads';
  /** @param preset null = in full; what it says beyond the view record is for `quads` */
  draw(view: RecordOf<ViewFields>, preset: FoveationPreset | null): Promise<StereoFrame>;
  close(): Promise<void>;
}
