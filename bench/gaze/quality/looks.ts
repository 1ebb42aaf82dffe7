import type { RecordOf } from '../../../src/shared/layout.ts';
import type { ViewFields } from '../../../src/shared/layouts.ts';
import { nowMs } from '../../../src/shared/time.ts';
import { FOVEATION_PRESETS, presetNamed } from '../../../src/workers/splats/foveation/default-presets.ts';
import { writePreset } from '../../../src/workers/splats/foveation/presets.ts';
import { DEFAULT_QUANTILES } from '../../../src/workers/splats/foveation/regions.ts';
import type { Shot, View } from '../../splats/pose.ts';
import { viewRecord } from '../../splats/view-record.ts';
import { writeColumn } from '../table/columns.ts';

/** A way to draw with a tracked gaze. */
export interface Look {
  readonly name: string;
  readonly preset: string;
  /** The paper's rule alone instead of everything as it ships. */
  readonly paper: boolean;
  /** Nobody looks at the eye: every exit says straight ahead. To see what the tracker is worth. */
  readonly blind: boolean;
}

const own = FOVEATION_PRESETS.default;

/** The first is judged. */
export const LOOKS: readonly [Look, ...Look[]] = [
  { name: `${own} (default)`, preset: own, paper: false, blind: false },
  { name: 'wide', preset: 'wide', paper: false, blind: false },
  { name: 'narrow', preset: 'narrow', paper: false, blind: false },
  { name: 'wide, the paper’s rule alone', preset: 'wide', paper: true, blind: false },
  { name: `${own} without a tracker`, preset: own, paper: false, blind: true },
];

/** A view that knows nothing of the gaze: it comes from the exits. @param sigmaDeg error of each exit, degrees per axis */
export function trackedView(
  view: View,
  { preset: name, paper }: Look,
  shot: Shot,
  sigmaDeg: readonly number[],
): RecordOf<ViewFields> {
  const record = viewRecord({ ...view, gaze: [0, 0, -1] }, 'a3fr', shot, nowMs());
  const preset = presetNamed(name);
  if (paper) writeColumn('a3fr', preset.radii, DEFAULT_QUANTILES, record);
  else writePreset(preset, record);
  record.schedule[0] = 1;
  record.deadlineMs[0] = nowMs() + 10_000;
  record.exitSigmaDeg.set(sigmaDeg);
  return record;
}
