import { rgb } from '../core/color.ts';
import { place } from '../core/frame.ts';
import { fabric, paint, wood } from '../core/materials.ts';
import { noise } from '../core/noise.ts';
import type { PatchOptions } from '../core/patch.ts';
import { Piece } from '../core/piece.ts';
import { mix, scale } from '../core/vec.ts';

const CLOTH: Partial<PatchOptions> = { coarse: 0.032, fine: 0.0125, tolerance: 0.12, lightSpacing: 0.04 };

/** Teal wing-less armchair on tapered legs with a striped pillow and a folded throw. */
export function armchair(seed: number): Piece {
  const piece = new Piece(
    'armchair',
    'armchair',
    'Teal armchair with a striped pillow',
    seed,
    place([-1.42, 0, -2.35], 38),
  );
  const teal = fabric('#3f7a78', 0.12);
  const dark = fabric('#35696a', 0.12);
  piece.cushion([0, 0.28, 0], [0.4, 0.1, 0.37], 0.28, dark, CLOTH);
  piece.cushion([0, 0.415, 0.05], [0.3, 0.085, 0.36], 0.42, teal, CLOTH);
  for (const side of [-1, 1]) {
    piece.cushion([side * 0.365, 0.43, 0.03], [0.085, 0.2, 0.37], 0.4, teal, CLOTH);
    piece.strand(
      [
        [side * 0.29, 0.5, 0.33],
        [side * 0.3, 0.6, 0.385],
        [side * 0.365, 0.63, 0.39],
        [side * 0.43, 0.6, 0.385],
        [side * 0.44, 0.3, 0.37],
      ],
      0.006,
      rgb('#274f50'),
      0.02,
    );
  }
  piece.within(place([0, 0.66, -0.3], 0, -11), () => {
    piece.cushion([0, 0, 0], [0.37, 0.36, 0.1], 0.4, teal, CLOTH);
    piece.cushion([0, 0.02, 0.1], [0.29, 0.26, 0.07], 0.55, teal, CLOTH);
  });
  const legs = wood('#a9753f', '#6a4020', 5, { gloss: 0.04 });
  for (const [x, z] of [
    [-0.32, 0.3],
    [0.32, 0.3],
    [-0.3, -0.28],
    [0.3, -0.28],
  ] as const) {
    const foot = [x * 1.12, 0, z * 1.12] as const;
    piece.tube([foot, [x, 0.2, z]], (t) => 0.013 + 0.011 * t, legs, { coarse: 0.02, fine: 0.009, aspect: 1 });
  }
  pillow(piece);
  return piece;
}

function pillow(piece: Piece): void {
  const cream = rgb('#e4d5b7');
  const rust = rgb('#b5562f');
  const cloth = paint(({ v, s, t }) => {
    const band = Math.abs(((v * 9) % 1) - 0.5);
    return scale(mix(rust, cream, band > 0.2 ? 1 : 0), 0.88 + 0.14 * noise(s * 120, t * 120));
  });
  piece.within(place([0.05, 0.63, -0.02], 8, -20, 6), () => {
    piece.cushion([0, 0, 0], [0.2, 0.19, 0.075], 0.6, cloth, { ...CLOTH, fine: 0.009 });
  });
}
