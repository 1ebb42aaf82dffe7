import { TILE_SIZE } from '../foveation/quad-passes.ts';
import { contentLevels, contentScratch } from '../foveation/tile-levels.ts';
import { CHUNK_FIELD, CHUNK_FIELDS } from '../scene/splat-scene.ts';

/** Half width of the square that holds most centres of a chunk, as a share of the farthest one's distance. */
const BULK = 0.6;
/** Standard deviations at which a splat no longer counts for a tile. */
const REACH = 2.5;
/** Parts of a splat that counts are kept in, because quantiles are taken of whole numbers. */
const PARTS = 16;
/** Nothing is drawn nearer to the eye's plane, metres. */
const NEAR = 0.2;

/**
 * Estimates how many splats the tile lists of one eye would hold, from chunks alone: each spreads its splats evenly over the tiles
 * that its bulk is seen in, with what a splat reaches over tiles. Four steps a chunk and one a tile, whatever the sizes. Good enough
 * for the order of tiles, which is all that content levels are made of; the lists themselves are made by `tiles` alone.
 */
export class ContentEstimate {
  private columns = 0;
  private rows = 0;
  /** Changes from tile to tile, one column and row more than tiles. */
  private grid = new Float64Array(0);
  private counts = new Uint32Array(0);
  private scratch = contentScratch(0);
  private fx = 0;
  private fy = 0;
  private left = 0;
  private up = 0;

  /** Starts an eye. Allocates when the picture's size changes. @param tangents left, right, up, down */
  begin(width: number, height: number, tangents: Float64Array): void {
    const columns = Math.ceil(width / TILE_SIZE);
    const rows = Math.ceil(height / TILE_SIZE);
    if (columns !== this.columns || rows !== this.rows) {
      this.columns = columns;
      this.rows = rows;
      this.grid = new Float64Array((columns + 1) * (rows + 1));
      this.counts = new Uint32Array(columns * rows);
      this.scratch = contentScratch(columns * rows);
    }
    this.grid.fill(0);
    this.fx = width / (tangents[0]! + tangents[1]!) / TILE_SIZE;
    this.fy = height / (tangents[2]! + tangents[3]!) / TILE_SIZE;
    this.left = tangents[0]!;
    this.up = tangents[2]!;
  }

  /**
   * Adds what is drawn of a scene's chunks. One loop without calls, because numbers that are handed over may be put on the heap.
   * @param axes the eye's world-to-camera rows right, up, forward, then position (12)
   * @param table chunk table of the scene
   * @param chunks splats drawn and growth of σ², by chunk
   * @param sigma size of the splats, by chunk
   */
  addChunks(axes: Float64Array, table: Float32Array, chunks: Float32Array, sigma: Float32Array): void {
    const { columns, rows, grid, fx, fy } = this;
    const stride = columns + 1;
    for (let chunk = 0; chunk < sigma.length; chunk++) {
      const drawn = chunks[2 * chunk]!;
      if (drawn === 0) continue;
      const at = chunk * CHUNK_FIELDS;
      const dx = table[at + CHUNK_FIELD.x]! - axes[9]!;
      const dy = table[at + CHUNK_FIELD.y]! - axes[10]!;
      const dz = table[at + CHUNK_FIELD.z]! - axes[11]!;
      const spread = table[at + CHUNK_FIELD.spread]!;
      const ahead = axes[6]! * dx + axes[7]! * dy + axes[8]! * dz;
      if (!(ahead + spread > NEAR)) continue;
      const scale = 1 / Math.max(ahead, NEAR, spread / 2);
      const across = BULK * spread * scale * fx;
      const upright = BULK * spread * scale * fy;
      const column = ((axes[0]! * dx + axes[1]! * dy + axes[2]! * dz) * scale + this.left) * fx;
      const row = (this.up - (axes[3]! * dx + axes[4]! * dy + axes[5]! * dz) * scale) * fy;
      const c0 = Math.floor(column - across);
      const c1 = Math.floor(column + across) + 1;
      const r0 = Math.floor(row - upright);
      const r1 = Math.floor(row + upright) + 1;
      const reach = 2 * REACH * sigma[chunk]! * Math.sqrt(chunks[2 * chunk + 1]!) * scale;
      const touched = (1 + Math.min(columns, reach * fx)) * (1 + Math.min(rows, reach * fy));
      const each = (drawn * touched) / ((c1 - c0) * (r1 - r0));
      const left = Math.max(0, c0);
      const right = Math.min(columns, c1);
      const top = Math.max(0, r0);
      const bottom = Math.min(rows, r1);
      // What is no number fails the comparisons.
      if (!(left < right && top < bottom && each > 0)) continue;
      grid[top * stride + left]! += each;
      grid[top * stride + right]! -= each;
      grid[bottom * stride + left]! -= each;
      grid[bottom * stride + right]! += each;
    }
  }

  /** Estimated entries of every tile's list, row by row, in `1 / PARTS`; valid until the next `finish`. */
  finish(): Uint32Array {
    const { columns, rows, grid, counts } = this;
    const stride = columns + 1;
    for (let row = 0; row < rows; row++) {
      let run = 0;
      for (let column = 0; column < columns; column++) {
        const at = row * stride + column;
        run += grid[at]!;
        const sum = row > 0 ? grid[at - stride]! + run : run;
        // Rows are summed up in place: the row above holds counts by now.
        grid[at] = sum;
        counts[row * columns + column] = Math.round(Math.max(0, sum) * PARTS);
      }
    }
    return counts;
  }

  /** Writes the content level of every tile from what was added. */
  levels(quantiles: ArrayLike<number>, out: Uint8Array): void {
    contentLevels(this.finish(), quantiles, this.scratch, out);
  }
}
