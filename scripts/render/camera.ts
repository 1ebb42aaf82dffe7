import type { RecordOf } from '../../src/shared/layout.ts';
import { VIEW_LAYOUT, type ViewFields } from '../../src/shared/layouts.ts';
import { nowMs } from '../../src/shared/time.ts';
import { directionOfPixel } from '../../src/workers/splats/foveation/eccentricity.ts';
import { writePreset } from '../../src/workers/splats/foveation/presets.ts';
import { VIEW_MODE } from '../../src/workers/splats/foveation/view-options.ts';
import type { RenderOptions } from './options.ts';

type Vec3 = readonly [number, number, number];

/** Unit quaternion x, y, z, w of a camera at `from` that looks at `to` along -z, y up. */
export function lookRotation(from: Vec3, to: Vec3): [number, number, number, number] {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const dz = to[2] - from[2];
  const yaw = Math.atan2(-dx, -dz);
  const pitch = Math.atan2(dy, Math.hypot(dx, dz));
  const cy = Math.cos(yaw / 2);
  const sy = Math.sin(yaw / 2);
  const cp = Math.cos(pitch / 2);
  const sp = Math.sin(pitch / 2);
  return [cy * sp, sy * cp, -sy * sp, cy * cp];
}

/** The view record of a command line. */
export function viewOf(options: RenderOptions): RecordOf<ViewFields> {
  const { width, height, position, look, fovDeg, gaze } = options;
  const view = VIEW_LAYOUT.record();
  const up = Math.tan((fovDeg * Math.PI) / 360);
  const side = (up * width) / height;
  const orientation = lookRotation(position, look);
  view.captureMs[0] = nowMs();
  view.gazeMs[0] = view.captureMs[0];
  view.headPosition.set(position);
  view.headOrientation.set(orientation);
  view.eyeCount[0] = 1;
  view.width[0] = width;
  view.height[0] = height;
  view.eyePosition.set(position);
  view.eyeOrientation.set(orientation);
  view.eyeTangents.set([side, side, up, up]);
  directionOfPixel(
    { left: side, right: side, up, down: up, width, height },
    gaze[0] * width,
    gaze[1] * height,
    view.gazeDirection,
  );
  view.mode[0] = VIEW_MODE[options.mode];
  view.quantiles.set(options.quantiles);
  writePreset(options.preset, view, options.switches);
  return view;
}
