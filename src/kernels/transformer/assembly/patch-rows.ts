import { splat } from '../../common/assembly/simd';

/**
 * Patches of a grey picture as rows of pixels in -1..1, row by row of the box of patches.
 * @param pixels bytes
 * @param width of the picture
 * @param patch edge of a patch, a multiple of four
 * @param to (rows · columns, patch²)
 */
export function patchRows(pixels: usize, width: i32, patch: i32, left: i32, top: i32, columns: i32, rows: i32, to: usize): void {
  const scale = splat(2.0 / 255.0), one = splat(1);
  for (let row = top; row < top + rows; row++) {
    for (let column = left; column < left + columns; column++) {
      let line = pixels + <usize>((row * width + column) * patch);
      for (let y = 0; y < patch; y++) {
        for (let x = 0; x < patch; x += 4) {
          const words = i16x8.extend_low_i8x16_u(v128.load32_zero(line + x));
          const grey = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(words));
          v128.store(to, f32x4.sub(f32x4.mul(grey, scale), one));
          to += 16;
        }
        line += width;
      }
    }
  }
}
