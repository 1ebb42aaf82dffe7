import { orbitPath, turnPath } from './camera-path.ts';
import { withGaze } from './gaze-path.ts';
import type { Bounds, View } from './pose.ts';
import type { BenchScene } from './scenes.ts';

const GAZE_SEED = 11;

/** Camera path and replayed gaze for a scene; the same for every engine and mode. */
export function sceneViews(scene: BenchScene, bounds: Bounds, count: number, fovDeg: number): View[] {
  const poses = scene.seen === 'outside' ? orbitPath(bounds, count, fovDeg) : turnPath(bounds, count);
  return withGaze(poses, GAZE_SEED);
}
