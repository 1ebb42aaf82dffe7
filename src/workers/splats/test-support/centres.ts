import type { EyeView } from '../../../kernels/splats/reference/splat-cloud.ts';
import { ARRAY, type SplatScene } from '../scene/splat-scene.ts';

/** Centre of a splat of a built scene. */
export function centreOf(scene: SplatScene, splat: number): readonly [number, number, number] {
  const floats = new Float32Array(scene.memory.buffer, scene.arrays, (ARRAY.z + 1) * (scene.stride / 4));
  const words = scene.stride / 4;
  return [floats[splat]!, floats[words + splat]!, floats[2 * words + splat]!];
}

/** Whether a point lies in an eye's frustum, beyond the near plane. */
export function sees(eye: EyeView, point: readonly number[]): boolean {
  const [qx, qy, qz, qw] = eye.orientation as [number, number, number, number];
  const d = point.map((v, i) => v - eye.position[i]!) as [number, number, number];
  // The inverse turn.
  const [x, y, z] = [-qx, -qy, -qz];
  const t = [2 * (y * d[2] - z * d[1]), 2 * (z * d[0] - x * d[2]), 2 * (x * d[1] - y * d[0])] as const;
  const right = d[0] + qw * t[0] + y * t[2] - z * t[1];
  const up = d[1] + qw * t[1] + z * t[0] - x * t[2];
  const ahead = -(d[2] + qw * t[2] + x * t[1] - y * t[0]);
  if (ahead <= 0.2) return false;
  return (
    right < eye.right * ahead && -right < eye.left * ahead && up < eye.up * ahead && -up < eye.down * ahead
  );
}
