/**
 * Luminance of 8-bit pixels from a table of 3 × 256 entries: red, green and blue each give their part. One channel counts as
 * all three, a fourth is left out. Tables are read lane by lane whatever one does, so this is scalar.
 */
export function luminance(pixels: usize, channels: i32, table: usize, count: i32, to: usize): void {
  const green: usize = channels == 1 ? 0 : 1;
  const blue: usize = channels == 1 ? 0 : 2;
  for (let i = 0; i < count; i++) {
    const r = <usize>load<u8>(pixels) << 2;
    const g = <usize>load<u8>(pixels + green) << 2;
    const b = <usize>load<u8>(pixels + blue) << 2;
    store<f32>(to, load<f32>(table + r) + load<f32>(table + g, 1024) + load<f32>(table + b, 2048));
    pixels += channels;
    to += 4;
  }
}
