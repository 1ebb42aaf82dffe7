import { CHUNK_FIELD, CHUNK_FIELDS, type SplatScene } from '../scene/splat-scene.ts';

/** Splats nearer than this to the eye's plane are not drawn, metres; the kernel's limit. */
const NEAR = 0.2;

/** Marks the chunks that lie in the union of the eyes' frusta. Allocation-free after construction. */
export class ChunkCull {
  /** 1 for a chunk that an eye may see. */
  readonly inside: Uint8Array;
  private readonly table: Float32Array;

  constructor(scene: SplatScene) {
    this.inside = new Uint8Array(scene.chunkCount);
    this.table = new Float32Array(scene.memory.buffer, scene.chunkTable, scene.chunkCount * CHUNK_FIELDS);
  }

  /** Forgets the last frame's eyes. */
  begin(): void {
    this.inside.fill(0);
  }

  /**
   * Marks the chunks whose bounding sphere meets an eye's frustum.
   * @param axes world-to-camera rows right, up, forward, then position (12)
   * @param tangents left, right, up, down
   */
  addEye(axes: Float64Array, tangents: Float64Array): void {
    const { table, inside } = this;
    const left = tangents[0]!;
    const right = tangents[1]!;
    const up = tangents[2]!;
    const down = tangents[3]!;
    // A plane x = t·z has the unit normal (1, −t)/√(1 + t²); the sphere is outside when it lies a radius beyond.
    const nl = 1 / Math.sqrt(1 + left * left);
    const nr = 1 / Math.sqrt(1 + right * right);
    const nu = 1 / Math.sqrt(1 + up * up);
    const nd = 1 / Math.sqrt(1 + down * down);
    for (let chunk = 0; chunk < inside.length; chunk++) {
      const at = chunk * CHUNK_FIELDS;
      const dx = table[at + CHUNK_FIELD.x]! - axes[9]!;
      const dy = table[at + CHUNK_FIELD.y]! - axes[10]!;
      const dz = table[at + CHUNK_FIELD.z]! - axes[11]!;
      const r = table[at + CHUNK_FIELD.radius]!;
      const z = axes[6]! * dx + axes[7]! * dy + axes[8]! * dz;
      if (z + r < NEAR) continue;
      const x = axes[0]! * dx + axes[1]! * dy + axes[2]! * dz;
      if ((-x - left * z) * nl > r || (x - right * z) * nr > r) continue;
      const y = axes[3]! * dx + axes[4]! * dy + axes[5]! * dz;
      if ((y - up * z) * nu > r || (-y - down * z) * nd > r) continue;
      inside[chunk] = 1;
    }
  }
}
