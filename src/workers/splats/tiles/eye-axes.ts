import type { RecordOf } from '../../../shared/layout.ts';
import type { ViewFields } from '../../../shared/layouts.ts';

/**
 * Loads eye number `eye` of a view.
 * @param axes written: world-to-camera rows right, up, forward, then position (12)
 * @param tangents written: left, right, up, down
 */
export function eyeAxes(
  view: RecordOf<ViewFields>,
  eye: number,
  axes: Float64Array,
  tangents: Float64Array,
): void {
  const q = view.eyeOrientation;
  const x = q[4 * eye]!;
  const y = q[4 * eye + 1]!;
  const z = q[4 * eye + 2]!;
  const w = q[4 * eye + 3]!;
  axes[0] = 1 - 2 * (y * y + z * z);
  axes[1] = 2 * (x * y + w * z);
  axes[2] = 2 * (x * z - w * y);
  axes[3] = 2 * (x * y - w * z);
  axes[4] = 1 - 2 * (x * x + z * z);
  axes[5] = 2 * (y * z + w * x);
  axes[6] = -2 * (x * z + w * y);
  axes[7] = -2 * (y * z - w * x);
  axes[8] = -(1 - 2 * (x * x + y * y));
  for (let i = 0; i < 3; i++) axes[9 + i] = view.eyePosition[3 * eye + i]!;
  for (let i = 0; i < 4; i++) tangents[i] = view.eyeTangents[4 * eye + i]!;
}
