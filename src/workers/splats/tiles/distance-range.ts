import { ARRAY, CHUNK_FIELD, CHUNK_FIELDS, type SplatScene } from '../scene/splat-scene.ts';

/**
 * Exact nearest and farthest distance of splat centres from a point, so that the sort key's 65 536 steps are spent on distances that
 * occur. Spheres around chunks rule out most of them; only chunks that may hold an extreme are looked at splat by splat.
 * Allocation-free after construction.
 */
export class DistanceRange {
  nearest = 0;
  farthest = 0;
  private readonly table: Float32Array;
  private readonly tableInts: Int32Array;
  private readonly x: Float32Array;
  private readonly y: Float32Array;
  private readonly z: Float32Array;
  private px = 0;
  private py = 0;
  private pz = 0;

  constructor(scene: SplatScene) {
    const { buffer } = scene.memory;
    const words = scene.chunkCount * CHUNK_FIELDS;
    this.table = new Float32Array(buffer, scene.chunkTable, words);
    this.tableInts = new Int32Array(buffer, scene.chunkTable, words);
    this.x = new Float32Array(buffer, scene.arrays + ARRAY.x * scene.stride, scene.count);
    this.y = new Float32Array(buffer, scene.arrays + ARRAY.y * scene.stride, scene.count);
    this.z = new Float32Array(buffer, scene.arrays + ARRAY.z * scene.stride, scene.count);
  }

  /** Starts over, from a point in metres. */
  begin(point: ArrayLike<number>): void {
    this.px = point[0]!;
    this.py = point[1]!;
    this.pz = point[2]!;
    this.nearest = Number.POSITIVE_INFINITY;
    this.farthest = 0;
  }

  /** Takes a chunk into the range. */
  add(chunk: number): void {
    const { table, tableInts, x, y, z } = this;
    const at = chunk * CHUNK_FIELDS;
    const centre = this.distance(
      table[at + CHUNK_FIELD.x]!,
      table[at + CHUNK_FIELD.y]!,
      table[at + CHUNK_FIELD.z]!,
    );
    const spread = table[at + CHUNK_FIELD.spread]!;
    if (centre - spread >= this.nearest && centre + spread <= this.farthest) return;
    const start = tableInts[at + CHUNK_FIELD.start]!;
    const end = start + tableInts[at + CHUNK_FIELD.count]!;
    for (let i = start; i < end; i++) {
      const distance = this.distance(x[i]!, y[i]!, z[i]!);
      if (distance < this.nearest) this.nearest = distance;
      if (distance > this.farthest) this.farthest = distance;
    }
  }

  private distance(x: number, y: number, z: number): number {
    const dx = x - this.px;
    const dy = y - this.py;
    const dz = z - this.pz;
    return Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
}
