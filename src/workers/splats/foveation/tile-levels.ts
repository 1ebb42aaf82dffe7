import type { TileDirections, Vec3Like } from './eccentricity.ts';
import type { RegionRadii } from './regions.ts';

/**
 * Level of every tile (A3FR 1.4): a content level from the tile's splat count among all tiles, lowered with the
 * distance from the gaze. Two additions to the paper, both off by default: level 0 (one pixel in sixteen) far from the
 * gaze, and full levels near the gaze whatever the content.
 * Both functions write into arrays that the caller keeps; neither allocates.
 */

export interface FoveationOptions {
  /** Steps of the paper, degrees; the caller has already applied safe radii where it uses them. */
  radii: RegionRadii;
  /** Tiles at or beyond this angle get level 0, degrees; Infinity = never. */
  farDeg: number;
  /** Tiles nearer than this get level 4 whatever their content, degrees; 0 = the paper's rule alone. */
  fullWithinDeg: number;
  /**
   * Whether a tile lies where its centre lies (the paper) or where its nearest point lies. The second never gives any
   * pixel less than its own angle asks for.
   */
  conservative: boolean;
}

/** The paper's rule: centre of tile, no level 0, no guarantee. */
export function paperFoveation(radii: RegionRadii): FoveationOptions {
  return { radii, farDeg: Number.POSITIVE_INFINITY, fullWithinDeg: 0, conservative: false };
}

/** Scratch of `contentLevels` for up to `tileCount` tiles. Allocates: keep it. */
export function contentScratch(tileCount: number): Uint32Array<ArrayBuffer> {
  return new Uint32Array(tileCount);
}

/**
 * Content level 1..4 of every tile: n < P(p2) → 1, < P(p3) → 2, < P(p4) → 3, else 4, where P(q) is the exact q-quantile
 * of the counts with linear interpolation between order statistics at q (count - 1).
 * @param counts splats listed for each tile, non-negative integers, at least `scratch.length` of them
 * @param quantiles p2 ≤ p3 ≤ p4 in 0..1
 * @param scratch from `contentScratch`; its length is the number of tiles; overwritten
 * @param out content levels, same order as `counts`
 */
export function contentLevels(
  counts: ArrayLike<number>,
  quantiles: ArrayLike<number>,
  scratch: Uint32Array<ArrayBuffer>,
  out: Uint8Array,
): void {
  const count = scratch.length;
  for (let i = 0; i < count; i++) scratch[i] = counts[i]!;
  scratch.sort();
  const limit2 = sortedQuantile(scratch, quantiles[0]!);
  const limit3 = sortedQuantile(scratch, quantiles[1]!);
  const limit4 = sortedQuantile(scratch, quantiles[2]!);
  for (let i = 0; i < count; i++) {
    const n = counts[i]!;
    out[i] = n < limit2 ? 1 : n < limit3 ? 2 : n < limit4 ? 3 : 4;
  }
}

/** Quantile q of ascending values, linear between order statistics; 0 for no values. */
export function sortedQuantile(sorted: ArrayLike<number>, q: number): number {
  const last = sorted.length - 1;
  if (last < 0) return 0;
  const position = Math.min(Math.max(q, 0), 1) * last;
  const below = Math.floor(position);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, last)]!;
  return low + (position - below) * (high - low);
}

const RADIANS = Math.PI / 180;

/**
 * Level 0..4 of every tile from its content level and its angle δ to the gaze:
 * δ < fullWithinDeg → 4; δ ≥ farDeg → 0; else max(1, content − 3 | 2 | 1 | 0) for δ ≥ r2 | ≥ r3 | ≥ r4 | < r4.
 * @param content from `contentLevels`
 * @param gaze unit direction in eye space
 * @param levels written; (count)
 * @param incremental keep what is already drawn: L_t = max(L_{t−1}, new level), L_{t−1} read from `levels`
 */
export function foveatedLevels(
  content: Uint8Array,
  tiles: TileDirections,
  gaze: Vec3Like,
  options: FoveationOptions,
  levels: Uint8Array,
  incremental: boolean,
): void {
  const { r2, r3, r4 } = options.radii;
  const { farDeg, fullWithinDeg, conservative } = options;
  const { centres, cosRadius, sinRadius, count } = tiles;
  const gx = gaze[0]!;
  const gy = gaze[1]!;
  const gz = gaze[2]!;
  const cos1 = cosDeg(farDeg);
  const sin1 = sinDeg(farDeg);
  const cos2 = cosDeg(r2);
  const sin2 = sinDeg(r2);
  const cos3 = cosDeg(r3);
  const sin3 = sinDeg(r3);
  const cos4 = cosDeg(r4);
  const sin4 = sinDeg(r4);
  const cosFull = cosDeg(fullWithinDeg);
  const sinFull = sinDeg(fullWithinDeg);
  for (let i = 0; i < count; i++) {
    const at = 3 * i;
    const dot = centres[at]! * gx + centres[at + 1]! * gy + centres[at + 2]! * gz;
    const c = conservative ? cosRadius[i]! : 1;
    const s = conservative ? sinRadius[i]! : 0;
    let level: number;
    if (isInside(dot, cosFull, sinFull, c, s)) level = 4;
    else if (!isInside(dot, cos1, sin1, c, s)) level = 0;
    else {
      level = content[i]!;
      if (!isInside(dot, cos2, sin2, c, s)) level -= 3;
      else if (!isInside(dot, cos3, sin3, c, s)) level -= 2;
      else if (!isInside(dot, cos4, sin4, c, s)) level -= 1;
      if (level < 1) level = 1;
    }
    if (!incremental || level > levels[i]!) levels[i] = level;
  }
}

// Radii of 0 and of 180 and more are all-outside and all-inside exactly, whatever the rounding of the dot product.
const cosDeg = (deg: number) => (deg <= 0 ? 2 : deg >= 180 ? -2 : Math.cos(deg * RADIANS));
const sinDeg = (deg: number) => (deg <= 0 || deg >= 180 ? 0 : Math.sin(deg * RADIANS));

/**
 * δ − ρ < r without an arc cosine: cos δ > cos(r + ρ), r given by its cosine and sine, ρ the tile's angular radius.
 * r + ρ of half a turn and more holds every direction; that is where the sine of the sum is no longer positive.
 */
function isInside(dot: number, cosR: number, sinR: number, c: number, s: number): boolean {
  if (cosR >= 1) return false;
  return cosR <= -1 || sinR * c + cosR * s < 0 || dot > cosR * c - sinR * s;
}
