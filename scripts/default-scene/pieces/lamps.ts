import { rgb } from '../core/color.ts';
import { place } from '../core/frame.ts';
import { glow, metal, paint, plain } from '../core/materials.ts';
import { Piece } from '../core/piece.ts';
import { scale, type Vec3 } from '../core/vec.ts';
import type { Lamp } from '../light/lights.ts';

const FLOOR_LAMP: Vec3 = [-2.12, 0, -2.95];
const PENDANT: Vec3 = [0.95, 1.93, -2.55];
const WARM: Vec3 = [1, 0.62, 0.3];

/** What the lamps give to the room; the shades themselves stand in the way as in life. */
export const LAMPS: readonly Lamp[] = [
  { center: [FLOOR_LAMP[0], 1.5, FLOOR_LAMP[2]], radius: 0.05, power: scale(WARM, 0.95) },
  { center: [PENDANT[0], PENDANT[1] - 0.02, PENDANT[2]], radius: 0.05, power: scale(WARM, 0.6) },
  // The glow of the drum's own cloth, from points just outside it.
  { center: [FLOOR_LAMP[0], 1.5, FLOOR_LAMP[2]], radius: 0.27, power: scale(WARM, 0.4) },
];

/** Tripod floor lamp with a linen drum. */
export function floorLamp(seed: number): Piece {
  const piece = new Piece(
    'floor-lamp',
    'floor lamp',
    'Tripod lamp with a linen shade, lit',
    seed,
    place(FLOOR_LAMP),
  );
  const shade = paint(
    ({ u, v }) => {
      const hot = 1 - 0.75 * Math.abs(v - 0.45) - 0.05 * Math.cos(u * 2 * Math.PI * 40);
      return [hot, hot * hot * 0.74, hot * hot * hot * 0.44];
    },
    { emission: 1.55 },
  );
  const options = { coarse: 0.03, fine: 0.012, tolerance: 0.09, segments: [28, 1] as const };
  piece.lathe(
    [
      [0.215, 1.34],
      [0.19, 1.5],
      [0.165, 1.65],
    ],
    shade,
    { ...options, segments: [28, 2] },
  );
  piece.lathe(
    [
      [0.163, 1.65],
      [0.188, 1.5],
      [0.213, 1.34],
    ],
    glow([1, 0.8, 0.5], 1.7),
    { ...options, segments: [28, 2] },
  );
  const trim = rgb('#7a5a38');
  for (const [r, y] of [
    [0.217, 1.34],
    [0.167, 1.65],
  ] as const) {
    const hoop: Vec3[] = Array.from({ length: 25 }, (_, i) => [
      r * Math.cos((i * Math.PI) / 12),
      y,
      r * Math.sin((i * Math.PI) / 12),
    ]);
    piece.strand(hoop, 0.005, trim, 0.018);
  }
  piece.cushion([0, 1.5, 0], [0.03, 0.045, 0.03], 1, glow([1, 0.85, 0.6], 3), {
    coarse: 0.014,
    casts: false,
  });
  const stem = plain('#6d4526', { gloss: 0.05 });
  piece.tube(
    [
      [0, 1.0, 0],
      [0, 1.46, 0],
    ],
    0.009,
    metal('#a4824a'),
    { coarse: 0.012, fine: 0.007 },
  );
  for (const k of [0, 1, 2]) {
    const a = 0.5 + (k * 2 * Math.PI) / 3;
    const at = (r: number, y: number): Vec3 => [r * Math.cos(a), y, r * Math.sin(a)];
    piece.tube([at(0.27, 0), at(0.015, 1.06)], (t) => 0.01 + 0.005 * t, stem, { coarse: 0.016, fine: 0.007 });
  }
  piece.strand(
    [
      [0.02, 1.3, 0.03],
      [0.12, 1.0, 0.1],
      [0.2, 0.4, 0.05],
      [0.1, 0.02, -0.1],
      [-0.3, 0.012, -0.25],
    ],
    0.0032,
    rgb('#2a2522'),
    0.02,
  );
  return piece;
}

/** Pendant with an enamel cone on a thin cord. */
export function pendant(seed: number): Piece {
  const piece = new Piece('pendant', 'pendant lamp', 'Enamel pendant lamp on a cord', seed, place(PENDANT));
  const options = { coarse: 0.016, fine: 0.009, lightSpacing: 0.03, segments: [24, 6] as const };
  const enamel = plain('#b5482f', { gloss: 0.05, lobe: 0.06 });
  piece.lathe(
    [
      [0.17, -0.06],
      [0.15, 0.0],
      [0.08, 0.06],
      [0.03, 0.1],
      [0.022, 0.14],
    ],
    enamel,
    options,
  );
  piece.lathe(
    [
      [0.004, 0.085],
      [0.055, 0.045],
      [0.128, -0.01],
      [0.155, -0.06],
    ],
    glow([1, 0.82, 0.56], 0.7),
    options,
  );
  piece.disc(-0.06, 0.155, 0.17, enamel, { coarse: 0.01 }, false);
  piece.cushion([0, -0.02, 0], [0.034, 0.04, 0.034], 1, glow([1, 0.88, 0.64], 3), {
    coarse: 0.014,
    casts: false,
  });
  piece.lathe(
    [
      [0.022, 0.13],
      [0.016, 0.17],
      [0.005, 0.18],
    ],
    metal('#a4824a'),
    options,
  );
  piece.strand(
    [
      [0, 0.17, 0],
      [0, 0.4, 0],
      [0, 0.77, 0],
    ],
    0.0035,
    rgb('#2a2522'),
    0.02,
  );
  piece.lathe(
    [
      [0.045, 0.745],
      [0.04, 0.765],
      [0.02, 0.77],
    ],
    metal('#a4824a'),
    options,
  );
  return piece;
}
