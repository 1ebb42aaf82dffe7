import type { Vec3 } from './vec.ts';

const FIELDS = 14;

/** Growing list of splats, 14 numbers each: position, scale (linear), rotation xyzw, colour (sRGB), opacity. */
export class SplatList {
  private data = new Float32Array(FIELDS * 4096);
  count = 0;

  push(
    position: Vec3,
    scales: Vec3,
    rotation: readonly [number, number, number, number],
    color: Vec3,
    opacity: number,
  ): void {
    if ((this.count + 1) * FIELDS > this.data.length) {
      const bigger = new Float32Array(this.data.length * 2);
      bigger.set(this.data);
      this.data = bigger;
    }
    this.data.set([...position, ...scales, ...rotation, ...color, opacity], this.count++ * FIELDS);
  }

  /** The splats as flat arrays: (n, 3), (n, 3), (n, 4), (n, 3), (n). */
  arrays(): SplatArrays {
    const n = this.count;
    const take = (from: number, width: number) => {
      const out = new Float32Array(n * width);
      for (let i = 0; i < n; i++) {
        for (let k = 0; k < width; k++) out[i * width + k] = this.data[i * FIELDS + from + k]!;
      }
      return out;
    };
    return {
      count: n,
      positions: take(0, 3),
      scales: take(3, 3),
      rotations: take(6, 4),
      colors: take(10, 3),
      opacities: take(13, 1),
    };
  }
}

export interface SplatArrays {
  readonly count: number;
  readonly positions: Float32Array;
  readonly scales: Float32Array;
  readonly rotations: Float32Array;
  readonly colors: Float32Array;
  readonly opacities: Float32Array;
}
