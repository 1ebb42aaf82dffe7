import { rgb } from '../core/color.ts';
import { applyFrame, type Frame, place } from '../core/frame.ts';
import { textInk, textWidth } from '../core/glyphs.ts';
import { paint } from '../core/materials.ts';
import { noise } from '../core/noise.ts';
import type { Material, PatchOptions } from '../core/patch.ts';
import { Piece } from '../core/piece.ts';
import { mix, scale, type Vec3 } from '../core/vec.ts';
import { TABLE } from './coffee-table.ts';

export interface BookLook {
  readonly title: string;
  readonly cover: string;
  readonly ink: string;
  /** Thickness, height and depth of the closed book, metres. */
  readonly size: Vec3;
  /** Smallest splat on the spine, metres. */
  readonly fine: number;
  /** Stands in a row: only spine, sides and top can be seen. */
  readonly shelved: boolean;
}

/** Spine lettering that runs along u, between two double rules. */
function spine({ title, cover, ink, size }: BookLook): Material {
  const [thick, tall] = size;
  const cloth = rgb(cover);
  const gold = rgb(ink);
  const cap = Math.min(thick * 0.54, (tall * 0.7) / textWidth(title), 0.026);
  const start = (tall - textWidth(title) * cap) / 2;
  return paint(({ s, t }) => {
    const rule = Math.min(
      Math.abs(s - 0.022),
      Math.abs(s - tall + 0.022),
      Math.abs(s - 0.03),
      Math.abs(s - tall + 0.03),
    );
    const mark = Math.max(
      textInk(title, s - start, t - (thick - cap) / 2, cap, 0.2),
      rule < 0.0016 ? 0.9 : 0,
    );
    const round = 1 - 0.35 * (2 * (t / thick) - 1) ** 4;
    return scale(mix(cloth, gold, mark), round * (0.94 + 0.07 * noise(s * 160, t * 160)));
  });
}

function pages(): Material {
  const paper = rgb('#e9dec4');
  return paint(({ s, t }) => scale(paper, 0.72 + 0.32 * noise(s * 6, t * 900)));
}

/** Closed book lying in the box [0, size], spine on the +z face reading up along y. */
export function closedBook(piece: Piece, frame: Frame, look: BookLook): void {
  const [w, h, d] = look.size;
  const cloth = rgb(look.cover);
  const cover = paint(({ s, t }) => scale(cloth, 0.9 + 0.12 * noise(s * 120, t * 120)));
  const board: Partial<PatchOptions> = look.shelved
    ? { coarse: 0.06, fine: 0.026, edge: 0.03, tolerance: 0.12, lightSpacing: 0.06 }
    : { coarse: 0.035, fine: 0.012, edge: 0.012, tolerance: 0.09, lightSpacing: 0.06 };
  piece.within(frame, () => {
    // u runs along the height, so the front of the spine is (up) × (towards -x).
    piece.quad([w, 0, d], [0, h, 0], [-w, 0, 0], spine(look), {
      coarse: 0.019,
      fine: look.fine,
      edge: 0.009,
      tolerance: 0.16,
      lightSpacing: 0.09,
      legible: true,
    });
    piece.quad([0, 0, 0], [0, 0, d], [0, h, 0], cover, board);
    piece.quad([w, 0, d], [0, 0, -d], [0, h, 0], cover, board);
    const block: Partial<PatchOptions> = look.shelved
      ? { coarse: 0.03, fine: 0.016, edge: 0.02, tolerance: 0.2, lightSpacing: 0.1 }
      : { coarse: 0.02, fine: 0.007, edge: 0.012, tolerance: 0.12, lightSpacing: 0.1 };
    const e = 0.0025;
    piece.quad([e, h - 0.004, d], [w - 2 * e, 0, 0], [0, 0, -d], pages(), { ...block, aspect: 1 });
    if (look.shelved) return;
    piece.quad([e, 0.004, 0.003], [0, h - 0.008, 0], [w - 2 * e, 0, 0], pages(), { ...block, aspect: 3 });
    piece.quad([0, 0, 0], [w, 0, 0], [0, 0, d], cover, board);
  });
}

/** Two closed books, one on the other, and an open one beside the mug. */
export function tableBooks(seed: number): Piece {
  const piece = new Piece('books', 'books', 'Two closed books and an open one', seed);
  const y = TABLE[1];
  // Lying flat: the height of the book runs to the right, its thickness down from the top cover.
  const flat = (x: number, bottom: number, z: number, yaw: number, [thick, tall, deep]: Vec3): Frame => {
    const base = place([x, bottom, z], yaw);
    const origin = applyFrame(base, [-tall / 2, thick, -deep / 2]);
    return { x: scale(base.y, -1), y: base.x, z: base.z, origin };
  };
  const lower: BookLook = {
    title: 'OPTICS & LIGHT',
    cover: '#7d2f2a',
    ink: '#e6c987',
    size: [0.04, 0.25, 0.18],
    fine: 0.0024,
    shelved: false,
  };
  const upper: BookLook = {
    title: 'THE QUIET EYE',
    cover: '#26485c',
    ink: '#efe4c8',
    size: [0.032, 0.22, 0.16],
    fine: 0.0024,
    shelved: false,
  };
  closedBook(piece, flat(TABLE[0] + 0.27, y, TABLE[2] + 0.12, -14, lower.size), lower);
  closedBook(piece, flat(TABLE[0] + 0.26, y + 0.04, TABLE[2] + 0.12, 6, upper.size), upper);
  openBook(piece, place([TABLE[0] - 0.02, y + 0.002, TABLE[2] + 0.27], 9));
  return piece;
}

const LEFT = [
  'WE SEE SHARPLY',
  'ONLY WHERE WE',
  'LOOK. THE REST',
  'IS A SOFT AND',
  'PATIENT GUESS',
  'THAT THE NEXT',
  'GLANCE IS FREE',
  'TO CORRECT.',
];
const RIGHT = [
  'SO THE EYE',
  'LEAPS. THREE',
  'TIMES A SECOND',
  'IT TURNS, AND',
  'LANDS ALMOST',
  'WHERE IT MUST.',
  'BETWEEN LEAPS',
  'IT RESTS.',
];
const LINE = 0.0245;

function openBook(piece: Piece, frame: Frame): void {
  const paper = rgb('#f1e8d2');
  const ink = rgb('#2a2622');
  const [w, h] = [0.17, 0.235];
  const sheet = (side: number) =>
    paint(({ s, t }) => {
      const x = s - 0.016;
      const line = Math.floor((h - 0.018 - t) / LINE);
      const text = (side < 0 ? LEFT : RIGHT)[line];
      const mark = text ? textInk(text, x, t - (h - 0.018 - (line + 1) * LINE) - 0.006, 0.0112, 0.17) : 0;
      return scale(mix(paper, ink, 0.9 * mark), 0.97 + 0.03 * noise(s * 60, t * 60));
    });
  const lift = (r: number) =>
    0.028 * Math.sin(Math.PI * Math.min(1, r * 1.25 + 0.06)) * (1 - 0.35 * r) + 0.005;
  piece.within(frame, () => {
    const options: Partial<PatchOptions> = {
      coarse: 0.009,
      fine: 0.002,
      legible: true,
      edge: 0.006,
      tolerance: 0.07,
      segments: [8, 1],
      lightSpacing: 0.02,
    };
    piece.sheet((u, v) => [-w + w * u, lift(1 - u), h / 2 - h * v], sheet(-1), options);
    piece.sheet((u, v) => [w * u, lift(u), h / 2 - h * v], sheet(1), options);
    piece.quad([-w, 0.001, h / 2], [2 * w, 0, 0], [0, 0.012, 0], pages(), {
      coarse: 0.006,
      edge: 0,
      fine: 0.004,
      aspect: 2,
    });
  });
}
