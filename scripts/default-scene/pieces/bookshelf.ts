import { rgb } from '../core/color.ts';
import { place } from '../core/frame.ts';
import { glaze, plain, wood } from '../core/materials.ts';
import type { PatchOptions } from '../core/patch.ts';
import { Piece } from '../core/piece.ts';
import type { Vec3 } from '../core/vec.ts';
import { type BookLook, closedBook } from './books.ts';

const TITLES = [
  'OPTICS',
  'RETINA',
  'GARDENS',
  'THE SEA',
  'ATLAS',
  'TREES',
  'POEMS',
  'LIGHT',
  'WAVES',
  'STARS',
  'RIVERS',
  'MUSIC',
  'CLOUDS',
  'MAPS',
  'TEA',
  'BIRDS',
  'SEEING',
  'SALT',
  'WINTER',
  'CHESS',
  'BREAD',
  'COLOUR',
  'ISLANDS',
  'CLOCKS',
  'MOSS',
  'LETTERS',
  'HARBOUR',
  'NIGHT',
  'ORCHARD',
  'PAPER',
  'SACCADES',
  'GLASS',
  'HILLS',
  'VIOLINS',
  'FERNS',
  'STONES',
  'COMETS',
  'LOOMS',
] as const;
const COVERS: readonly (readonly [string, string])[] = [
  ['#7d2f2a', '#e9cf93'],
  ['#26485c', '#f0e6cc'],
  ['#33523a', '#e9d9a0'],
  ['#c0913f', '#3a2412'],
  ['#ddd0b3', '#4a2f22'],
  ['#4a3557', '#e6d7b8'],
  ['#a5522f', '#f6e7c6'],
  ['#2b2b33', '#d9b869'],
  ['#5e7d86', '#f7f0dd'],
  ['#8b8d5a', '#fbf3d6'],
  ['#c9b8a0', '#6b2c22'],
  ['#1f5a57', '#f0dfa8'],
];

const WIDTH = 1.5;
const DEPTH = 0.27;
const SHELVES = [0.08, 0.47, 0.84, 1.19, 1.53, 1.86] as const;
const BOARD = 0.024;

/** Oak bookcase on the right wall with five rows of lettered books and a few small things between them. */
export function bookshelf(seed: number): Piece {
  // Turned so that the front (+z) faces the room (-x).
  const piece = new Piece(
    'bookshelf',
    'bookshelf',
    'Oak bookcase with lettered books',
    seed,
    place([2.6 - DEPTH, 0, -2.35], -90),
  );
  const oak = wood('#b07f4c', '#7b4d28', 61, { gloss: 0.02 });
  const options: Partial<PatchOptions> = {
    coarse: 0.05,
    fine: 0.016,
    edge: 0.018,
    aspect: 2,
    tolerance: 0.1,
    lightSpacing: 0.06,
  };
  const half = WIDTH / 2;
  const top = SHELVES[5] + BOARD;
  for (const y of SHELVES)
    piece.box([-half, y - BOARD, -DEPTH], [half, y, 0], oak, options, ['-z', '+x', '-x']);
  for (const x of [-half - BOARD, half])
    piece.box([x, 0, -DEPTH], [x + BOARD, top, 0.004], oak, options, ['-z', '-y']);
  piece.quad([-half, 0, -DEPTH + 0.008], [WIDTH, 0, 0], [0, top, 0], wood('#8d6238', '#5d3a1e', 3), {
    ...options,
    coarse: 0.08,
  });
  for (let row = 0; row < 5; row++)
    fillRow(piece, SHELVES[row]!, SHELVES[row + 1]! - BOARD - SHELVES[row]!, row);
  return piece;
}

function fillRow(piece: Piece, y: number, room: number, row: number): void {
  const { rng } = piece;
  const end = WIDTH / 2 - 0.012;
  let x = -end;
  const gapAt = [0.2, -0.4, 0.05, -0.2, 0.33][row]!;
  let gap = false;
  let shelfIndex = 0;
  while (x < end - 0.02) {
    if (!gap && x > gapAt) {
      gap = true;
      ornament(piece, row, [x + 0.13, y, -0.12]);
      x += 0.26;
    }
    const thick = rng.range(0.038, 0.072);
    if (x + thick > end) break;
    const [cover, ink] = rng.pick(COVERS);
    const tall = Math.min(room - 0.025, rng.range(0.2, 0.3));
    const size: Vec3 = [thick, tall, rng.range(0.15, 0.2)];
    const look: BookLook = {
      title: TITLES[(row * 29 + shelfIndex++ * 7) % TITLES.length]!,
      cover,
      ink,
      size,
      fine: row >= 1 ? 0.006 : 0.007,
      shelved: true,
    };
    const lean = rng.next() < 0.08 ? -rng.range(5, 9) : 0;
    const lift = Math.sin((-lean * Math.PI) / 180);
    closedBook(piece, place([x, y + 0.001, -size[2] - rng.range(0.012, 0.03)], 0, 0, lean), look);
    x += thick + 0.0015 + lift * tall * 0.9;
  }
}

function ornament(piece: Piece, row: number, at: Vec3): void {
  const small: Partial<PatchOptions> = { coarse: 0.012, fine: 0.006, lightSpacing: 0.02 };
  piece.within(place(at), () => {
    if (row === 0 || row === 3) {
      piece.lathe(
        [
          [0.03, 0],
          [0.07, 0.05],
          [0.075, 0.1],
          [0.04, 0.15],
          [0.026, 0.18],
          [0.034, 0.195],
        ],
        glaze('#d8e0d4', 0.05),
        small,
      );
    } else if (row === 1) {
      piece.box([-0.09, 0, -0.06], [0.09, 0.09, 0.06], wood('#a0683a', '#4d2c15', 8), small);
      piece.cushion([0, 0.055, 0.063], [0.008, 0.008, 0.008], 1, plain('#c9a24e', { gloss: 0.3 }), {
        coarse: 0.005,
      });
    } else if (row === 2) {
      piece.lathe(
        [
          [0.03, 0],
          [0.05, 0.02],
          [0.085, 0.07],
          [0.09, 0.075],
        ],
        glaze('#b5562f', 0.05),
        small,
      );
      piece.lathe(
        [
          [0.088, 0.075],
          [0.05, 0.03],
          [0.002, 0.02],
        ],
        glaze('#e9dcc3', 0.04),
        small,
      );
    } else {
      piece.lathe(
        [
          [0.03, 0],
          [0.036, 0.004],
          [0.038, 0.07],
          [0.038, 0.072],
        ],
        glaze('#8fa6a0', 0.04),
        small,
      );
      for (let k = 0; k < 9; k++) {
        const a = k * 2.4;
        const tip: Vec3 = [0.09 * Math.cos(a), 0.2 + 0.02 * (k % 3), 0.06 * Math.sin(a)];
        piece.strand([[0, 0.06, 0], [tip[0] * 0.4, 0.14, tip[2] * 0.4], tip], 0.0022, rgb('#7c6a3c'), 0.02);
        piece.cushion(tip, [0.012, 0.02, 0.012], 1, plain('#d9b26a'), { coarse: 0.012, casts: false });
      }
    }
  });
}
