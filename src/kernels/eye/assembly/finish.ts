import { madd, splat, truncate } from '../../common/assembly/simd';
import { EyeNumbers, EyeParameters, PAD } from './eye-block';
import { mix } from './sample';

const EXPOSURES: i32 = 5;
/** One over the standard deviation of four uniform bytes' sum. */
const PER_SIGMA: f32 = 0.006765875;

/** The eye in motion behind the lids, the lens' blur, noise: `image`. */
export function finish(
  parameters: usize,
  numbers: usize,
  eye: usize,
  through: usize,
  over: usize,
  blend: usize,
  image: usize,
): void {
  const p = changetype<EyeParameters>(parameters);
  const n = changetype<EyeNumbers>(numbers);
  const width = n.width;
  const stride = <usize>(width + 2 * PAD) << 2;
  const first = <usize>PAD * stride + (<usize>PAD << 2);
  const moves = p.motionX != 0 || p.motionY != 0;
  if (moves) expose(p, n, eye, blend);
  const seen = moves ? blend : eye;
  for (let row = 0; row < n.height; row++) {
    const start = first + <usize>row * stride;
    const end = start + (<usize>width << 2);
    for (let at = start; at < end; at += 16) {
      const light = madd(v128.load(seen + at), v128.load(through + at), v128.load(over + at));
      v128.store(blend + at, f32x4.pmin(splat(1.25), light));
    }
    store<f32>(blend + start - 4, load<f32>(blend + start));
    store<f32>(blend + end, load<f32>(blend + end - 4));
  }
  const top = blend + <usize>PAD * stride;
  memory.copy(top - stride, top, stride);
  const bottom = blend + <usize>(PAD + n.height - 1) * stride;
  memory.copy(bottom + stride, bottom, stride);
  for (let row = 0; row < n.height; row++) {
    const from = blend + first + <usize>row * stride;
    develop(p, from, stride, width, row * width, n.noiseSeed, image + <usize>(row * width));
  }
}

/** Mean of the eye at the places that it moves through: `to`. */
function expose(p: EyeParameters, n: EyeNumbers, eye: usize, to: usize): void {
  const stride = <usize>(n.width + 2 * PAD) << 2;
  const first = <usize>PAD * stride + (<usize>PAD << 2);
  for (let i = 0; i < EXPOSURES; i++) {
    const share = <f32>i / <f32>(EXPOSURES - 1) - 0.5;
    const column = Mathf.floor(share * p.motionX);
    const row = Mathf.floor(share * p.motionY);
    const fx = splat(share * p.motionX - column);
    const fy = splat(share * p.motionY - row);
    const shift = <isize>row * <isize>stride + ((<isize>column) << 2);
    for (let y = 0; y < n.height; y++) {
      const start = first + <usize>y * stride;
      const end = start + (<usize>n.width << 2);
      for (let at = start; at < end; at += 16) {
        const from = eye + at + shift;
        const upper = mix(v128.load(from), v128.load(from + 4), fx);
        const lower = mix(v128.load(from + stride), v128.load(from + stride + 4), fx);
        const light = f32x4.mul(mix(upper, lower, fy), splat(<f32>1 / <f32>EXPOSURES));
        v128.store(to + at, i == 0 ? light : f32x4.add(light, v128.load(to + at)));
      }
    }
  }
}

/** One row of pixels: blur, gain, noise, eight bits. */
// @ts-ignore: decorator
@inline
function develop(p: EyeParameters, from: usize, stride: usize, width: i32, first: i32, seed: i32, to: usize): void {
  const side = splat(p.blurSide);
  const middle = splat(1 - 2 * p.blurSide);
  const floorLevel = splat(p.black + 0.5);
  for (let x = 0; x < width; x += 4, from += 16, to += 4) {
    const beside = f32x4.add(across(from - stride, side, middle), across(from + stride, side, middle));
    const soft = madd(middle, across(from, side, middle), f32x4.mul(side, beside));
    const level = f32x4.mul(splat(p.gain), f32x4.pmax(splat(0), soft));
    const deviation = f32x4.sqrt(madd(splat(p.shotVariance), level, splat(p.readVariance)));
    const index = i32x4.add(i32x4.splat(first + x), i32x4(0, 1, 2, 3));
    const grey = madd(deviation, normal(hash(index, seed)), f32x4.add(level, floorLevel));
    const whole = truncate(f32x4.pmin(splat(255), f32x4.pmax(splat(0), grey)));
    const words = i16x8.narrow_i32x4_s(whole, whole);
    v128.store32_lane(to, i8x16.narrow_i16x8_u(words, words), 0);
  }
}

// @ts-ignore: decorator
@inline
function across(at: usize, side: v128, middle: v128): v128 {
  const beside = f32x4.add(v128.load(at - 4), v128.load(at + 4));
  return madd(middle, v128.load(at), f32x4.mul(side, beside));
}

/** As `counterHash` of ../counter-hash.ts. */
// @ts-ignore: decorator
@inline
function hash(counter: v128, seed: i32): v128 {
  let h = i32x4.add(i32x4.mul(counter, i32x4.splat(0x9e3779b1)), i32x4.splat(seed));
  h = v128.xor(h, i32x4.shr_u(h, 16));
  h = i32x4.mul(h, i32x4.splat(0x85ebca6b));
  h = v128.xor(h, i32x4.shr_u(h, 13));
  h = i32x4.mul(h, i32x4.splat(0xc2b2ae35));
  return v128.xor(h, i32x4.shr_u(h, 16));
}

/** As `hashNormal`: the four bytes' sum. */
// @ts-ignore: decorator
@inline
function normal(h: v128): v128 {
  const byte = i32x4.splat(255);
  const low = i32x4.add(v128.and(h, byte), v128.and(i32x4.shr_u(h, 8), byte));
  const high = i32x4.add(v128.and(i32x4.shr_u(h, 16), byte), i32x4.shr_u(h, 24));
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(i32x4.add(low, high), i32x4.splat(510))), splat(PER_SIGMA));
}
