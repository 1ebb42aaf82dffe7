import { SH_C0, shCount } from '../../../../kernels/splats/reference/spherical-harmonics.ts';
import type { SplatCloud } from '../../../../kernels/splats/reference/splat-cloud.ts';
import type { OpenOptions, SceneSource } from '../../../../workers/splats/splat-client.ts';

export const AS_IT_IS: OpenOptions = { up: 'y-up', metresPerUnit: 1, residentBudget: 0 };

/** A cloud as a PLY file of 3DGS, to be opened as it is. */
export function cloudPly(name: string, cloud: SplatCloud): SceneSource {
  const rest = shCount(cloud.shDegree) - 1;
  const names = [
    ...['x', 'y', 'z', 'f_dc_0', 'f_dc_1', 'f_dc_2'],
    ...Array.from({ length: 3 * rest }, (_, k) => `f_rest_${k}`),
    ...['opacity', 'scale_0', 'scale_1', 'scale_2', 'rot_0', 'rot_1', 'rot_2', 'rot_3'],
  ];
  const rows = new Float32Array(names.length * cloud.count);
  for (let i = 0; i < cloud.count; i++) {
    const three = [0, 1, 2];
    const alpha = cloud.opacities[i]!;
    const row = [
      ...three.map((k) => cloud.positions[3 * i + k]!),
      ...three.map((k) => (cloud.colors[3 * i + k]! - 0.5) / SH_C0),
      ...Array.from(
        { length: 3 * rest },
        (_, k) => cloud.shRest![3 * (i * rest + (k % rest)) + Math.floor(k / rest)]!,
      ),
      Math.log(alpha / (1 - alpha)),
      ...three.map((k) => Math.log(cloud.scales[3 * i + k]!)),
      ...[3, 0, 1, 2].map((k) => cloud.rotations[4 * i + k]!),
    ];
    rows.set(row, i * names.length);
  }
  const properties = names.map((property) => `property float ${property}\n`).join('');
  const header = `ply\nformat binary_little_endian 1.0\nelement vertex ${cloud.count}\n${properties}end_header\n`;
  return { kind: 'file', name, blob: new Blob([header, rows]) };
}
