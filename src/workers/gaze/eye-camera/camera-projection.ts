import type { EyeCamera } from './eye-types.ts';
import { addScaled, cross, dot, type MutableVec3, normalize, subtract, type Vec3 } from './vector.ts';

const scratch: MutableVec3 = [0, 0, 0];

/** Axes of a camera: image right, image up, into the picture. */
export interface CameraAxes {
  readonly right: Vec3;
  readonly up: Vec3;
  readonly forward: Vec3;
}

export function cameraAxes(camera: EyeCamera): CameraAxes {
  const forward = normalize(subtract(camera.target, camera.position));
  const level = normalize(cross(forward, [0, 1, 0]));
  const lifted = cross(level, forward);
  const cosine = Math.cos((camera.rollDeg * Math.PI) / 180);
  const sine = Math.sin((camera.rollDeg * Math.PI) / 180);
  const scaled: Vec3 = [level[0] * cosine, level[1] * cosine, level[2] * cosine];
  const right = addScaled(scaled, lifted, sine);
  return { right, up: cross(right, forward), forward };
}

/**
 * Pixel where a point appears that is seen straight: x to the right, y down, the first pixel's centre at (0.5, 0.5). The image is not
 * mirrored: the wearer's right is on its left.
 */
export function projectPoint(
  camera: EyeCamera,
  axes: CameraAxes,
  point: Vec3,
  out: [number, number] = [0, 0],
): [number, number] {
  const from = subtract(point, camera.position, scratch);
  const depth = dot(from, axes.forward);
  const x = dot(from, axes.right) / depth;
  const y = dot(from, axes.up) / depth;
  const scale = camera.focal * (1 + camera.k1 * (x * x + y * y));
  out[0] = camera.width / 2 + scale * x;
  out[1] = camera.height / 2 - scale * y;
  return out;
}

/** Writes the unit directions of all pixel centres: planes of x, y and z, each (height, width). */
export function writeRays(camera: EyeCamera, axes: CameraAxes, rays: Float32Array): void {
  const { width, height, focal, k1 } = camera;
  const count = width * height;
  const { right, up, forward } = axes;
  for (let row = 0; row < height; row++) {
    const v = (height / 2 - row - 0.5) / focal;
    for (let column = 0; column < width; column++) {
      const u = (column + 0.5 - width / 2) / focal;
      const undone = undistort(u * u + v * v, k1);
      const x = u * undone;
      const y = v * undone;
      const scale = 1 / Math.sqrt(1 + x * x + y * y);
      const at = row * width + column;
      rays[at] = (forward[0] + x * right[0] + y * up[0]) * scale;
      rays[count + at] = (forward[1] + x * right[1] + y * up[1]) * scale;
      rays[2 * count + at] = (forward[2] + x * right[2] + y * up[2]) * scale;
    }
  }
}

/** Factor that turns a distorted coordinate of squared radius `r2` into the straight one. */
function undistort(r2: number, k1: number): number {
  let factor = 1;
  for (let i = 0; i < 6; i++) factor = 1 / (1 + k1 * r2 * factor * factor);
  return factor;
}
