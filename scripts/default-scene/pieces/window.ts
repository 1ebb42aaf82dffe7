import { rgb } from '../core/color.ts';
import { paint, plain, wood } from '../core/materials.ts';
import { noise } from '../core/noise.ts';
import type { PatchOptions } from '../core/patch.ts';
import { Piece } from '../core/piece.ts';
import { scale, type Vec3 } from '../core/vec.ts';
import { WINDOW } from '../light/lights.ts';

const { x0, x1, y0, y1, z } = WINDOW;
const TRIM: Partial<PatchOptions> = { coarse: 0.03, fine: 0.014, edge: 0.02, aspect: 3, lightSpacing: 0.08 };

/** Casement window: deep reveal, frame, two mullions, thin glazing bars and a sill. */
export function windowPiece(seed: number): Piece {
  const piece = new Piece('window', 'window', 'A three-light casement window with thin glazing bars', seed);
  const white = plain('#f1ede4', { gloss: 0.02 });
  const depth = 0.16;
  const w = x1 - x0;
  const h = y1 - y0;
  const reveal: Partial<PatchOptions> = { coarse: 0.05, fine: 0.018, edge: 0.028, lightSpacing: 0.06 };
  piece.quad([x0, y0, z], [0, 0, -depth], [0, h, 0], white, reveal);
  piece.quad([x1, y0, z - depth], [0, 0, depth], [0, h, 0], white, reveal);
  piece.quad([x0, y1, z - depth], [w, 0, 0], [0, 0, depth], white, reveal);
  const bar = (ax: number, bx: number, ay: number, by: number, front: number) =>
    piece.box([ax, ay, z - 0.13], [bx, by, z - 0.13 + front], white, TRIM, ['-z']);
  bar(x0, x0 + 0.05, y0, y1, 0.05);
  bar(x1 - 0.05, x1, y0, y1, 0.05);
  bar(x0, x1, y0, y0 + 0.05, 0.05);
  bar(x0, x1, y1 - 0.05, y1, 0.05);
  for (const k of [1, 2]) bar(x0 + (w * k) / 3 - 0.025, x0 + (w * k) / 3 + 0.025, y0, y1, 0.05);
  for (const k of [0, 1, 2]) {
    const a = x0 + (w * k) / 3;
    bar(a, a + w / 3, y0 + h * 0.66, y0 + h * 0.66 + 0.016, 0.02);
    bar(a + w / 6 - 0.008, a + w / 6 + 0.008, y0, y1, 0.02);
  }
  const oak = wood('#c08a55', '#7a4a26', 77, { gloss: 0.04 });
  piece.box([x0 - 0.08, y0 - 0.035, z - depth], [x1 + 0.08, y0, z + 0.2], oak, { ...TRIM, tolerance: 0.07 });
  piece.cushion(
    [x0 + w / 3 - 0.005, y0 + h * 0.4, z - 0.06],
    [0.012, 0.05, 0.02],
    0.6,
    plain('#a98846', { gloss: 0.4 }),
    {
      coarse: 0.014,
    },
  );
  return piece;
}

/** Linen curtains on an iron rod with rings. */
export function curtains(seed: number): Piece {
  const piece = new Piece('curtains', 'curtains', 'Two linen curtains on an iron rod', seed);
  const color = rgb('#e6d9c0');
  const linen = paint(({ s, t }) =>
    scale(color, 0.93 + 0.05 * noise(s * 160, t * 12) + 0.05 * noise(s * 10, t * 150)),
  );
  const rodY = 2.42;
  const rodZ = z + 0.11;
  const hang = (left: number, right: number, phase: number) => {
    const at = (u: number, v: number): Vec3 => {
      const gather = 1 - 0.1 * Math.sin(Math.PI * Math.min(1, v * 1.1));
      const middle = (left + right) / 2;
      const swing = Math.sin(u * 6 * 2 * Math.PI + phase + 0.5 * Math.sin(v * 3)) * (0.035 + 0.018 * (1 - v));
      return [middle + (left + (right - left) * u - middle) * gather, 0.04 + (rodY - 0.05) * v, rodZ + swing];
    };
    piece.sheet(at, linen, {
      coarse: 0.05,
      fine: 0.027,
      edge: 0.03,
      aspect: 1,
      tolerance: 0.1,
      twoSided: true,
      segments: [72, 6],
      lightSpacing: 0.035,
    });
  };
  hang(x0 - 0.36, x0 + 0.06, 0.4);
  hang(x1 - 0.06, x1 + 0.3, 2.1);
  const iron = plain('#2b2724', { gloss: 0.1 });
  piece.tube(
    [
      [x0 - 0.45, rodY, rodZ],
      [x1 + 0.4, rodY, rodZ],
    ],
    0.012,
    iron,
    { coarse: 0.02, fine: 0.008, aspect: 1 },
  );
  for (const end of [x0 - 0.46, x1 + 0.41]) {
    piece.cushion([end, rodY, rodZ], [0.03, 0.03, 0.03], 1, iron, { coarse: 0.015 });
  }
  return piece;
}
