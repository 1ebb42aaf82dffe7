// Attention of all tokens to all tokens, head by head, in float32: it is a twentieth of a block's products, and its result decides
// what is mixed, so it is not worth the error of integers.
import { splat } from '../../common/assembly/simd';
import { coefficient, exp2, highest, lowest, one } from './exp2';
import { tile } from './float-tile';
import { sum4 } from './sum';

const LOG2E: f32 = 1.4426950408889634;

/** Keys of a head, channel by channel: (channels, padded tokens), zero beyond the last token. */
function transposeKeys(keys: usize, stride: usize, tokens: usize, padded: usize, channels: usize, to: usize): void {
  memory.fill(to, 0, (channels * padded) << 2);
  for (let token: usize = 0; token < tokens; token++) {
    let at = to + (token << 2);
    for (let c: usize = 0; c < channels; c++, at += padded << 2) store<f32>(at, load<f32>(keys + (c << 2)));
    keys += stride;
  }
}

/** Softmax of four rows in place, of logarithms to the base of two; what pads them counts for nothing. */
function softmax(row: usize, count: usize, padded: usize): void {
  const low = lowest(), high = highest(), c0 = one();
  const c1 = coefficient(1), c2 = coefficient(2), c3 = coefficient(3), c4 = coefficient(4), c5 = coefficient(5);
  const line = padded << 2;
  for (const last = row + (line << 2); row < last; row += line) {
    const end = row + line;
    for (let at = row + (count << 2); at < end; at += 4) store<f32>(at, -Infinity);
    let most = v128.load(row);
    for (let at = row + 16; at < end; at += 16) most = f32x4.pmax(most, v128.load(at));
    most = f32x4.pmax(most, v128.shuffle<f32>(most, most, 2, 3, 0, 1));
    most = f32x4.pmax(most, v128.shuffle<f32>(most, most, 1, 0, 3, 2));
    let total = splat(0);
    for (let at = row; at < end; at += 16) {
      const value = exp2(f32x4.sub(v128.load(at), most), low, high, c0, c1, c2, c3, c4, c5);
      v128.store(at, value);
      total = f32x4.add(total, value);
    }
    const inverse = splat(1 / sum4(total));
    for (let at = row; at < end; at += 16) v128.store(at, f32x4.mul(v128.load(at), inverse));
  }
}

/**
 * Softmax(q kᵀ / √channels) v for each head. Works on whole fours of rows: buffers must have room for them.
 * @param from (tokens, 3 dim): queries, keys, values, each by heads
 * @param dim channels of all heads, of each a multiple of eight
 * @param to (tokens, dim)
 * @param scratch (dim / heads + 4) · padded floats, padded = tokens rounded up to whole eights
 */
export function attention(from: usize, tokens: i32, dim: i32, heads: i32, to: usize, scratch: usize): void {
  const count = <usize>tokens, padded = (count + 7) & ~7, channels = <usize>(dim / heads);
  const rowBytes = <usize>dim << 2, stride = 3 * rowBytes, line = padded << 2;
  const keys = scratch, weights = scratch + channels * line;
  const scale = splat(LOG2E / sqrt<f32>(<f32>channels)), unit = splat(1);
  for (let head: usize = 0; head < <usize>heads; head++) {
    const first = (head * channels) << 2;
    const queries = from + first, values = queries + 2 * rowBytes;
    transposeKeys(queries + rowBytes, stride, count, padded, channels, keys);
    for (let token: usize = 0; token < count; token += 4) {
      for (let n: usize = 0; n < line; n += 32) {
        tile(queries + token * stride, stride, channels, keys + n, line, weights + n, line, scale);
      }
      softmax(weights, count, padded);
      for (let n: usize = 0; n < channels << 2; n += 32) {
        tile(weights, line, count, values + n, stride, to + token * rowBytes + first + n, rowBytes, unit);
      }
    }
  }
}
