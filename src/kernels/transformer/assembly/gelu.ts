import { splat } from '../../common/assembly/simd';
import { exp4 } from './exp';

const TWO_ROOT_2_OVER_PI: f32 = 1.5957691216057308;
const CUBIC: f32 = 0.044715;

/**
 * GELU in its tanh form, in place: x / (1 + e^(−2 √(2/π) (x + 0.044715 x³))).
 * @param count floats, a multiple of four
 */
export function gelu(at: usize, count: i32): void {
  const end = at + (<usize>count << 2);
  const a = splat(-TWO_ROOT_2_OVER_PI), b = splat(-TWO_ROOT_2_OVER_PI * CUBIC), one = splat(1);
  for (; at < end; at += 16) {
    const x = v128.load(at);
    const u = f32x4.mul(x, f32x4.add(a, f32x4.mul(b, f32x4.mul(x, x))));
    v128.store(at, f32x4.div(x, f32x4.add(one, exp4(u))));
  }
}
