import { formatFigure } from '../../harness/format.ts';
import { median } from '../../harness/statistics.ts';
import type { Table } from '../../harness/suite.ts';
import { COLUMN_NAMES, COLUMNS, type Column } from './columns.ts';
import { SPLIT_KEYS } from './frame-sample.ts';
import {
  PAPER_NARROW,
  PAPER_QUANTILES,
  PAPER_SCENES,
  PAPER_TABLE,
  QUANTILE_SETS,
  RESOLUTIONS,
  type Resolution,
} from './paper-figures.ts';
import { type Cell, frameOf, ratioOf, type Way, wayName } from './table-rows.ts';

const DEFAULT = QUANTILE_SETS[0];
const way = (column: Column, radii: string): Way => ({ column, radii, quantiles: DEFAULT });
const times = (value: number | null) => (value === null ? '–' : `${value.toFixed(2)}×`);

/** The paper's table of this machine, ms: one line a cell. */
export function latencyTable(cells: readonly Cell[], radii: string): Table {
  return {
    title: `Latency per frame, ms, radii ${radii}`,
    note: 'Medians. Renderer on one core; the tracker on another, beside the renderer in A3FR and before it in serial tracked foveation.',
    head: [
      'scene',
      ...COLUMNS.map((column) => COLUMN_NAMES[column]),
      'tracker',
      'serial ÷ A3FR',
      'full ÷ A3FR',
    ],
    rows: cells.map((cell) => {
      const frames = cell.frames.get(wayName(way('a3fr', radii))) ?? [];
      const tracker = frames.length > 0 ? median(frames.map(({ trackerMs }) => trackerMs)) : null;
      return [
        `${cell.scene}, ${cell.resolution}`,
        ...COLUMNS.map((column) => formatFigure(frameOf(cell, way(column, radii)))),
        formatFigure(tracker),
        times(ratioOf(cell, way('serial', radii), way('a3fr', radii))),
        times(ratioOf(cell, way('full', radii), way('a3fr', radii))),
      ];
    }),
  };
}

/** Where the time of every column goes, medians over all cells' frames, ms. */
export function splitTable(cells: readonly Cell[], radii: string): Table {
  const ofResolution = (resolution: Resolution) => cells.filter((cell) => cell.resolution === resolution);
  return {
    title: `Where a frame's time goes, ms, radii ${radii}`,
    note: 'Medians over the frames of all scenes. pass1 of a frame that is drawn at once is all of its blending; idle is waiting for the tracker.',
    head: ['column', ...SPLIT_KEYS],
    rows: RESOLUTIONS.filter((resolution) => ofResolution(resolution).length > 0).flatMap((resolution) =>
      COLUMNS.map((column) => {
        const frames = ofResolution(resolution).flatMap(
          (cell) => cell.frames.get(wayName(way(column, radii))) ?? [],
        );
        const middle = (key: (typeof SPLIT_KEYS)[number]) =>
          frames.length > 0 ? formatFigure(median(frames.map(({ split }) => split[key]))) : '–';
        return [`${COLUMN_NAMES[column]}, ${resolution}`, ...SPLIT_KEYS.map(middle)];
      }),
    ),
  };
}

/** Ratios here beside the paper's, which were measured on other scenes and other hardware. */
export function comparisonTable(cells: readonly Cell[]): Table {
  const ours = (resolution: Resolution, radii: string, above: Column) => {
    const own = cells.filter((cell) => cell.resolution === resolution);
    return range(own.map((cell) => ratioOf(cell, way(above, radii), way('a3fr', radii))));
  };
  const theirs = (resolution: Resolution, above: Column) =>
    range(PAPER_TABLE[resolution].map((cell) => cell[above] / cell.a3fr));
  const lines = RESOLUTIONS.flatMap((resolution) => [
    ...(['full', 'serial', 'foveated', 'content'] as const).map((above) => [
      `${COLUMN_NAMES[above]} ÷ A3FR, ${resolution}, wide`,
      ours(resolution, 'wide', above),
      theirs(resolution, above),
    ]),
    [
      `full ÷ A3FR, ${resolution}, narrow`,
      ours(resolution, 'narrow', 'full'),
      `${range(PAPER_NARROW[resolution].map(([full, , a3fr]) => full / a3fr))}, no tracker`,
    ],
  ]);
  return {
    title: 'Beside the paper',
    note: `Smallest – median – largest over scenes. The paper's are of ${PAPER_SCENES.join(', ')} on a GPU and a processor that it does not name; only ratios compare.`,
    head: ['ratio', 'here', 'paper’s code'],
    rows: lines,
  };
}

/** A3FR with other content quantiles, as multiples of its time with the default ones. */
export function quantileTable(cells: readonly Cell[], radii: string): Table {
  const others = QUANTILE_SETS.slice(1);
  const lines = (['1920×1080', '2560×1440'] as const).flatMap((resolution) =>
    others.map((quantiles, i) => [
      `${quantiles.join(' / ')}, ${resolution}`,
      range(
        cells
          .filter((cell) => cell.resolution === resolution)
          .map((cell) => ratioOf(cell, { column: 'a3fr', radii, quantiles }, way('a3fr', radii))),
      ),
      range(PAPER_QUANTILES[resolution]!.map((line) => line[i + 1]! / line[0]!)),
    ]),
  );
  return {
    title: 'Content quantiles: A3FR ÷ A3FR with 0.25 / 0.5 / 0.9',
    note: `Radii ${radii}; smallest – median – largest over scenes.`,
    head: ['quantiles', 'here', 'paper’s code'],
    rows: lines.filter(([, here]) => here !== '–'),
  };
}

/** Smallest – median – largest of what was measured. */
function range(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return '–';
  const ends = [Math.min(...known), median(known), Math.max(...known)];
  return known.length === 1 ? times(known[0]!) : ends.map((value) => value.toFixed(2)).join(' – ');
}
