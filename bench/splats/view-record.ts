import type { RecordOf } from '../../src/shared/layout.ts';
import { VIEW_LAYOUT, type ViewFields } from '../../src/shared/layouts.ts';
import { DEFAULT_QUANTILES, RADIUS_PRESETS } from '../../src/workers/splats/foveation/regions.ts';
import { VIEW_MODE, VIEW_OPTION } from '../../src/workers/splats/foveation/view-options.ts';
import type { Shot, View } from './pose.ts';

export type TilesMode = keyof typeof VIEW_MODE;

/** A3FR as the application uses it by default. */
const PRESET = RADIUS_PRESETS.findIndex(({ name }) => name === 'narrow');
const OPTIONS = VIEW_OPTION.levelOfDetail | VIEW_OPTION.sixteenth | VIEW_OPTION.foveaFloor;

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
  record.radiusPreset[0] = PRESET;
  record.quantiles.set(DEFAULT_QUANTILES);
  record.options[0] = mode === 'a3fr' ? OPTIONS : 0;
  return record;
}

/** Tangents of the half angles. */
export function tangents({ width, height, fovDeg }: Shot): { up: number; side: number } {
  const up = Math.tan((fovDeg * Math.PI) / 360);
  return { up, side: (up * width) / height };
}
