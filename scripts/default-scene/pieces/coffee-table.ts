import { rgb } from '../core/color.ts';
import { place } from '../core/frame.ts';
import { glaze, paint, plain, wood } from '../core/materials.ts';
import { noise } from '../core/noise.ts';
import { Piece } from '../core/piece.ts';
import { mix, scale, type Vec3 } from '../core/vec.ts';

/** Middle of the table top, metres. */
export const TABLE: Vec3 = [0.3, 0.43, -1.75];

/** Round walnut table on three splayed legs. */
export function coffeeTable(seed: number): Piece {
  const piece = new Piece(
    'coffee-table',
    'coffee table',
    'Round walnut table on three legs',
    seed,
    place([TABLE[0], 0, TABLE[2]], 15),
  );
  const grain = wood('#a8764a', '#6b4426', 23);
  const top = paint(({ world }) => grain.albedo({ u: 0, v: 0, s: world[0] + 3, t: world[2] + 3, world }), {
    gloss: 0.05,
    lobe: 0.07,
  });
  const y = TABLE[1];
  piece.disc(y, 0, 0.52, top, {
    coarse: 0.022,
    fine: 0.01,
    tolerance: 0.115,
    lightSpacing: 0.03,
    edge: 0,
    segments: [40, 2],
  });
  piece.lathe(
    [
      [0.44, y - 0.035],
      [0.5, y - 0.03],
      [0.522, y - 0.015],
      [0.52, y],
    ],
    top,
    {
      coarse: 0.016,
      fine: 0.012,
      segments: [40, 4],
    },
  );
  piece.disc(y - 0.035, 0, 0.46, grain, { coarse: 0.06 }, false);
  for (const k of [0, 1, 2]) {
    const a = (k * 2 * Math.PI) / 3;
    const at = (r: number, h: number): Vec3 => [r * Math.cos(a), h, r * Math.sin(a)];
    piece.tube([at(0.44, 0), at(0.28, y - 0.03)], (t) => 0.014 + 0.012 * t, grain, {
      coarse: 0.02,
      fine: 0.008,
    });
  }
  return piece;
}

/** Blue-and-white teapot with spout, handle and lid. */
export function teapot(seed: number): Piece {
  const piece = new Piece(
    'teapot',
    'teapot',
    'Blue glazed teapot',
    seed,
    place([TABLE[0] + 0.05, TABLE[1], TABLE[2] - 0.12], 28),
  );
  const blue = rgb('#2f5f8f');
  const cream = rgb('#efe8d8');
  const ware = paint(
    ({ u, v, s, t }) => {
      const wave = 0.55 + 0.035 * Math.sin(u * 2 * Math.PI * 12);
      const band = Math.abs(v - wave) < 0.05 ? 1 : 0;
      const dots = Math.hypot(((u * 24) % 1) - 0.5, (v - 0.72) * 14) < 0.26 ? 1 : 0;
      return scale(mix(blue, cream, Math.max(band, dots)), 0.92 + 0.12 * noise(s * 40, t * 40));
    },
    { gloss: 0.06, lobe: 0.05 },
  );
  const options = { coarse: 0.012, fine: 0.0045, tolerance: 0.06, lightSpacing: 0.015 };
  piece.lathe(
    [
      [0.055, 0],
      [0.085, 0.015],
      [0.112, 0.06],
      [0.108, 0.105],
      [0.075, 0.145],
      [0.052, 0.152],
    ],
    ware,
    options,
  );
  const glazed = glaze('#2f5f8f', 0.06);
  piece.lathe(
    [
      [0.056, 0.151],
      [0.05, 0.165],
      [0.03, 0.176],
      [0.006, 0.18],
    ],
    glazed,
    options,
  );
  piece.cushion([0, 0.19, 0], [0.014, 0.014, 0.014], 1, glaze('#efe8d8', 0.06), {
    coarse: 0.007,
    fine: 0.004,
  });
  piece.tube(
    [
      [0.09, 0.055, 0],
      [0.14, 0.075, 0],
      [0.16, 0.12, 0],
      [0.19, 0.15, 0],
    ],
    (t) => 0.024 - 0.013 * t,
    glazed,
    options,
  );
  piece.tube(
    [
      [-0.095, 0.11, 0],
      [-0.15, 0.135, 0],
      [-0.175, 0.09, 0],
      [-0.15, 0.045, 0],
      [-0.1, 0.04, 0],
    ],
    0.009,
    glazed,
    options,
  );
  return piece;
}

/** Ochre mug with tea in it. */
export function mug(seed: number): Piece {
  const piece = new Piece(
    'mug',
    'mug',
    'Ochre stoneware mug of tea',
    seed,
    place([TABLE[0] - 0.24, TABLE[1], TABLE[2] + 0.16], 215),
  );
  const ochre = rgb('#c98a3a');
  const clay = rgb('#7c5a40');
  const ware = paint(
    ({ v, s, t, u }) => {
      const drip = 0.28 + 0.07 * noise(u * 14, 3);
      return scale(mix(clay, ochre, v > drip ? 1 : 0), 0.86 + 0.24 * noise(s * 90, t * 90));
    },
    { gloss: 0.04, lobe: 0.08 },
  );
  const options = { coarse: 0.009, fine: 0.004, tolerance: 0.07, lightSpacing: 0.012 };
  piece.lathe(
    [
      [0.034, 0],
      [0.041, 0.006],
      [0.043, 0.05],
      [0.042, 0.096],
    ],
    ware,
    options,
  );
  piece.lathe(
    [
      [0.038, 0.096],
      [0.039, 0.05],
      [0.037, 0.01],
    ],
    glaze('#e7dcc4', 0.04),
    options,
  );
  piece.disc(0.096, 0.038, 0.042, plain('#d8a055'), { coarse: 0.005 });
  piece.disc(0.078, 0, 0.038, plain('#7a3d16', { gloss: 0.05, lobe: 0.03 }), options);
  piece.tube(
    [
      [0.042, 0.08, 0],
      [0.075, 0.078, 0],
      [0.08, 0.045, 0],
      [0.042, 0.02, 0],
    ],
    0.006,
    ware,
    options,
  );
  return piece;
}
