import { madd, splat } from '../../common/assembly/simd';

// Taps of the pyramid's kernel: Burt and Adelson 1983 with a = 0.4.
const OUTER: f32 = 0.05;
const INNER: f32 = 0.25;
const CENTRE: f32 = 0.4;

/** Bytes that a row of scratch needs before and after its pixels. */
const MARGIN: usize = 16;

/** Start of row `y`, mirrored at the edges so that the edge row counts twice. */
// @ts-ignore: decorator
@inline
function rowAt(from: usize, width: i32, height: i32, y: i32): usize {
  const inside = y < 0 ? -1 - y : y < height ? y : 2 * height - 1 - y;
  return from + ((<usize>inside * <usize>width) << 2);
}

/** a filtered row of the fine picture, written to `rows` (width rounded up to whole vectors). */
function filterColumns(from: usize, width: i32, height: i32, y: i32, rows: usize): void {
  const a = rowAt(from, width, height, y - 2);
  const b = rowAt(from, width, height, y - 1);
  const c = rowAt(from, width, height, y);
  const d = rowAt(from, width, height, y + 1);
  const e = rowAt(from, width, height, y + 2);
  const end = <usize>width << 2;
  for (let x: usize = 0; x < end; x += 16) {
    const outer = f32x4.add(v128.load(a + x), v128.load(e + x));
    const inner = f32x4.add(v128.load(b + x), v128.load(d + x));
    const sum = madd(splat(INNER), inner, f32x4.mul(splat(CENTRE), v128.load(c + x)));
    v128.store(rows + x, madd(splat(OUTER), outer, sum));
  }
}

/** Four samples of a reduced row from ten of the filtered one, of which `at` is the third. */
// @ts-ignore: decorator
@inline
function filterRow(at: usize): v128 {
  const v0 = v128.load(at - 8);
  const v1 = v128.load(at);
  const v2 = v128.load(at + 8);
  const v3 = v128.load(at + 16);
  const v4 = v128.load(at + 24);
  const outer = f32x4.add(v128.shuffle<f32>(v0, v2, 0, 2, 4, 6), v128.shuffle<f32>(v2, v4, 0, 2, 4, 6));
  const inner = f32x4.add(v128.shuffle<f32>(v0, v2, 1, 3, 5, 7), v128.shuffle<f32>(v1, v3, 1, 3, 5, 7));
  const centre = v128.shuffle<f32>(v1, v3, 0, 2, 4, 6);
  return madd(splat(OUTER), outer, madd(splat(INNER), inner, f32x4.mul(splat(CENTRE), centre)));
}

/**
 * The last sample of a reduced row, with the metric's exception: mirroring at the right edge goes by whether the number of *rows*
 * is odd.
 */
function lastOfRow(rows: usize, width: i32, oddHeight: bool): f32 {
  const at = rows + ((<usize>(width - 1) & ~1) << 2);
  const inner = load<f32>(at - 4) + (width & 1 ? 0 : load<f32>(at + 4));
  const last = rows + (<usize>(width - 1) << 2);
  const beyond = oddHeight ? INNER * load<f32>(last) + OUTER * load<f32>(last - 4) : OUTER * load<f32>(last);
  return OUTER * load<f32>(at - 8) + INNER * inner + CENTRE * load<f32>(at) + beyond;
}

/**
 * One step down a Gaussian pyramid of at least 2 × 2 pixels; the result has ceil(width / 2) × ceil(height / 2).
 * @param scratch width + 16 floats
 */
export function reduce(from: usize, width: i32, height: i32, to: usize, scratch: usize): void {
  const rows = scratch + MARGIN;
  const outWidth = (width + 1) >> 1;
  const outHeight = (height + 1) >> 1;
  for (let y = 0; y < outHeight; y++) {
    filterColumns(from, width, height, 2 * y, rows);
    store<f32>(rows - 4, load<f32>(rows));
    store<f32>(rows - 8, load<f32>(rows + 4));
    const out = to + ((<usize>y * <usize>outWidth) << 2);
    // The last vector may reach into the next row, which is written after this one.
    for (let x: usize = 0; x < <usize>outWidth << 2; x += 16) v128.store(out + x, filterRow(rows + 2 * x));
    store<f32>(out + (<usize>(outWidth - 1) << 2), lastOfRow(rows, width, (height & 1) != 0));
  }
}
