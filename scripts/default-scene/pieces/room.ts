import { paint, plain, plaster, wood } from '../core/materials.ts';
import { noise } from '../core/noise.ts';
import type { PatchOptions } from '../core/patch.ts';
import { Piece } from '../core/piece.ts';
import { scale } from '../core/vec.ts';
import { WINDOW } from '../light/lights.ts';

/** Inner faces of the room, metres. */
export const ROOM = { x0: -2.6, x1: 2.6, z0: -4, z1: 1.8, height: 2.7 } as const;

const WALL: Partial<PatchOptions> = {
  coarse: 0.14,
  fine: 0.04,
  edge: 0.055,
  tolerance: 0.06,
  segments: [2, 2],
  lightSpacing: 0.09,
};

/** Floor of oak boards, plastered walls, beams, skirting and a door behind the person. */
export function room(seed: number): Piece {
  const piece = new Piece('room', 'room', 'Oak floor, plastered walls, ceiling beams and a door', seed);
  floor(piece);
  walls(piece);
  beams(piece);
  door(piece);
  return piece;
}

function floor(piece: Piece): void {
  const { rng } = piece;
  const width = (ROOM.x1 - ROOM.x0) / 36;
  for (let column = 0; column < 36; column++) {
    let z = ROOM.z0 - rng.range(0, 0.9);
    while (z < ROOM.z1) {
      const end = z + rng.range(1.2, 1.9);
      const from = Math.max(z, ROOM.z0);
      const to = Math.min(end, ROOM.z1);
      if (to - from > 0.05) board(piece, ROOM.x0 + column * width, from, width, to - from, rng.range(0, 100));
      z = end;
    }
  }
}

function board(piece: Piece, x: number, z: number, width: number, length: number, offset: number): void {
  const tone = 0.8 + 0.36 * noise(offset * 3.3, 1.7);
  const oak = wood('#c9996a', '#7d5230', offset);
  const material = paint(
    (p) => {
      const gap = Math.min(p.t, width - p.t, p.s, length - p.s);
      return scale(oak.albedo(p), tone * (gap < 0.0036 ? 0.2 : 1));
    },
    { gloss: 0.045, lobe: 0.09 },
  );
  piece.quad([x, 0, z], [0, 0, length], [width, 0, 0], material, {
    coarse: 0.037,
    // Behind the person the boards need less.
    fine: z > 0.3 ? 0.022 : 0.011,
    edge: z > 0.3 ? 0.03 : 0.013,
    aspect: 4.5,
    tolerance: 0.095,
    lightSpacing: 0.09,
  });
}

function walls(piece: Piece): void {
  const cream = plaster('#efe8dc');
  const sage = plaster('#bcc9bb');
  const { x0, x1, z0, z1, height } = ROOM;
  const back = (ax: number, bx: number, ay: number, by: number) =>
    piece.quad([ax, ay, z0], [bx - ax, 0, 0], [0, by - ay, 0], sage, WALL);
  back(x0, WINDOW.x0, 0, height);
  back(WINDOW.x1, x1, 0, height);
  back(WINDOW.x0, WINDOW.x1, 0, WINDOW.y0);
  back(WINDOW.x0, WINDOW.x1, WINDOW.y1, height);
  piece.quad([x0, 0, z1], [0, 0, z0 - z1], [0, height, 0], cream, WALL);
  piece.quad([x1, 0, z0], [0, 0, z1 - z0], [0, height, 0], cream, WALL);
  piece.quad([x1, 0, z1], [x0 - x1, 0, 0], [0, height, 0], cream, WALL);
  piece.quad([x0, height, z0], [x1 - x0, 0, 0], [0, 0, z1 - z0], plaster('#efe8dc'), {
    ...WALL,
    tolerance: 0.06,
  });
  const white = plain('#ece6da', { gloss: 0.02 });
  const skirting: Partial<PatchOptions> = { coarse: 0.06, fine: 0.02, edge: 0.025, aspect: 3 };
  piece.box([x0, 0, z0], [x1, 0.1, z0 + 0.018], white, skirting, ['-z', '-y', '-x', '+x']);
  piece.box([x0, 0, z0], [x0 + 0.018, 0.1, z1], white, skirting, ['-x', '-y', '-z', '+z']);
  piece.box([x1 - 0.018, 0, z0], [x1, 0.1, z1], white, skirting, ['+x', '-y', '-z', '+z']);
}

function beams(piece: Piece): void {
  for (const [i, z] of [-3.1, -1.5, 0.1].entries()) {
    const beam = wood('#9a7046', '#5d3d22', 11 + i * 5);
    piece.box(
      [ROOM.x0, 2.54, z - 0.08],
      [ROOM.x1, ROOM.height, z + 0.08],
      beam,
      {
        coarse: 0.06,
        fine: 0.02,
        edge: 0.024,
        aspect: 3,
        tolerance: 0.09,
      },
      ['+y', '-x', '+x'],
    );
  }
}

function door(piece: Piece): void {
  const z = ROOM.z1;
  const panel = wood('#b98d60', '#8a6238', 42);
  const options: Partial<PatchOptions> = { coarse: 0.1, fine: 0.03, edge: 0.04, aspect: 1, tolerance: 0.08 };
  piece.box([-0.55, 0, z - 0.03], [0.45, 2.12, z], plain('#ece6da'), options, ['+z', '-y']);
  piece.box([-0.47, 0, z - 0.045], [0.37, 2.04, z - 0.03], panel, options, ['+z', '-y']);
  for (const [lo, hi] of [
    [0.15, 0.95],
    [1.08, 1.9],
  ] as const) {
    piece.box([-0.36, lo, z - 0.055], [0.26, hi, z - 0.045], panel, options, ['+z']);
  }
  piece.cushion([-0.4, 1.02, z - 0.09], [0.03, 0.03, 0.03], 1, plain('#b08d4a', { gloss: 0.4 }), {
    coarse: 0.02,
  });
}
