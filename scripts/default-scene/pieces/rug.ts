import { rgb } from '../core/color.ts';
import { paint } from '../core/materials.ts';
import { noise } from '../core/noise.ts';
import { Piece } from '../core/piece.ts';
import { scale, type Vec3 } from '../core/vec.ts';

/** Side of one knot of the weave, one splat each, metres. */
const KNOT = 0.0151;
const WIDTH = 2.5;
const DEPTH = 1.75;
export const RUG_CENTER: Vec3 = [0.15, 0, -2.0];

const RED = rgb('#9c3b2e');
const NAVY = rgb('#2c3a55');
const CREAM = rgb('#e6d6b4');
const OCHRE = rgb('#c8903c');
const TEAL = rgb('#3f6f6a');

const mod = (x: number, n: number) => ((x % n) + n) % n;

/** Kilim: three stripes of border, then a field of stepped diamonds; knots quantize the drawing. */
function pattern(s: number, t: number): Vec3 {
  const knot = KNOT;
  const x = (Math.floor(s / knot) + 0.5) * knot;
  const y = (Math.floor(t / knot) + 0.5) * knot;
  const rim = Math.min(x, WIDTH - x, y, DEPTH - y);
  if (rim < 0.04) return NAVY;
  if (rim < 0.16) {
    const along = rim === x || rim === WIDTH - x ? y : x;
    const zig = Math.abs(mod(along, 0.1) - 0.05) * 2;
    return rim - 0.05 < zig ? OCHRE : CREAM;
  }
  if (rim < 0.19) return NAVY;
  const cx = x - WIDTH / 2;
  const cy = y - DEPTH / 2;
  const cell = 0.36;
  const column = Math.floor(cx / cell + 0.5);
  const row = Math.floor(cy / cell + 0.5);
  const dx = Math.abs(cx - column * cell);
  const dy = Math.abs(cy - row * cell);
  const d = dx + dy;
  const odd = mod(column + row, 2) === 1;
  if (d < 0.03) return CREAM;
  if (d < 0.075) return odd ? OCHRE : NAVY;
  if (d < 0.13) return odd ? TEAL : CREAM;
  if (d < 0.155) return NAVY;
  if (Math.abs(dx - dy) < 0.012 && d > 0.2) return OCHRE;
  return RED;
}

/** Woven rug with a fringe at both short ends. */
export function rug(seed: number): Piece {
  const piece = new Piece('rug', 'rug', 'Red kilim rug with stepped diamonds and a cream fringe', seed);
  const wool = paint(({ s, t }) => {
    const thread = 0.5 + 0.5 * Math.sin((t / KNOT) * 2 * Math.PI);
    return scale(
      pattern(s, t),
      0.84 + 0.1 * thread + 0.14 * noise(s * 90, t * 40) + 0.16 * (noise(s * 3, t * 3) - 0.5),
    );
  });
  const [cx, , cz] = RUG_CENTER;
  piece.quad([cx - WIDTH / 2, 0.009, cz + DEPTH / 2], [WIDTH, 0, 0], [0, 0, -DEPTH], wool, {
    coarse: KNOT,
    fine: KNOT,
    edge: 0,
    tolerance: 1,
    segments: [4, 4],
    lightSpacing: 0.05,
  });
  for (const end of [-1, 1]) {
    for (let z = -DEPTH / 2 + 0.01; z < DEPTH / 2; z += 0.017) {
      const x = cx + (end * WIDTH) / 2;
      const reach = 0.06 + 0.02 * piece.rng.next();
      const drift = piece.rng.range(-0.012, 0.012);
      piece.strand(
        [
          [x, 0.009, cz + z],
          [x + end * reach * 0.5, 0.007, cz + z + drift * 0.3],
          [x + end * reach, 0.004, cz + z + drift],
        ],
        0.0032,
        scale(CREAM, piece.rng.range(0.75, 1)),
        0.022,
      );
    }
  }
  return piece;
}
