import { LIGHT_CELL } from '../eye-buffers.ts';

/** Light at a pixel's centre, linear between the corners of its cell. */
export function lightAt(grid: Float32Array, width: number, column: number, row: number): number {
  const stride = width / LIGHT_CELL + 1;
  const x = Math.floor(column / LIGHT_CELL);
  const y = Math.floor(row / LIGHT_CELL);
  const fx = (column + 0.5) / LIGHT_CELL - x;
  const fy = (row + 0.5) / LIGHT_CELL - y;
  const at = y * stride + x;
  const upper = grid[at]! + fx * (grid[at + 1]! - grid[at]!);
  const lower = grid[at + stride]! + fx * (grid[at + stride + 1]! - grid[at + stride]!);
  return upper + fy * (lower - upper);
}
