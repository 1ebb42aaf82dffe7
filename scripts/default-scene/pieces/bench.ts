import { rgb } from '../core/color.ts';
import { place } from '../core/frame.ts';
import { fabric, metal, paint, wood } from '../core/materials.ts';
import { noise } from '../core/noise.ts';
import { Piece } from '../core/piece.ts';
import { mix, scale, type Vec3 } from '../core/vec.ts';

/** Hall bench behind the person with two cushions, and a rail above it with a straw hat and a scarf. */
export function bench(seed: number): Piece {
  const piece = new Piece(
    'bench',
    'bench',
    'Pine bench with cushions, a hat and a scarf on hooks',
    seed,
    place([1.5, 0, 1.78], 180),
  );
  const pine = wood('#c7a06c', '#946a3c', 71, { gloss: 0.02 });
  const options = { coarse: 0.05, fine: 0.035, edge: 0.04, aspect: 2, tolerance: 0.1 };
  piece.box([-0.65, 0.4, 0], [0.65, 0.44, 0.38], pine, options);
  for (const x of [-0.58, 0.54]) piece.box([x, 0, 0.04], [x + 0.04, 0.4, 0.34], pine, options, ['+y']);
  piece.box([-0.54, 0.14, 0.17], [0.54, 0.2, 0.2], pine, options, ['+x', '-x']);
  const cloth = { coarse: 0.04, fine: 0.018, tolerance: 0.09 };
  piece.within(place([-0.3, 0.6, 0.12], 4, -14), () =>
    piece.cushion([0, 0, 0], [0.21, 0.18, 0.08], 0.6, fabric('#c0913f'), cloth),
  );
  piece.within(place([0.12, 0.6, 0.13], -7, -16), () =>
    piece.cushion([0, 0, 0], [0.2, 0.18, 0.08], 0.6, fabric('#7d2f2a'), cloth),
  );
  piece.box([-0.6, 1.66, 0], [0.6, 1.76, 0.025], pine, options, ['-z']);
  for (let k = 0; k < 5; k++) {
    const x = -0.5 + k * 0.25;
    piece.tube(
      [
        [x, 1.71, 0.02],
        [x, 1.69, 0.07],
        [x, 1.73, 0.095],
      ],
      0.008,
      metal('#6e6a64'),
      { coarse: 0.016 },
    );
  }
  hat(piece);
  scarf(piece);
  return piece;
}

function hat(piece: Piece): void {
  const straw = rgb('#d9b977');
  const band = rgb('#2c3a55');
  const weave = paint(({ u, v, s, t }) =>
    scale(
      mix(straw, band, v > 0.5 && v < 0.66 ? 1 : 0),
      0.82 + 0.1 * Math.sin(u * 400) + 0.16 * noise(s * 80, t * 80),
    ),
  );
  piece.within(place([0.25, 1.6, 0.1], 0, 78), () =>
    piece.lathe(
      [
        [0.19, 0],
        [0.14, 0.005],
        [0.095, 0.012],
        [0.09, 0.05],
        [0.08, 0.095],
        [0.01, 0.105],
      ],
      weave,
      {
        coarse: 0.02,
        fine: 0.01,
        twoSided: true,
      },
    ),
  );
}

function scarf(piece: Piece): void {
  const wool = paint(({ v, s, t }) =>
    scale(
      rgb(Math.abs(((v * 7) % 1) - 0.5) > 0.3 ? '#e6dcc4' : '#3f6f6a'),
      0.86 + 0.2 * noise(s * 120, t * 120),
    ),
  );
  for (const side of [-1, 1]) {
    const at = (u: number, v: number): Vec3 => [
      -0.25 + side * 0.045 + (u - 0.5) * (0.1 + 0.03 * (1 - v)),
      1.7 - (0.62 + side * 0.05) * (1 - v),
      0.055 + 0.02 * Math.sin(u * 9 + side) + 0.012 * side,
    ];
    piece.sheet(at, wool, { coarse: 0.03, fine: 0.014, twoSided: true, segments: [6, 4], tolerance: 0.1 });
  }
}
