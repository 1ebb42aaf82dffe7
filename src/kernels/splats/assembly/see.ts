// How much every splat changes what one point of space sees: on one face of a cube around that point, from near to far, its weight, the
// geometric mean of the greatest change of a pixel and of all changes if the splat were not there and what lies behind showed instead.
// Two thirds of a dense capture lie behind others, are too faint ever to matter or look like what is behind them, and the answer holds
// for every direction of view, so that it is worked out ahead of frames. Faces are walked twice: the first time shows how bright they
// are, the second what is left of that behind each splat.
import { EyeBlock, FAR, FrameBlock, MIN_LOG2_ALPHA, MOST_DETERMINANT, NEAR } from './frame';
import { COLOR_BASE, COLOR_STEP } from './harmonics';
import { rowTotal, seeRow, showRow } from './see-row';

const LOW_PASS: f32 = 0.3;
const HALF_LOG2E: f32 = 0.7213475204444817 / 8;
const LOG2E: f32 = 1.4426950408889634 / 8;
const TWO_LN2: f32 = 1.3862943611198906;

/** Side of a block of pixels that is closed as a whole. */
const BLOCK_SHIFT: i32 = 3;
/** Light below which nothing behind is seen: what it could add has the code of less. */
const CLOSED: f32 = 1.0 / 256;
/** Floats of a row of light beyond the picture, for vectors that begin within it. */
const SPARE: i32 = 8;
/** Boxes up to this wide are looked at whole: working out a row's chord takes as long. */
const NARROW: i32 = 8;
/** log2 of the greatest weight that has the code 0, in steps of the code. */
const CODE_BASE: u32 = (127 - 16) << 4;

/** Byte for a weight: sixteen steps an octave, evenly spaced within it, from 2^-16 to 1. Never falls as the weight rises. */
// @ts-ignore: decorator
@inline
function codeOf(weight: f32): u32 {
  const steps = <i32>(reinterpret<u32>(weight) >> 19) - <i32>CODE_BASE;
  return <u32>max(0, min(255, steps));
}

/** Whether every block under a rectangle of pixels, edges inclusive, is closed. */
// @ts-ignore: decorator
@inline
function isClosed(closed: usize, columns: i32, x0: i32, x1: i32, y0: i32, y1: i32): bool {
  const left = x0 >> BLOCK_SHIFT, right = x1 >> BLOCK_SHIFT;
  for (let row = y0 >> BLOCK_SHIFT; row <= y1 >> BLOCK_SHIFT; row++) {
    const from = closed + <usize>(row * columns);
    for (let column = left; column <= right; column++) if (!load<u8>(from + <usize>column)) return false;
  }
  return true;
}

/** Brightness of a packed colour. */
// @ts-ignore: decorator
@inline
function lumaOf(color: u32): f32 {
  const red = f32(color & 1023) * COLOR_STEP + COLOR_BASE, green = f32((color >> 10) & 1023) * COLOR_STEP + COLOR_BASE;
  const blue = f32((color >> 20) & 1023) * COLOR_STEP + COLOR_BASE;
  return 0.2126 * max<f32>(0, red) + 0.7152 * max<f32>(0, green) + 0.0722 * max<f32>(0, blue);
}

/**
 * Lets splats `begin` to `end` of the frame's order, near to far, cover the face that the frame's first eye sees. Without `codes` they
 * show their brightness. With `codes`, after all of them have done that and light and blocks were opened again, what they had shown is
 * taken back and their bytes are raised to their weights in pixels of the face. The picture is square with a side of a multiple of eight.
 * @param codes a byte a splat, 0 = none
 * @param light what passes of each pixel, rows of `width` + 8 floats, and then the same of how bright each is
 * @param closed a byte a block of 8 × 8 pixels, see `closeBlocks`; both times they have to be closed between the same splats
 * @param detail variance in px² of the low-pass of the pictures that this is for. Splats that are smaller than a pixel of the face are
 *   widened to it; what they hide and all that they change is spread as thin, the greatest change is not.
 */
export function seeSplats(
  framePtr: usize, codes: usize, light: usize, closed: usize, begin: i32, end: i32, detail: f32,
): void {
  const frame = changetype<FrameBlock>(framePtr), eye = changetype<EyeBlock>(frame.eyes);
  const bright = <usize>(frame.width * (frame.width + SPARE)) << 2;
  const side = frame.width, stride = frame.stride, columns = side >> BLOCK_SHIFT, last = f32(side - 1);
  for (let i = begin; i < end; i++) {
    const splat = load<u32>(frame.order + (<usize>i << 2)), at = frame.scene + (<usize>splat << 2);
    const x = load<f32>(at), y = load<f32>(at + stride), z = load<f32>(at + stride * 2), lo = load<f32>(at + stride * 9);
    const zc = x * eye.zx + (y * eye.zy + z * eye.zz) - eye.tz;
    if (!(zc > NEAR && zc < FAR && lo > MIN_LOG2_ALPHA)) continue;
    const iz: f32 = 1 / zc;
    const u = (x * eye.xx + (y * eye.xy + z * eye.xz) - eye.tx) * iz, v = (x * eye.yx + (y * eye.yy + z * eye.yz) - eye.ty) * iz;
    const uc = min(max(u, eye.minU), eye.maxU), vc = min(max(v, eye.minV), eye.maxV);
    const a = eye.fx * iz, b = -eye.fy * iz;
    const p0 = a * (eye.xx - uc * eye.zx), p1 = a * (eye.xy - uc * eye.zy), p2 = a * (eye.xz - uc * eye.zz);
    const q0 = b * (eye.yx - vc * eye.zx), q1 = b * (eye.yy - vc * eye.zy), q2 = b * (eye.yz - vc * eye.zz);
    let from = at + stride * 3;
    const s00 = load<f32>(from), s01 = load<f32>(from + stride), s02 = load<f32>(from + stride * 2);
    from += stride * 3;
    const s11 = load<f32>(from), s12 = load<f32>(from + stride), s22 = load<f32>(from + stride * 2);
    const u0 = s00 * p0 + (s01 * p1 + s02 * p2), u1 = s01 * p0 + (s11 * p1 + s12 * p2), u2 = s02 * p0 + (s12 * p1 + s22 * p2);
    const w0 = s00 * q0 + (s01 * q1 + s02 * q2), w1 = s01 * q0 + (s11 * q1 + s12 * q2), w2 = s02 * q0 + (s12 * q1 + s22 * q2);
    const rawXX = p0 * u0 + (p1 * u1 + p2 * u2), cxy = q0 * u0 + (q1 * u1 + q2 * u2), rawYY = q0 * w0 + (q1 * w1 + q2 * w2);
    const cxx = rawXX + LOW_PASS, cyy = rawYY + LOW_PASS;
    const det = cxx * cyy - cxy * cxy;
    if (!(det > 0 && det < MOST_DETERMINANT)) continue;
    const reach = (lo - MIN_LOG2_ALPHA) * TWO_LN2;
    const ex = sqrt<f32>(reach * cxx), ey = sqrt<f32>(reach * cyy);
    // Pixel centres are at whole numbers here.
    const mx = u * eye.fx + eye.cx - 0.5, my = eye.cy - v * eye.fy - 0.5;
    const left = max<f32>(0, ceil<f32>(mx - ex)), right = min(last, floor<f32>(mx + ex));
    const top = max<f32>(0, ceil<f32>(my - ey)), bottom = min(last, floor<f32>(my + ey));
    if (!(left <= right && top <= bottom)) continue;
    const x0 = <i32>left, x1 = <i32>right, y0 = <i32>top, y1 = <i32>bottom;
    if (isClosed(closed, columns, x0, x1, y0, y1)) continue;
    const fine = (rawXX + detail) * (rawYY + detail) - cxy * cxy;
    const thin: f32 = sqrt<f32>(min<f32>(1, max<f32>(0, fine / det)));
    const id: f32 = 1 / det;
    const ca = cyy * id * -HALF_LOG2E, cb = cxy * id * LOG2E, cc = cxx * id * -HALF_LOG2E, lo8 = lo * 0.125;
    const floor8: f32 = MIN_LOG2_ALPHA * 0.125;
    const luma = lumaOf(load<u32>(at + stride * 10));
    let most: f32 = 0, total: f32 = 0;
    let row = light + (<usize>(y0 * (side + SPARE)) << 2);
    const wide = x1 - x0 >= NARROW;
    for (let py = y0; py <= y1; py++, row += <usize>(side + SPARE) << 2) {
      const dy = f32(py) - my, by = cb * dy, ay = lo8 + cc * dy * dy;
      let begin = x0, end = x1;
      if (wide) {
        // Where ca·dx² + by·dx + ay is above the least.
        const middle = by * (-0.5 / ca), square = middle * middle - (ay - floor8) / ca;
        if (!(square >= 0)) continue;
        const half = sqrt<f32>(square);
        begin = max(x0, <i32>ceil<f32>(max<f32>(0, mx + middle - half)));
        end = min(x1, <i32>floor<f32>(min<f32>(last, mx + middle + half)));
        if (begin > end) continue;
      }
      if (!codes) {
        showRow(row, bright, begin, end, mx, ca, by, ay, thin, luma);
        continue;
      }
      most = seeRow(row, bright, begin, end, mx, ca, by, ay, thin, luma, most);
      total += rowTotal;
    }
    if (!codes) continue;
    const place = codes + <usize>splat, code = codeOf(sqrt<f32>(most * (total * thin)));
    if (code > load<u8>(place)) store<u8>(place, code);
  }
}

/**
 * All light passes the picture, none what is beside it, and no block is closed.
 * @param dark 1 = the picture is black, 0 = as bright as it was
 */
export function openBlocks(light: usize, closed: usize, side: i32, dark: i32): void {
  const bytes = <usize>(side * (side + SPARE)) << 2;
  if (dark) memory.fill(light + bytes, 0, bytes);
  let row = light;
  for (let y = 0; y < side; y++, row += <usize>SPARE << 2) {
    for (let x = 0; x < side; x++, row += 4) store<f32>(row, 1);
    memory.fill(row, 0, <usize>SPARE << 2);
  }
  memory.fill(closed, 0, <usize>((side >> BLOCK_SHIFT) * (side >> BLOCK_SHIFT)));
}

/** Closes the blocks of which no pixel lets enough light pass. @returns how many of them are open */
export function closeBlocks(light: usize, closed: usize, side: i32): i32 {
  const columns = side >> BLOCK_SHIFT, rowBytes = <usize>(side + SPARE) << 2;
  let open = 0;
  for (let block = 0; block < columns * columns; block++) {
    if (load<u8>(closed + <usize>block)) continue;
    let from = light + <usize>((block / columns) << BLOCK_SHIFT) * rowBytes + (<usize>((block % columns) << BLOCK_SHIFT) << 2);
    let isOpen = false;
    for (let row = 0; row < 8 && !isOpen; row++, from += rowBytes) {
      for (let x: usize = 0; x < 32; x += 4) if (load<f32>(from + x) >= CLOSED) isOpen = true;
    }
    if (isOpen) open++;
    else store<u8>(closed + <usize>block, 1);
  }
  return open;
}

/** Raises `count` bytes at `codes` to those at `others`. Both have room for sixteen at a time. */
export function raiseCodes(codes: usize, others: usize, count: i32): void {
  if (ASC_FEATURE_SIMD) {
    for (let i: usize = 0; i < <usize>count; i += 16) {
      v128.store(codes + i, i8x16.max_u(v128.load(codes + i), v128.load(others + i)));
    }
  } else {
    for (let i: usize = 0; i < <usize>count; i++) {
      if (load<u8>(others + i) > load<u8>(codes + i)) store<u8>(codes + i, load<u8>(others + i));
    }
  }
}
