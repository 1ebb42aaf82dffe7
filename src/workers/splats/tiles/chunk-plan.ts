import { CHUNK_WORD, CHUNK_WORDS } from '../../../kernels/splats/frame-block.ts';
import { CHUNK_FIELD, CHUNK_FIELDS, type SplatScene } from '../scene/splat-scene.ts';
import { ChunkCull } from './chunk-cull.ts';
import { DistanceRange } from './distance-range.ts';

/** Upper bound of the share of a chunk's splats that level of detail keeps, 0..1, from its sphere relative to the head and its largest σ. */
export type ShareRule = (x: number, y: number, z: number, radius: number, sigma: number) => number;

/**
 * Chooses chunks and prefixes for a frame: union of the eyes' frusta, level of detail, splat budget; and the range of
 * distances that the sort key has to cover. Allocation-free after construction.
 */
export class ChunkPlan {
  readonly rows: Int32Array;
  rowCount = 0;
  recordCount = 0;
  nearest = 0;
  farthest = 1;
  private readonly rowFloats: Float32Array;
  private readonly table: Float32Array;
  private readonly tableInts: Int32Array;
  readonly cull: ChunkCull;
  private readonly range: DistanceRange;

  constructor(scene: SplatScene, rowsOffset: number) {
    const words = scene.chunkCount * CHUNK_WORDS;
    this.rows = new Int32Array(scene.memory.buffer, rowsOffset, words);
    this.rowFloats = new Float32Array(scene.memory.buffer, rowsOffset, words);
    this.table = new Float32Array(scene.memory.buffer, scene.chunkTable, scene.chunkCount * CHUNK_FIELDS);
    this.tableInts = new Int32Array(scene.memory.buffer, scene.chunkTable, scene.chunkCount * CHUNK_FIELDS);
    this.cull = new ChunkCull(scene);
    this.range = new DistanceRange(scene);
  }

  /**
   * Writes the rows of marked chunks. With a budget (0 = none) the prefixes shrink alike until it is met.
   * @param head position that distances are taken from
   * @param most share 0..1 of the splats in view that the budget is at the most
   */
  finish(head: ArrayLike<number>, rule: ShareRule | null, budget: number, most = 1): void {
    const { table, tableInts, rows, rowFloats, range } = this;
    const { inside } = this.cull;
    let wanted = 0;
    let row = 0;
    range.begin(head);
    for (let chunk = 0; chunk < inside.length; chunk++) {
      if (!inside[chunk]) continue;
      const at = chunk * CHUNK_FIELDS;
      const x = table[at + CHUNK_FIELD.x]! - head[0]!;
      const y = table[at + CHUNK_FIELD.y]! - head[1]!;
      const z = table[at + CHUNK_FIELD.z]! - head[2]!;
      const radius = table[at + CHUNK_FIELD.radius]!;
      const count = tableInts[at + CHUNK_FIELD.count]!;
      const share = rule ? rule(x, y, z, radius, table[at + CHUNK_FIELD.sigma]!) : 1;
      // A chunk without bounds has no share either (NaN) and is kept.
      const keep = share < 1 ? Math.ceil(count * share) : count;
      if (keep === 0) continue;
      range.add(chunk);
      const to = row++ * CHUNK_WORDS;
      rows[to + CHUNK_WORD.start] = tableInts[at + CHUNK_FIELD.start]!;
      rows[to + CHUNK_WORD.keep] = keep;
      rows[to + CHUNK_WORD.record] = wanted;
      rowFloats[to + CHUNK_WORD.grow2] = 1;
      rows[to + CHUNK_WORD.whole] = count;
      rows[to + CHUNK_WORD.visible] = 0;
      wanted += keep;
    }
    this.rowCount = row;
    this.nearest = row > 0 ? range.nearest : 0;
    this.farthest = Math.max(range.farthest, this.nearest + 1e-3);
    const fraction = budget > 0 && wanted > budget ? Math.min(most, budget / wanted) : most;
    this.recordCount = fraction < 1 ? this.shrink(fraction) : wanted;
  }

  /**
   * Cuts every prefix to the same fraction and widens what is left to cover as much. What rounding takes from one chunk the next
   * one gets, so that even a fraction below one splat a chunk leaves some.
   */
  private shrink(fraction: number): number {
    const { rows, rowFloats } = this;
    let total = 0;
    let due = 0;
    for (let row = 0; row < this.rowCount; row++) {
      const at = row * CHUNK_WORDS;
      due += rows[at + CHUNK_WORD.keep]! * fraction;
      const keep = Math.min(rows[at + CHUNK_WORD.keep]!, Math.floor(due));
      due -= keep;
      rows[at + CHUNK_WORD.keep] = keep;
      rows[at + CHUNK_WORD.record] = total;
      rows[at + CHUNK_WORD.whole] = Math.max(1, Math.floor(rows[at + CHUNK_WORD.whole]! * fraction));
      rowFloats[at + CHUNK_WORD.grow2] = Math.min(4, 1 / fraction);
      total += keep;
    }
    return total;
  }
}
