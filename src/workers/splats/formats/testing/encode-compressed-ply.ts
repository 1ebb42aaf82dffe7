import { type RawSplats, shRestCount } from '../raw-splats.ts';
import { joinBytes } from './encode-ply.ts';

/** Three smallest components of a quaternion given x, y, z, w, with the largest positive; places count w, x, y, z. */
export function smallestThree(rotations: Float32Array, splat: number): { place: number; rest: number[] } {
  const [x, y, z, w] = rotations.subarray(splat * 4, splat * 4 + 4) as unknown as number[];
  const ordered = [w!, x!, y!, z!];
  const place = ordered.reduce(
    (best, value, k) => (Math.abs(value) > Math.abs(ordered[best]!) ? k : best),
    0,
  );
  const sign = ordered[place]! < 0 ? -1 : 1;
  return { place, rest: ordered.filter((_, k) => k !== place).map((value) => value * sign) };
}

/** A PlayCanvas compressed .ply; without `colorBounds` as its first version had it. */
export function encodeCompressedPly(raw: RawSplats, colorBounds = true): Uint8Array {
  const chunks = Math.ceil(raw.count / 256);
  const groups = [
    { names: ['x', 'y', 'z'], value: (i: number, k: number) => raw.positions[i * 3 + k]! },
    {
      names: ['scale_x', 'scale_y', 'scale_z'],
      value: (i: number, k: number) => Math.log(raw.scales[i * 3 + k]!),
    },
    { names: ['r', 'g', 'b'], value: (i: number, k: number) => raw.colors[i * 3 + k]! },
  ];
  const stored = colorBounds ? groups : groups.slice(0, 2);
  const rest = shRestCount(raw.shDegree);
  const header = [
    'ply',
    'format binary_little_endian 1.0',
    `element chunk ${chunks}`,
    ...stored.flatMap(({ names }) =>
      ['min', 'max'].flatMap((end) => names.map((n) => `property float ${end}_${n}`)),
    ),
    `element vertex ${raw.count}`,
    ...['position', 'rotation', 'scale', 'color'].map((n) => `property uint packed_${n}`),
    ...(rest ? [`element sh ${raw.count}`] : []),
    ...Array.from({ length: rest * 3 }, (_, k) => `property uchar f_rest_${k}`),
    'end_header\n',
  ].join('\n');

  const bounds = new Float32Array(chunks * stored.length * 6);
  const packed = new Uint32Array(raw.count * 4);
  for (let chunk = 0; chunk < chunks; chunk++) {
    const members = Array.from({ length: Math.min(256, raw.count - chunk * 256) }, (_, k) => chunk * 256 + k);
    groups.forEach(({ value }, group) => {
      for (let k = 0; k < 3; k++) {
        const values = members.map((i) => value(i, k));
        const limited = group < stored.length;
        const low = limited ? Math.fround(Math.min(...values)) : 0;
        const high = limited ? Math.fround(Math.max(...values)) : 1;
        if (limited) {
          bounds[chunk * stored.length * 6 + group * 6 + k] = low;
          bounds[chunk * stored.length * 6 + group * 6 + 3 + k] = high;
        }
        const [bits, shift] =
          group === 2
            ? [8, 24 - 8 * k]
            : (
                [
                  [11, 21],
                  [10, 11],
                  [11, 0],
                ] as const
              )[k]!;
        members.forEach((i, n) => {
          const unit = high > low ? (values[n]! - low) / (high - low) : 0;
          const code = Math.round(Math.min(1, Math.max(0, unit)) * (2 ** bits - 1)) * 2 ** shift;
          packed[i * 4 + ([0, 2, 3] as const)[group]!]! += code;
        });
      }
    });
    for (const i of members) {
      packed[i * 4 + 3]! += Math.round(raw.opacities[i]! * 255);
      const { place, rest: small } = smallestThree(raw.rotations, i);
      packed[i * 4 + 1] = small.reduce(
        (sum, value, k) => sum + Math.round((value * Math.SQRT1_2 + 0.5) * 1023) * 2 ** (20 - 10 * k),
        place * 2 ** 30,
      );
    }
  }
  const sh = Uint8Array.from({ length: raw.count * rest * 3 }, (_, n) => {
    const k = n % (rest * 3);
    const value = raw.shRest![(Math.floor(n / (rest * 3)) * rest + (k % rest)) * 3 + Math.floor(k / rest)]!;
    return Math.min(255, Math.max(0, Math.floor((value / 8 + 0.5) * 256)));
  });
  return joinBytes(header, new Uint8Array(bounds.buffer), new Uint8Array(packed.buffer), sh);
}
