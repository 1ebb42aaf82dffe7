// Tile word of a record, as in ../project.
import { tileColumns } from './ellipse';

/** Word of the tiles that `record` touches inside columns x0 … x1 and rows y0 … y1 (inclusive); see `NO_TILES` of ../frame. */
export function tilesOf(record: usize, x0: i32, y0: i32, x1: i32, y1: i32): u32 {
  const columns = x1 - x0 + 1, rows = y1 - y0 + 1, corner = <u32>(x0 | (y0 << 8));
  if (columns > 4 || rows > 4) return corner;
  let bits = ((1 << columns) - 1) * (0x1111 & ((1 << (rows << 2)) - 1));
  if (columns > 1 && rows > 1) {
    const y = f32(y0 << 5) + 0.5, x = f32(x0 << 5);
    let touched = 0;
    for (let row = 0; row < rows; row++) touched |= (tileColumns(y + f32(row << 5), x, record) & 15) << (row << 2);
    bits &= touched;
    // An ellipse may pass between the pixel centres of all its tiles; one bit keeps it apart from the large ones.
    if (bits == 0) bits = 1;
  }
  return corner | (<u32>bits << 16);
}
