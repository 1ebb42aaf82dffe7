// Interpolation in the tables of log2 sensitivity, four pixels at a time. Coordinates are clamped so that no number whatever,
// and nothing that is none, leads outside of a table.
import { madd, splat, truncate } from '../../common/assembly/simd';

/** Coordinate on an axis of `size` samples, 0 .. size − 1; 0 for what is no number. */
// @ts-ignore: decorator
@inline
export function clampCoordinate(value: v128, size: i32): v128 {
  return f32x4.pmin(splat(<f32>(size - 1)), f32x4.pmax(splat(0), value));
}

/** The sample at or below a clamped coordinate that has another one above. */
// @ts-ignore: decorator
@inline
export function sampleBelow(coordinate: v128, size: i32): v128 {
  return i32x4.min_s(truncate(coordinate), i32x4.splat(size - 2));
}

// @ts-ignore: decorator
@inline
export function fraction(coordinate: v128, below: v128): v128 {
  return f32x4.sub(coordinate, f32x4.convert_i32x4_s(below));
}

/** a + t (b − a) */
// @ts-ignore: decorator
@inline
function mix(a: v128, b: v128, t: v128): v128 {
  return madd(t, f32x4.sub(b, a), a);
}

/**
 * The four corners of a pixel's cell in rho and eccentricity, mixed along luminance: [rho 0 ecc 0, rho 0 ecc 1, rho 1 ecc 0,
 * rho 1 ecc 1].
 * @param at byte offset of the cell's first corner @param down bytes between samples of rho @param across of luminance
 */
// @ts-ignore: decorator
@inline
function corners(at: usize, down: usize, across: usize, t: v128): v128 {
  const near = v128.load64_lane(at + down, v128.load64_zero(at), 1);
  const far = v128.load64_lane(at + across + down, v128.load64_zero(at + across), 1);
  return mix(near, far, t);
}

/**
 * Trilinear look-up for four pixels.
 * @param cell byte offsets of the cells' first corners within the table @param l @param r @param e fractions along luminance,
 * rho and eccentricity @param down bytes between samples of rho @param across of luminance
 */
// @ts-ignore: decorator
@inline
export function trilinear(table: usize, cell: v128, l: v128, r: v128, e: v128, down: usize, across: usize): v128 {
  const t0 = v128.shuffle<f32>(l, l, 0, 0, 0, 0);
  const t1 = v128.shuffle<f32>(l, l, 1, 1, 1, 1);
  const t2 = v128.shuffle<f32>(l, l, 2, 2, 2, 2);
  const t3 = v128.shuffle<f32>(l, l, 3, 3, 3, 3);
  const c0 = corners(table + <usize>i32x4.extract_lane(cell, 0), down, across, t0);
  const c1 = corners(table + <usize>i32x4.extract_lane(cell, 1), down, across, t1);
  const c2 = corners(table + <usize>i32x4.extract_lane(cell, 2), down, across, t2);
  const c3 = corners(table + <usize>i32x4.extract_lane(cell, 3), down, across, t3);
  // Transpose: a corner a vector, a pixel a lane.
  const low01 = v128.shuffle<f32>(c0, c1, 0, 4, 1, 5);
  const low23 = v128.shuffle<f32>(c2, c3, 0, 4, 1, 5);
  const high01 = v128.shuffle<f32>(c0, c1, 2, 6, 3, 7);
  const high23 = v128.shuffle<f32>(c2, c3, 2, 6, 3, 7);
  const low = mix(v128.shuffle<f32>(low01, low23, 0, 1, 4, 5), v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), e);
  const high = mix(v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), e);
  return mix(low, high, r);
}

/** Look-up for four pixels in a line along luminance alone. @param place byte offsets of the samples below */
// @ts-ignore: decorator
@inline
export function linear(line: usize, place: v128, l: v128): v128 {
  const v01 = v128.load64_lane(
    line + <usize>i32x4.extract_lane(place, 1),
    v128.load64_zero(line + <usize>i32x4.extract_lane(place, 0)),
    1,
  );
  const v23 = v128.load64_lane(
    line + <usize>i32x4.extract_lane(place, 3),
    v128.load64_zero(line + <usize>i32x4.extract_lane(place, 2)),
    1,
  );
  return mix(v128.shuffle<f32>(v01, v23, 0, 2, 4, 6), v128.shuffle<f32>(v01, v23, 1, 3, 5, 7), l);
}

/** Writes log2 sensitivity at eccentricity 0 and one frequency for each sample of luminance to `line`. */
export function lineAt(table: usize, rho: f32, luminances: i32, rhos: i32, eccentricities: i32, line: usize): void {
  const clamped = min(<f32>(rhos - 1), max(<f32>0, rho));
  const below = min(<i32>clamped, rhos - 2);
  const t = clamped - <f32>below;
  const down = <usize>eccentricities << 2;
  let at = table + <usize>below * down;
  for (let k = 0; k < luminances; k++) {
    const near = load<f32>(at);
    store<f32>(line + (<usize>k << 2), near + t * (load<f32>(at + down) - near));
    at += <usize>rhos * down;
  }
}
