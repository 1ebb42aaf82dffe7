import { splat } from '../../common/assembly/simd';
import { coefficient, exp2, highest, lowest, one } from './exp2';

/** −2 √(2/π) log2 e, and the same by the cubic term. */
const LINEAR: f32 = -2.302208198144325;
const CUBIC: f32 = -0.1029432395800235;

/**
 * GELU in its tanh form, in place: x / (1 + e^(−2 √(2/π) (x + 0.044715 x³))).
 * @param count floats, a multiple of four
 */
export function gelu(at: usize, count: i32): void {
  const end = at + (<usize>count << 2);
  const a = splat(LINEAR), b = splat(CUBIC);
  const low = lowest(), high = highest(), c0 = one();
  const c1 = coefficient(1), c2 = coefficient(2), c3 = coefficient(3), c4 = coefficient(4), c5 = coefficient(5);
  for (; at < end; at += 16) {
    const x = v128.load(at);
    const y = f32x4.mul(x, f32x4.add(a, f32x4.mul(b, f32x4.mul(x, x))));
    v128.store(at, f32x4.div(x, f32x4.add(c0, exp2(y, low, high, c0, c1, c2, c3, c4, c5))));
  }
}
