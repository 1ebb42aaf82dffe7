import type { RecordOf } from '../../../src/shared/layout.ts';
import type { ViewFields } from '../../../src/shared/layouts.ts';
import { NEVER_DEG } from '../../../src/workers/splats/foveation/presets.ts';
import type { RegionRadii } from '../../../src/workers/splats/foveation/regions.ts';
import { VIEW_MODE } from '../../../src/workers/splats/foveation/view-options.ts';

/** The paper's ways to make a frame. */
export const COLUMNS = ['full', 'serial', 'foveated', 'content', 'a3fr'] as const;
export type Column = (typeof COLUMNS)[number];

export const COLUMN_NAMES: Readonly<Record<Column, string>> = {
  full: 'full',
  serial: 'serial tracked',
  foveated: 'foveated only',
  content: 'content only',
  a3fr: 'A3FR',
};

/** Whether a column draws another picture with other radii. */
export const USES_RADII: Readonly<Record<Column, boolean>> = {
  full: false,
  serial: true,
  foveated: true,
  content: false,
  a3fr: true,
};

/** Whether a column draws another picture with other content quantiles. */
export const USES_CONTENT: Readonly<Record<Column, boolean>> = {
  full: false,
  serial: false,
  foveated: false,
  content: true,
  a3fr: true,
};

/** Nothing that the paper does not have: no thinning, no sixteenth, no floor. */
const NO_THINNING = [0, 0, 1] as const;
/** Every tile has content level 4. */
const NO_CONTENT = [0, 0, 0] as const;

/** Writes into a view what a column draws, by the paper's rule alone. */
export function writeColumn(
  column: Column,
  { r4, r3, r2 }: RegionRadii,
  quantiles: readonly [number, number, number],
  view: RecordOf<ViewFields>,
): void {
  view.mode[0] = column === 'full' ? VIEW_MODE.full : VIEW_MODE.a3fr;
  view.radii.set(column === 'content' ? [NEVER_DEG, NEVER_DEG, NEVER_DEG] : [r4, r3, r2]);
  view.quantiles.set(USES_CONTENT[column] ? quantiles : NO_CONTENT);
  view.floorDeg[0] = 0;
  view.farDeg[0] = NEVER_DEG;
  view.lod.set(NO_THINNING);
  view.schedule[0] = column === 'a3fr' ? 1 : 0;
}
