import { LIGHT_CELL } from '../../../kernels/eye/eye-buffers.ts';
import type { CameraAxes } from './camera-projection.ts';
import { eyeRandom } from './eye-random.ts';
import type { EyeCamera, EyePerson } from './eye-types.ts';
import { addScaled, type Vec3 } from './vector.ts';

const STREAM = 3;
/** Distance at which the ring gives light 1 to what faces it, mm. */
const UNIT_MM = 34;
/** Falling off of the lens towards the corners, on squared normalized coordinates. */
const VIGNETTING = 0.9;

/** How bright each LED is in one person's headset: within 20 % of one another. */
export function ledStrengths(person: EyePerson, camera: EyeCamera): number[] {
  const random = eyeRandom(person.seed, STREAM);
  return camera.leds.map(() => random.range(0.8, 1.2));
}

/** Directions through the corners of the light's cells, (rows + 1, columns + 1, 3), and the lens' vignetting there. */
export interface LightRays {
  readonly directions: Float32Array;
  readonly vignetting: Float32Array;
}

export function lightRays(camera: EyeCamera, axes: CameraAxes): LightRays {
  const columns = camera.width / LIGHT_CELL + 1;
  const rows = camera.height / LIGHT_CELL + 1;
  const directions = new Float32Array(3 * columns * rows);
  const vignetting = new Float32Array(columns * rows);
  for (let i = 0; i < columns * rows; i++) {
    const u = ((i % columns) * LIGHT_CELL - camera.width / 2) / camera.focal;
    const v = (camera.height / 2 - Math.floor(i / columns) * LIGHT_CELL) / camera.focal;
    const through = addScaled(addScaled(axes.forward, axes.right, u), axes.up, v);
    const scale = 1 / Math.hypot(...through);
    for (let k = 0; k < 3; k++) directions[3 * i + k] = through[k]! * scale;
    vignetting[i] = 1 / (1 + VIGNETTING * (u * u + v * v));
  }
  return { directions, vignetting };
}

/**
 * Writes the light on an ellipsoid around the eye where the cells' corners see it: 1/r² and cosine of every LED, and ambient light from
 * above and before. Allocates nothing.
 * @param origin of the camera against the ellipsoid's centre; @param centre of it in the headset; @param scales one over its half axes
 */
export function writeLight(
  camera: EyeCamera,
  strengths: readonly number[],
  { directions, vignetting }: LightRays,
  origin: Vec3,
  centre: Vec3,
  scales: Vec3,
  ambient: number,
  out: Float32Array,
): void {
  const sx = scales[0];
  const sy = scales[1];
  const sz = scales[2];
  const bx = origin[0] * sx;
  const by = origin[1] * sy;
  const bz = origin[2] * sz;
  const c = bx * bx + by * by + bz * bz - 1;
  const { leds } = camera;
  const unit = UNIT_MM ** 2 / leds.length;
  for (let i = 0; i < out.length; i++) {
    const dx = directions[3 * i]!;
    const dy = directions[3 * i + 1]!;
    const dz = directions[3 * i + 2]!;
    const a = (dx * sx) ** 2 + (dy * sy) ** 2 + (dz * sz) ** 2;
    const b = dx * sx * bx + dy * sy * by + dz * sz * bz;
    const along = (-b - Math.sqrt(Math.max(0, b * b - a * c))) / a;
    const x = origin[0] + along * dx;
    const y = origin[1] + along * dy;
    const z = origin[2] + along * dz;
    const nx = x * sx * sx;
    const ny = y * sy * sy;
    const nz = z * sz * sz;
    const perNormal = 1 / Math.sqrt(nx * nx + ny * ny + nz * nz);
    let light = 0;
    for (let k = 0; k < leds.length; k++) {
      const led = leds[k]!;
      const lx = led[0] - centre[0] - x;
      const ly = led[1] - centre[1] - y;
      const lz = led[2] - centre[2] - z;
      const square = lx * lx + ly * ly + lz * lz;
      const facing = (lx * nx + ly * ny + lz * nz) * perNormal;
      // Skin scatters light around the edge of its own shadow: a wrapped cosine.
      const cosine = Math.max(0, (facing / Math.sqrt(square) + 0.15) / 1.15);
      light += (strengths[k]! * unit * cosine) / square;
    }
    const open = 0.55 + 0.25 * ny * perNormal - 0.2 * nz * perNormal;
    out[i] = (light + 0.5 * ambient * open) * vignetting[i]!;
  }
}
