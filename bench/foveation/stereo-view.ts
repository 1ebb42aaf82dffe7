import type { RecordOf } from '../../src/shared/layout.ts';
import { VIEW_LAYOUT, type ViewFields } from '../../src/shared/layouts.ts';
import { type FoveationPreset, writePreset } from '../../src/workers/splats/foveation/presets.ts';
import { DEFAULT_QUANTILES } from '../../src/workers/splats/foveation/regions.ts';
import { VIEW_MODE } from '../../src/workers/splats/foveation/view-options.ts';
import type { Pose, View } from '../splats/pose.ts';
import type { BenchDisplay } from './bench-display.ts';

/** Distance between the eyes, metres: the mean of grown-ups. */
const EYE_DISTANCE = 0.063;

/** How a view is drawn; null = in full. */
export interface ViewDetail {
  readonly preset: FoveationPreset;
  /** Most splats; 0 = no limit. */
  readonly budget: number;
}

export type Eyes = 1 | 2;

/** What the renderers are asked for: one or two eyes of a headset, looking the way the head does. @param timeMs of pose and gaze */
export function stereoView(
  head: Pose,
  gaze: View['gaze'],
  display: Pick<BenchDisplay, 'width' | 'height' | 'side' | 'up'>,
  eyes: Eyes,
  detail: ViewDetail | null,
  timeMs: number,
): RecordOf<ViewFields> {
  const view = VIEW_LAYOUT.record();
  const { side, up, width, height } = display;
  view.captureMs[0] = timeMs;
  view.headPosition.set(head.position);
  view.headOrientation.set(head.orientation);
  view.eyeCount[0] = eyes;
  view.width[0] = width;
  view.height[0] = height;
  for (const [eye, position] of eyePositions(head, eyes).entries()) {
    view.eyePosition.set(position, 3 * eye);
    view.eyeOrientation.set(head.orientation, 4 * eye);
    view.eyeTangents.set([side, side, up, up], 4 * eye);
  }
  view.gazeDirection.set(gaze);
  view.gazeMs[0] = timeMs;
  view.quantiles.set(DEFAULT_QUANTILES);
  view.mode[0] = detail ? VIEW_MODE.a3fr : VIEW_MODE.full;
  if (detail) {
    writePreset(detail.preset, view);
    view.splatBudget[0] = detail.budget;
  }
  return view;
}

/** Where the eyes of a head are, left one first; one eye is in the middle. */
export function eyePositions({ position, orientation }: Pose, eyes: Eyes): [number, number, number][] {
  const [rx, ry, rz] = rightOf(orientation);
  const aside = eyes === 1 ? [0] : [-EYE_DISTANCE / 2, EYE_DISTANCE / 2];
  return aside.map((by) => [position[0] + by * rx, position[1] + by * ry, position[2] + by * rz]);
}

/** The x axis of a head in world space. */
function rightOf([x, y, z, w]: Pose['orientation']): readonly [number, number, number] {
  return [1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)];
}
