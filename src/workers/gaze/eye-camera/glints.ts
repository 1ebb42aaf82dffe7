import { type EyeBuffers, PAD } from '../../../kernels/eye/eye-buffers.ts';
import { type CameraAxes, projectPoint } from './camera-projection.ts';
import type { PlacedEye } from './eye-geometry.ts';
import type { EyeCamera, EyePerson } from './eye-types.ts';
import { mirrorPoint } from './sphere-optics.ts';
import { dot, type MutableVec3, subtract, type Vec3 } from './vector.ts';

/** Where the mirror image of one LED lies. */
export interface Glint {
  readonly pixel: [number, number];
  /** Point of the surface, headset's frame. */
  readonly point: MutableVec3;
  /** Share of it that the surface gives back: the cornea ends at the limbus, the sclera begins there. */
  share: number;
}

/** Width over which the mirror fades at the limbus, mm along the axis. */
const LIMBUS_MM = 0.4;

const scratch: MutableVec3 = [0, 0, 0];

export function noGlint(): Glint {
  return { pixel: [0, 0], point: [0, 0, 0], share: 0 };
}

/** Sets `out` to the mirror image of a LED in the cornea. */
export function findCorneaGlint(
  camera: EyeCamera,
  axes: CameraAxes,
  person: EyePerson,
  eye: PlacedEye,
  led: Vec3,
  out: Glint,
): Glint {
  mirrorPoint(camera.position, eye.cornea, person.corneaRadius, led, out.point);
  projectPoint(camera, axes, out.point, out.pixel);
  out.share = beyondLimbus(eye, out.point);
  return out;
}

/** Sets `out` to the broad mirror image of a LED in the wet sclera. */
export function findScleraGlint(
  camera: EyeCamera,
  axes: CameraAxes,
  person: EyePerson,
  eye: PlacedEye,
  led: Vec3,
  out: Glint,
): Glint {
  mirrorPoint(camera.position, eye.centre, person.eyeballRadius, led, out.point);
  projectPoint(camera, axes, out.point, out.pixel);
  out.share = 1 - beyondLimbus(eye, out.point);
  return out;
}

function beyondLimbus(eye: PlacedEye, point: Vec3): number {
  const height = dot(subtract(point, eye.centre, scratch), eye.axis) - eye.pupilAt;
  return Math.max(0, Math.min(1, height / LIMBUS_MM + 0.5));
}

/** A Gaussian: its middle and standard deviations in pixels, and its height. */
export interface Spot {
  x: number;
  y: number;
  sigmaX: number;
  sigmaY: number;
  strength: number;
}

/** Adds a spot to a padded plane, sampled at pixel centres. */
export function addSpot({ width, height }: EyeBuffers, plane: Float32Array, spot: Spot): void {
  const { x, y, sigmaX, sigmaY, strength } = spot;
  const stride = width + 2 * PAD;
  const left = Math.max(0, Math.ceil(x - 3.5 * sigmaX - 0.5));
  const right = Math.min(width - 1, Math.floor(x + 3.5 * sigmaX - 0.5));
  const top = Math.max(0, Math.ceil(y - 3.5 * sigmaY - 0.5));
  const bottom = Math.min(height - 1, Math.floor(y + 3.5 * sigmaY - 0.5));
  for (let row = top; row <= bottom; row++) {
    const down = (row + 0.5 - y) / sigmaY;
    const line = strength * Math.exp(-0.5 * down * down);
    for (let column = left; column <= right; column++) {
      const across = (column + 0.5 - x) / sigmaX;
      plane[(row + PAD) * stride + column + PAD]! += line * Math.exp(-0.5 * across * across);
    }
  }
}
