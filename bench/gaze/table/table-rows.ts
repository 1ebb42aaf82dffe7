import { EXITS } from '../../../src/workers/gaze/tracker-config.ts';
import { DEFAULT_QUANTILES } from '../../../src/workers/splats/foveation/regions.ts';
import type { Measured } from '../../harness/interleave.ts';
import { median, summarize } from '../../harness/statistics.ts';
import type { Row } from '../../harness/suite.ts';
import { COLUMN_NAMES, type Column, USES_CONTENT, USES_RADII } from './columns.ts';
import type { FrameSample } from './frame-sample.ts';
import { SPLIT_KEYS } from './frame-sample.ts';
import type { Resolution } from './paper-figures.ts';

export const TABLE_PART = 'table';

/** One way to make a frame: a column, with a radius preset where it uses one and, in the ablation, with other quantiles. */
export interface Way {
  readonly column: Column;
  /** Name of the radius preset. */
  readonly radii: string;
  readonly quantiles: readonly [number, number, number];
}

/** A scene at a resolution, and the frames of every way that was measured there. */
export interface Cell {
  readonly scene: string;
  readonly resolution: Resolution;
  /** Share of tokens that each pruning kept, the same in every column with a tracker. */
  readonly topK: number;
  readonly frames: ReadonlyMap<string, readonly FrameSample[]>;
}

/** What tells a way from the others: radii and quantiles only where they change the picture. */
export function wayName({ column, radii, quantiles }: Way): string {
  const levels = USES_CONTENT[column] && quantiles.join() !== DEFAULT_QUANTILES.join();
  return [
    COLUMN_NAMES[column],
    ...(USES_RADII[column] ? [radii] : []),
    ...(levels ? [quantiles.join(' / ')] : []),
  ].join(', ');
}

/** Frames by the name of the way that made them. */
export function framesByWay(measured: readonly Measured<FrameSample>[]): Map<string, FrameSample[]> {
  const frames = new Map<string, FrameSample[]>();
  for (const { name, sample } of measured) {
    const own = frames.get(name);
    if (own) own.push(sample);
    else frames.set(name, [sample]);
  }
  return frames;
}

/** Median frame of a way, ms; null where it was not measured. */
export function frameOf(cell: Cell, way: Way): number | null {
  const frames = cell.frames.get(wayName(way));
  return frames ? median(frames.map(({ frameMs }) => frameMs)) : null;
}

/** One way's median ÷ another's in one cell; null where one was not measured. */
export function ratioOf(cell: Cell, above: Way, below: Way): number | null {
  const [a, b] = [frameOf(cell, above), frameOf(cell, below)];
  return a !== null && b !== null ? a / b : null;
}

/** Every way of a cell: its frame with spread, and the medians of its split. */
export function cellRows(cell: Cell): Row[] {
  return [...cell.frames].flatMap(([subject, frames]) => {
    const place = { part: TABLE_PART, scene: `${cell.scene}, ${cell.resolution}`, subject, unit: 'ms' };
    const statistics = summarize(frames.map(({ frameMs }) => frameMs));
    const tracked = frames.some(({ trackerMs }) => trackerMs > 0);
    const middle = (of: (frame: FrameSample) => number) => median(frames.map(of));
    return [
      { ...place, metric: 'frame', value: statistics.median, statistics },
      ...SPLIT_KEYS.map((key) => ({ ...place, metric: key, value: middle(({ split }) => split[key]) })),
      ...(tracked
        ? [
            {
              ...place,
              metric: 'tracker, six exits',
              value: middle(({ trackerMs }) => trackerMs),
              note: `top_k ${cell.topK.toFixed(2)}`,
            },
            {
              ...place,
              metric: 'frames around the last exit',
              unit: '%',
              value: (100 * frames.filter(({ exit }) => exit === EXITS).length) / frames.length,
            },
          ]
        : []),
    ];
  });
}
