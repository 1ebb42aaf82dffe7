import { Matrix4, type Quaternion, Vector3 } from 'three';

/** Where a pixel of the current view finds its picture, as the display's shaders compute it. */
export interface Reprojected {
  /** Texture coordinates in the eye picture, v from the top; outside 0..1 = no picture there. */
  u: number;
  v: number;
  /** False where the ray points behind the picture's eye. */
  inFront: boolean;
  /** Depth-buffer value 0..1 for the given picture depth. */
  fragDepth: number;
}

/**
 * Readable twin of `shaders/splat-display.*.glsl`: rotation-only reprojection of a finished picture.
 * @param ndc clip coordinates x, y in -1..1 of the current eye
 * @param pictureDepth metres along the picture's view axis, 0 = far
 */
export function reprojectReference(
  ndc: readonly [number, number],
  projection: Matrix4,
  eye: Quaternion,
  pictureEye: Quaternion,
  tangents: readonly [number, number, number, number],
  pictureDepth: number,
): Reprojected {
  const e = projection.elements;
  const ray = new Vector3((ndc[0] + e[8]!) / e[0]!, (ndc[1] + e[9]!) / e[5]!, -1);
  const turned = ray
    .applyQuaternion(eye)
    .applyMatrix4(new Matrix4().makeRotationFromQuaternion(pictureEye).invert());
  const [left, right, up, down] = tangents;
  const tx = turned.x / -turned.z;
  const ty = turned.y / -turned.z;
  // A point on the ray (x, y, -1) · s lies s metres along the current axis and -turned.z · s along the picture's.
  const along = pictureDepth / -turned.z;
  const ndcDepth = e[14]! / along - e[10]!;
  return {
    u: (tx + left) / (left + right),
    v: (up - ty) / (up + down),
    inFront: turned.z < 0,
    fragDepth: pictureDepth > 0 ? Math.min(Math.max(0.5 * ndcDepth + 0.5, 0), 1) : 1,
  };
}
