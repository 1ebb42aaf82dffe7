import { eyeRandom } from './eye-random.ts';
import type { EyeCamera, EyePerson } from './eye-types.ts';
import { addScaled, cross, normalize, subtract, type Vec3 } from './vector.ts';

const RAD = Math.PI / 180;
const STREAM = 2;
/** A point a little before the limbus of an eye that looks straight ahead, shifted to where ±25° and the lids lie around. */
const TARGET: Vec3 = [0.5, -0.5, -10];
const DISTANCE_MM = 35;
/** Where the camera sits: below the eye, and on the temporal side of the right eye. */
const BELOW_DEG = 20;
const TEMPORAL_DEG = 12;
/** Width of the field at the target, mm. */
const FIELD_MM = 28;

/** Ring of LEDs around the lens before the eye. */
const RING = { count: 8, radius: 17, z: -38 };

function ringOfLeds(): Vec3[] {
  return Array.from({ length: RING.count }, (_, i) => {
    const angle = (2 * Math.PI * (i + 0.5)) / RING.count;
    return [RING.radius * Math.cos(angle), RING.radius * Math.sin(angle), RING.z];
  });
}

/** Camera that sees the target from so far below and temporal, of images of this size. */
function cameraOfSize(width: number, height: number): EyeCamera {
  const across = Math.cos(BELOW_DEG * RAD);
  const towards: Vec3 = [
    Math.sin(TEMPORAL_DEG * RAD) * across,
    -Math.sin(BELOW_DEG * RAD),
    -Math.cos(TEMPORAL_DEG * RAD) * across,
  ];
  return {
    width,
    height,
    focal: (width * DISTANCE_MM) / FIELD_MM,
    position: addScaled(TARGET, towards, DISTANCE_MM),
    target: TARGET,
    rollDeg: 0,
    k1: -0.1,
    leds: ringOfLeds(),
  };
}

/** The camera of the `headset` tracker: 128 × 96 pixels over about 28 × 21 mm. */
export const HEADSET_CAMERA: EyeCamera = cameraOfSize(128, 96);

/** The same place and field for the `paper` tracker. */
export const PAPER_CAMERA: EyeCamera = cameraOfSize(224, 224);

/**
 * The same camera turned about its target, and moved.
 * @param yawDeg to the right of the wearer, @param pitchDeg up, @param moveMm then added to position and target alike
 */
export function shiftedCamera(
  camera: EyeCamera,
  yawDeg: number,
  pitchDeg: number,
  moveMm: Vec3 = [0, 0, 0],
): EyeCamera {
  const from = subtract(camera.position, camera.target);
  const distance = Math.hypot(...from);
  const yaw = Math.atan2(from[0], -from[2]) + yawDeg * RAD;
  const pitch = Math.asin(from[1] / distance) + pitchDeg * RAD;
  const across = distance * Math.cos(pitch);
  const turned: Vec3 = [across * Math.sin(yaw), distance * Math.sin(pitch), -across * Math.cos(yaw)];
  const target = addScaled(camera.target, moveMm, 1);
  return { ...camera, target, position: addScaled(target, turned, 1) };
}

/**
 * The camera in the headset of one person: every one is mounted within ±0.3 mm and ±1° (about each of its axes, by moving its target and
 * by roll). Glasses magnify by up to 2 % either way, as the person's lenses are.
 */
export function mountedCamera(camera: EyeCamera, person: EyePerson, glasses: boolean): EyeCamera {
  const random = eyeRandom(person.seed, STREAM);
  const within = (most: number): number => random.range(-most, most);
  const move: Vec3 = [within(0.3), within(0.3), within(0.3)];
  const forward = normalize(subtract(camera.target, camera.position));
  const right = normalize(cross(forward, [0, 1, 0]));
  const up = cross(right, forward);
  const arm = Math.hypot(...subtract(camera.target, camera.position)) * Math.tan(RAD);
  let target = addScaled(addScaled(camera.target, move, 1), right, within(arm));
  target = addScaled(target, up, within(arm));
  const rollDeg = camera.rollDeg + within(1);
  const magnification = 1 + within(0.02);
  return {
    ...camera,
    position: addScaled(camera.position, move, 1),
    target,
    rollDeg,
    focal: glasses ? camera.focal * magnification : camera.focal,
  };
}
