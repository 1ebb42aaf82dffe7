import { splat } from '../../common/assembly/simd';
import { sum4 } from './sum';

/**
 * LayerNorm of each row: (x − mean) / √(variance + epsilon) · weight + bias.
 * @param width values in a row, a multiple of four
 * @param to (rows, width); may be `from`
 */
export function layerNorm(from: usize, rows: i32, width: i32, weight: usize, bias: usize, epsilon: f32, to: usize): void {
  const bytes = <usize>width << 2;
  for (let row = 0; row < rows; row++) {
    let total = splat(0);
    for (let i: usize = 0; i < bytes; i += 16) total = f32x4.add(total, v128.load(from + i));
    const mean = splat(sum4(total) / <f32>width);
    let squares = splat(0);
    for (let i: usize = 0; i < bytes; i += 16) {
      const d = f32x4.sub(v128.load(from + i), mean);
      squares = f32x4.add(squares, f32x4.mul(d, d));
    }
    const inverse = splat(1 / sqrt<f32>(sum4(squares) / <f32>width + epsilon));
    for (let i: usize = 0; i < bytes; i += 16) {
      const d = f32x4.mul(f32x4.sub(v128.load(from + i), mean), inverse);
      v128.store(to + i, f32x4.add(f32x4.mul(d, v128.load(weight + i)), v128.load(bias + i)));
    }
    from += bytes;
    to += bytes;
  }
}
