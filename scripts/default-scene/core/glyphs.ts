// A stroke font of our own. A glyph is polylines on a grid 4 wide and 6 high, origin at the lower left; a digit pair is
// a point, a space lifts the pen.
import { clamp } from './vec.ts';

const STROKES: Readonly<Record<string, string>> = {
  A: '002640 1232',
  B: '00062635443303 0333424130 3000',
  C: '4536160501103041',
  D: '00063645413000',
  E: '46060040 0333',
  F: '000646 0333',
  G: '45361605011030414323',
  H: '0006 4046 0343',
  I: '2026',
  J: '4641301001',
  K: '0006 4602 1340',
  L: '060040',
  M: '0006224640',
  N: '00064046',
  O: '051636454130100105',
  P: '00063645443303',
  Q: '051636454130100105 2240',
  R: '00063645443303 2340',
  S: '453616050413334241301001',
  T: '2026 0646',
  U: '060110304146',
  V: '062046',
  W: '0610243046',
  X: '0046 0640',
  Y: '062346 2320',
  Z: '06460040',
  '0': '051636454130100105',
  '1': '152620 1030',
  '2': '05163645440040',
  '3': '051636454433 1333 3342413010 1001',
  '4': '30360242',
  '5': '4606033342413001',
  '6': '4536160501103041423303',
  '7': '064610',
  '8': '133344453616050413 1302011030414233',
  '9': '011030414536160504133343',
  '-': '1333',
  '.': '2021',
  ',': '2110',
  "'": '2524',
  '&': '4014153635 3513 130201102042',
  '/': '0046',
  ':': '2122 2425',
  '!': '2021 2326',
};

type Segment = readonly [number, number, number, number];
const cache = new Map<string, readonly Segment[]>();

function segmentsOf(char: string): readonly Segment[] {
  const known = cache.get(char);
  if (known) return known;
  const out: Segment[] = [];
  for (const line of (STROKES[char] ?? '').split(' ')) {
    for (let i = 0; i + 3 < line.length; i += 2) {
      const [ax, ay, bx, by] = [0, 1, 2, 3].map((k) => Number(line[i + k]));
      out.push([ax!, ay!, bx!, by!]);
    }
  }
  cache.set(char, out);
  return out;
}

const ADVANCE = 5.6;

/** Width of a line of text in units of its cap height. */
export function textWidth(text: string): number {
  return (text.length * ADVANCE - (ADVANCE - 4)) / 6;
}

function distanceToSegment(x: number, y: number, [ax, ay, bx, by]: Segment): number {
  const dx = bx - ax;
  const dy = by - ay;
  const k = clamp(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0, 1);
  return Math.hypot(x - ax - k * dx, y - ay - k * dy);
}

/**
 * Ink 0..1 of capital text at a place. The line starts at x = 0 and stands on y = 0; all lengths in metres.
 * @param weight stroke thickness as a share of the cap height
 */
export function textInk(text: string, x: number, y: number, capHeight: number, weight = 0.16): number {
  const unit = capHeight / 6;
  const gx = x / unit;
  const gy = y / unit;
  if (gy < -1 || gy > 7 || gx < -1) return 0;
  const index = Math.floor((gx + (ADVANCE - 4) / 2) / ADVANCE);
  const char = text[index];
  if (char === undefined) return 0;
  let nearest = Infinity;
  for (const s of segmentsOf(char))
    nearest = Math.min(nearest, distanceToSegment(gx - index * ADVANCE, gy, s));
  const half = weight * 3;
  return clamp((half - nearest) / 0.25 + 0.5, 0, 1);
}

/** Ink of text centred on x = 0. */
export function centeredInk(text: string, x: number, y: number, capHeight: number, weight = 0.16): number {
  return textInk(text, x + (textWidth(text) * capHeight) / 2, y, capHeight, weight);
}
