// Spreads a batch of a tile's splats over short lists, one for each block of pixels that a splat can touch.
import { BATCH, BLOCKS, LENGTHS, LISTS, LOCAL_BYTES, LOCAL_COLOR } from './blend-scratch';
import { columnBits } from './ellipse';
import { RECORD_BYTES, RECORD_SHAPE } from './frame';
import { COLOR_BASE, COLOR_STEP } from './harmonics';
import { madd, splat } from './simd';

/**
 * Gathers `count` splats whose record numbers stand at `list`. `columnStep` and `rowStep` (1, 2 or 4) are a block's size in
 * units of four pixels; a block's bit stands at its upper left unit, row · 8 + column. Blocks outside `alive` are left out.
 */
// @ts-ignore: decorator
@inline
export function gather(
  records: usize, list: usize, count: i32, scratch: usize, x0: f32, y0: f32, columnStep: i32, rowStep: i32, alive: u64,
): void {
  memory.fill(scratch + LENGTHS, 0, 4 * BLOCKS);
  const upperTops = f32x4.add(f32x4(0.5, 4.5, 8.5, 12.5), splat(y0)), lowerTops = f32x4.add(upperTops, splat(16));
  const channelBits = i32x4(0x3ff, 0xffc00, 0x3ff00000, 0);
  const channelScale = f32x4(COLOR_STEP, COLOR_STEP / 1024, COLOR_STEP / 1048576, 0), colorBase = splat(COLOR_BASE);
  // Copied first and worked on after, because the records lie scattered: a loop without branches keeps many loads in flight.
  for (let i = 0; i < count; i++) {
    const from = records + <usize>load<u32>(list + (<usize>i << 2)) * RECORD_BYTES, to = scratch + <usize>i * LOCAL_BYTES;
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(to, v128.load(from, 32), RECORD_SHAPE);
    const color = f32x4.convert_i32x4_s(v128.and(v128.load32_splat(from, 24), channelBits));
    v128.store(to, madd(color, channelScale, colorBase), LOCAL_COLOR);
  }
  for (let i = 0; i < count; i++) {
    const at = scratch + <usize>i * LOCAL_BYTES;
    const bytes = i16x8.narrow_i32x4_u(columnBits(upperTops, x0, at, 4), columnBits(lowerTops, x0, at, 4));
    let mask = <u64>i64x2.extract_lane(i8x16.narrow_i16x8_u(bytes, bytes), 0);
    if (columnStep > 1) mask = (mask | (mask >> 1)) & 0x5555555555555555;
    if (rowStep > 1) mask = (mask | (mask >> 8)) & 0x00ff00ff00ff00ff;
    if (rowStep > 2) {
      mask = (mask | (mask >> 2)) & 0x1111111111111111;
      mask = (mask | (mask >> 16)) & 0x000000ff000000ff;
    }
    mask &= alive;
    while (mask) {
      const block = <usize>ctz(mask);
      mask &= mask - 1;
      const length = scratch + LENGTHS + (block << 2);
      const n = load<u32>(length);
      store<u8>(scratch + LISTS + block * BATCH + <usize>n, <u8>i);
      store<u32>(length, n + 1);
    }
  }
}
