import type { EyeGeometry } from '../../../workers/splats/foveation/eccentricity.ts';
import type { GradeOptions } from '../../../workers/splats/foveation/grade.ts';

/** One eye as it is drawn now. The arrays are the caller's and may change between frames. */
export interface QuadView {
  /** Frustum and pixels of the picture, both even. */
  readonly geometry: EyeGeometry;
  /** World, metres. */
  readonly position: Float32Array;
  /** Unit quaternion x, y, z, w, eye to world. */
  readonly orientation: Float32Array;
  /** Elements 10 and 14 of the projection, which meshes are drawn with; of use only with a mesh depth. */
  readonly depthTerms: Float32Array;
  /** Level 0..4 of every tile, row by row from the top. */
  readonly levels: Uint8Array<ArrayBuffer>;
}

/** What all views of a frame share. */
export interface QuadFrame {
  /** Where colours are looked at from, world, metres. */
  readonly head: Float32Array;
  /** Unit vector in the world; of use only with a grade. */
  readonly gaze: Float32Array;
  /** Null = every splat as in the fovea, cut off where it falls to 1/255. */
  readonly grade: GradeOptions | null;
}

/** Row-major rotation matrix of the unit quaternion x, y, z, w. */
export function writeRotation(q: Float32Array, out: Float32Array): void {
  const x = q[0]!;
  const y = q[1]!;
  const z = q[2]!;
  const w = q[3]!;
  out[0] = 1 - 2 * (y * y + z * z);
  out[1] = 2 * (x * y - w * z);
  out[2] = 2 * (x * z + w * y);
  out[3] = 2 * (x * y + w * z);
  out[4] = 1 - 2 * (x * x + z * z);
  out[5] = 2 * (y * z - w * x);
  out[6] = 2 * (x * z - w * y);
  out[7] = 2 * (y * z + w * x);
  out[8] = 1 - 2 * (x * x + y * y);
}
