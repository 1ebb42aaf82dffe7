import { PAPER } from '../../../src/workers/gaze/tracker-config.ts';
import { median } from '../../harness/statistics.ts';
import type { Row, SuiteContext, Table } from '../../harness/suite.ts';
import { readSceneFile } from '../../splats/scene-file.ts';
import type { BenchScene } from '../../splats/scenes.ts';
import type { Sizes } from '../sizes.ts';
import { CellRunner, sizeOf } from './cell-runner.ts';
import { QUANTILE_SETS, RESOLUTIONS, type Resolution } from './paper-figures.ts';
import { comparisonTable, latencyTable, quantileTable, splitTable } from './table-pages.ts';
import { type Cell, cellRows, frameOf, ratioOf, TABLE_PART, type Way } from './table-rows.ts';
import { TrackerLink } from './tracker-link.ts';

/** Radii of the paper's table, which the bars are for; those of its earlier run come second. */
export const RADII = ['wide', 'narrow'] as const;
const JUDGED = RADII[0];
const DEFAULT = QUANTILE_SETS[0];
/** Resolutions at which other quantiles are tried, as in the paper. */
const QUANTILE_RESOLUTIONS: readonly Resolution[] = ['1920×1080', '2560×1440'];

export interface TableResult {
  readonly rows: readonly Row[];
  readonly tables: readonly Table[];
  readonly serialVsA3fr: number | null;
  readonly serialVsA3frBest: number | null;
  readonly fullVsA3fr1080: number | null;
}

/**
 * The paper's table: five ways to make a frame, scene by scene and resolution by resolution, interleaved.
 * @param sigmaDeg measured error of each exit, degrees per axis
 */
export async function runTable(
  context: SuiteContext,
  scenes: readonly BenchScene[],
  sigmaDeg: readonly number[],
  sizes: Sizes,
): Promise<TableResult> {
  const cells: Cell[] = [];
  const resolutions = RESOLUTIONS.slice(0, sizes.resolutions);
  const link = await TrackerLink.open();
  try {
    for (const scene of scenes) {
      context.log(`${TABLE_PART}: ${scene.name}: opening`);
      const raw = await readSceneFile(scene.file);
      const runner = await CellRunner.open(scene, raw, link, sigmaDeg, sizeOf(resolutions.at(-1)!));
      try {
        for (const resolution of resolutions) {
          const cell = await runner.measure(resolution, waysAt(resolution), sizes);
          cells.push(cell);
          context.log(`${TABLE_PART}: ${scene.name}, ${resolution}: ${describe(cell)}`);
        }
      } finally {
        await runner.close();
      }
    }
  } finally {
    await link.close();
  }
  const { width, height, patch } = PAPER;
  context.note(
    `Table: the renderer is tiles on one core, the tracker an integer network of the paper's size (${width} × ${height}, patches of ${patch}, six blocks of 384 channels) on another, so that each has a core of its own as in the paper; ` +
      'its weights are made up and its exits say the true gaze plus an error as measured of the shipped network. Each frame has a head pose and an eye image of its own. ' +
      'Levels by the paper’s rule alone: nothing is thinned, no sixteenth, no floor at the gaze. Host clock; a column by the clock of the simulated chip comes with that chip.',
  );
  return { rows: cells.flatMap(cellRows), ...judged(cells), tables: tablesOf(cells) };
}

const way = (column: Way['column'], radii: string): Way => ({ column, radii, quantiles: DEFAULT });

/** Ways of one cell; `full` and `content` do not depend on radii, so they are measured once. */
function waysAt(resolution: Resolution): { readonly table: Way[]; readonly quantiles: Way[] } {
  const [first, ...others] = RADII;
  const tracked = (radii: string) =>
    (['serial', 'foveated', 'a3fr'] as const).map((column) => way(column, radii));
  const table = [way('full', first), way('content', first), ...tracked(first), ...others.flatMap(tracked)];
  const quantiles = QUANTILE_RESOLUTIONS.includes(resolution)
    ? QUANTILE_SETS.map((set) => ({ column: 'a3fr' as const, radii: JUDGED, quantiles: set }))
    : [];
  return { table, quantiles };
}

function judged(cells: readonly Cell[]) {
  const ratios = (above: Way['column'], from: readonly Cell[]) =>
    from
      .map((cell) => ratioOf(cell, way(above, JUDGED), way('a3fr', JUDGED)))
      .filter((ratio) => ratio !== null);
  const serial = ratios('serial', cells);
  const full = ratios(
    'full',
    cells.filter(({ resolution }) => resolution === '1920×1080'),
  );
  return {
    serialVsA3fr: serial.length > 0 ? median(serial) : null,
    serialVsA3frBest: serial.length > 0 ? Math.max(...serial) : null,
    fullVsA3fr1080: full.length > 0 ? median(full) : null,
  };
}

function tablesOf(cells: readonly Cell[]): Table[] {
  return [
    ...RADII.map((radii) => latencyTable(cells, radii)),
    ...RADII.map((radii) => splitTable(cells, radii)),
    comparisonTable(cells),
    quantileTable(cells, JUDGED),
  ];
}

function describe(cell: Cell): string {
  const ms = (column: Way['column']) => `${column} ${frameOf(cell, way(column, JUDGED))?.toFixed(1)}`;
  return `${(['full', 'serial', 'foveated', 'content', 'a3fr'] as const).map(ms).join(', ')} ms`;
}
