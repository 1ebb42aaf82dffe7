// Spreads a batch of a tile's splats over short lists, one for each block of pixels that a splat can touch.
import { BATCH, BLOCKS, LENGTHS, LISTS, LOCAL_BYTES, LOCAL_COLOR } from './blend-scratch';
import { columnBits } from './ellipse';
import { RECORD_BYTES, RECORD_SHAPE } from './frame';
import { COLOR_BASE, COLOR_STEP } from './harmonics';
import { madd, splat } from '../../common/assembly/simd';

/**
 * Copies `count` records whose numbers stand at `list` into scratch and unpacks their colours. A loop of its own, without branches,
 * because the records lie scattered and many loads should be in flight at once.
 */
function copyRecords(records: usize, list: usize, count: i32, scratch: usize): void {
  const channelBits = i32x4(0x3ff, 0xffc00, 0x3ff00000, 0);
  const channelScale = f32x4(COLOR_STEP, COLOR_STEP / 1024, COLOR_STEP / 1048576, 0), colorBase = splat(COLOR_BASE);
  for (let i = 0; i < count; i++) {
    const from = records + <usize>load<u32>(list + (<usize>i << 2)) * RECORD_BYTES, to = scratch + <usize>i * LOCAL_BYTES;
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(to, v128.load(from, 32), RECORD_SHAPE);
    const color = f32x4.convert_i32x4_s(v128.and(v128.load32_splat(from, 24), channelBits));
    v128.store(to, madd(color, channelScale, colorBase), LOCAL_COLOR);
  }
}

/** Appends copied splats to the lists of the blocks of `width` × `height` pixels (constants) that they touch. */
// @ts-ignore: decorator
@inline
function spread(count: i32, scratch: usize, x0: f32, y0: f32, width: f32, height: f32, alive: u64): void {
  const upperTops = madd(f32x4(0, 1, 2, 3), splat(height), splat(y0 + 0.5)), lowerTops = f32x4.add(upperTops, splat(height * 4));
  for (let i = 0; i < count; i++) {
    const at = scratch + <usize>i * LOCAL_BYTES;
    const upper = columnBits(upperTops, x0, at, width, height);
    // Eight rows of blocks take two vectors, four take one.
    const bytes = i16x8.narrow_i32x4_u(upper, height < 8 ? columnBits(lowerTops, x0, at, width, height) : splat(0));
    let mask = <u64>i64x2.extract_lane(i8x16.narrow_i16x8_u(bytes, bytes), 0) & alive;
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

/**
 * Gathers a batch for blocks of `blockWidth` × 4 pixels, 4 or 8 wide, or of 16 × 8. A block's bit and list number is row · 8 + column;
 * blocks outside `alive` are left out.
 */
export function gather(
  records: usize, list: usize, count: i32, scratch: usize, x0: f32, y0: f32, blockWidth: i32, alive: u64,
): void {
  memory.fill(scratch + LENGTHS, 0, 4 * BLOCKS);
  copyRecords(records, list, count, scratch);
  if (blockWidth == 4) spread(count, scratch, x0, y0, 4, 4, alive);
  else if (blockWidth == 8) spread(count, scratch, x0, y0, 8, 4, alive);
  else spread(count, scratch, x0, y0, 16, 8, alive);
}
