import { parseArgs } from 'node:util';
import { DISPLAY_NAMES } from '../../src/metrics/fovvideovdp/displays.ts';
import { TEMPORAL_PADDINGS, type TemporalPadding } from '../../src/metrics/fovvideovdp/frame-window.ts';
import { UsageError } from './usage-error.ts';

export interface MetricOptions {
  /** Test and reference: two PNG, or two folders of PNG that are the frames of videos. */
  readonly test: string;
  readonly reference: string;
  readonly display: string;
  /** Whether the pictures are stretched over the whole display; otherwise their pixels are the display's. */
  readonly fit: boolean;
  /** Pixel that the eye looks at; null = the middle. */
  readonly gaze: readonly [number, number] | null;
  /** JSON list of gaze positions, one a frame. */
  readonly gazeFile: string | null;
  readonly foveated: boolean;
  readonly fps: number;
  readonly padding: TemporalPadding;
  /** PNG to write the difference map to. */
  readonly heatMap: string | null;
  readonly json: boolean;
}

/** Either a comparison, or a golden folder to run. */
export type MetricCommand =
  | { readonly kind: 'compare'; readonly options: MetricOptions }
  | { readonly kind: 'golden'; readonly folder: string };

export const USAGE = `npm run metric -- TEST REFERENCE [options]
npm run metric -- --golden FOLDER

TEST and REFERENCE are two PNG of one size, or two folders of PNG, which are the frames of videos in the order of their names.

  --display NAME      ${DISPLAY_NAMES.slice(0, 4).join(', ')} or one of FovVideoVDP's (quest3)
  --fit               the pictures fill the display whatever their size; else their pixels are the display's
  --gaze X,Y          pixel that the eye looks at (the middle)
  --gaze-file FILE    JSON list of [x, y], one a frame
  --not-foveated      as if the eye looked straight at every pixel
  --fps N             frames a second of a video (72)
  --padding NAME      before the first frame: ${TEMPORAL_PADDINGS.join(', ')} (replicate)
  --heat-map FILE     PNG to write: where differences are seen
  --json              print everything as JSON
  --golden FOLDER     compare with results of the authors' implementation`;

/** Parses a command line. @throws UsageError */
export function parseMetricOptions(args: readonly string[]): MetricCommand {
  const { values, positionals } = parse(args);
  if (values.golden !== undefined) {
    if (positionals.length > 0) throw new UsageError('--golden takes a folder and no pictures.');
    return { kind: 'golden', folder: values.golden };
  }
  if (positionals.length !== 2) throw new UsageError('Name two pictures or two folders: test and reference.');
  const fps = Number(values.fps);
  if (!(fps > 0)) throw new UsageError(`--fps wants a number above 0, not "${values.fps}".`);
  const padding = TEMPORAL_PADDINGS.find((name) => name === values.padding);
  if (!padding)
    throw new UsageError(`--padding wants ${TEMPORAL_PADDINGS.join(', ')}, not "${values.padding}".`);
  if (values.gaze !== undefined && values['gaze-file'] !== undefined) {
    throw new UsageError('--gaze and --gaze-file exclude each other.');
  }
  return {
    kind: 'compare',
    options: {
      test: positionals[0]!,
      reference: positionals[1]!,
      display: values.display,
      fit: values.fit,
      gaze: values.gaze === undefined ? null : gazeOf(values.gaze),
      gazeFile: values['gaze-file'] ?? null,
      foveated: !values['not-foveated'],
      fps,
      padding,
      heatMap: values['heat-map'] ?? null,
      json: values.json,
    },
  };
}

function gazeOf(text: string): [number, number] {
  const gaze = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (gaze.length !== 2 || !gaze.every(Number.isFinite)) {
    throw new UsageError(`--gaze wants two numbers with a comma, not "${text}".`);
  }
  return gaze as [number, number];
}

function parse(args: readonly string[]) {
  const text = (fallback: string) => ({ type: 'string', default: fallback }) as const;
  const flag = { type: 'boolean', default: false } as const;
  const optional = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        display: text('quest3'),
        fps: text('72'),
        padding: text('replicate'),
        gaze: optional,
        'gaze-file': optional,
        'heat-map': optional,
        golden: optional,
        fit: flag,
        'not-foveated': flag,
        json: flag,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
