import type { RecordOf } from '../../src/shared/layout.ts';
import { VIEW_LAYOUT, type ViewFields } from '../../src/shared/layouts.ts';
import { presetNamed } from '../../src/workers/splats/foveation/default-presets.ts';
import { writePreset } from '../../src/workers/splats/foveation/presets.ts';
import { DEFAULT_QUANTILES } from '../../src/workers/splats/foveation/regions.ts';
import { VIEW_MODE } from '../../src/workers/splats/foveation/view-options.ts';
import type { Shot, View } from './pose.ts';

export type TilesMode = keyof typeof VIEW_MODE;

/** A3FR with everything on, at the paper's narrow radii. */
const PRESET = presetNamed('narrow');

/** A mono view for the view mailbox, with a gaze without error. @param nowMs becomes its capture and gaze time. */
export function viewRecord(view: View, mode: TilesMode, shot: Shot, nowMs: number): RecordOf<ViewFields> {
  const record = VIEW_LAYOUT.record();
  const { up, side } = tangents(shot);
  record.captureMs[0] = nowMs;
  record.headPosition.set(view.position);
  record.headOrientation.set(view.orientation);
  record.eyeCount[0] = 1;
  record.width[0] = shot.width;
  record.height[0] = shot.height;
  record.eyePosition.set(view.position);
  record.eyeOrientation.set(view.orientation);
  record.eyeTangents.set([side, side, up, up]);
  record.gazeDirection.set(view.gaze);
  record.gazeMs[0] = nowMs;
  record.mode[0] = VIEW_MODE[mode];
  record.quantiles.set(DEFAULT_QUANTILES);
  writePreset(PRESET, record);
  return record;
}

/** Tangents of the half angles. */
export function tangents({ width, height, fovDeg }: Shot): { up: number; side: number } {
  const up = Math.tan((fovDeg * Math.PI) / 360);
  return { up, side: (up * width) / height };
}
