import { type EyeBuffers, NUMBER, PAD } from '../../../kernels/eye/eye-buffers.ts';
import type { EyePasses } from '../../../kernels/eye/eye-passes.ts';
import { createReferenceEyePasses } from '../../../kernels/eye/reference/eye-passes-reference.ts';
import { type CameraAxes, cameraAxes, projectPoint, writeRays } from './camera-projection.ts';
import { mountedCamera } from './eye-cameras.ts';
import { type PlacedEye, placeEye, unplacedEye } from './eye-geometry.ts';
import type { EyeCamera, EyeConditions, EyePerson } from './eye-types.ts';
import { addSpot, findCorneaGlint, findScleraGlint, noGlint, type Spot } from './glints.ts';
import { LID_AXES } from './lid-parameters.ts';
import { type LightRays, ledStrengths, lightRays, writeLight } from './light-grid.ts';
import { type PersonLook, personLook } from './person-look.ts';
import { writeIrisTexture } from './textures/iris-texture.ts';
import { writeLashTexture } from './textures/lash-texture.ts';
import { writeScleraTexture } from './textures/sclera-texture.ts';
import { writeSkinTexture } from './textures/skin-texture.ts';
import { lengthOf, type MutableVec3, subtract, type Vec3 } from './vector.ts';
import { writeEyeParameters, writeLidParameters, writeSensorParameters } from './write-parameters.ts';

/** Of the look of the images: whoever keeps images, or what was trained on them, can tell whether they are of this form. */
export const EYE_CAMERA_VERSION = 3;

/** Longest motion that blurs, pixels: what planes are padded for. */
const MOST_MOTION = 2 * (PAD - 2);
const LID_SCALES: Vec3 = [1 / LID_AXES[0], 1 / LID_AXES[1], 1 / LID_AXES[2]];

/**
 * Draws eye images of one camera, one after the other. What a person's images have in common is made when the person is another object
 * than before, or puts glasses on or off; beside that
 * nothing is allocated but some boxed numbers.
 */
export interface EyeRenderer {
  /** Which passes draw: `reference`, `simd` or `relaxed`. */
  readonly name: string;
  /**
   * Draws what the camera sees: the same image for the same person and conditions.
   * @param out (height, width) 8-bit grey
   * @throws RangeError when `out` has not the camera's size, or a condition is no finite number
   */
  render(person: EyePerson, conditions: EyeConditions, out: Uint8Array): void;
}

/** The camera as it sits in one person's headset, and what the person's images have in common. */
interface Mount {
  readonly person: EyePerson;
  readonly look: PersonLook;
  readonly glasses: boolean;
  readonly camera: EyeCamera;
  readonly axes: CameraAxes;
  readonly light: LightRays;
  readonly strengths: readonly number[];
  readonly eyeScales: Vec3;
  /** Pixels per mm at the camera's target. */
  readonly perMm: number;
}

/**
 * @param camera as designed: how it sits in each person's headset is added (`mountedCamera`)
 * @param passes of the camera's size; plain TypeScript when left out
 * @throws RangeError when the passes are of another size
 */
export function createEyeRenderer(
  camera: EyeCamera,
  passes: EyePasses = createReferenceEyePasses(camera.width, camera.height),
): EyeRenderer {
  const { buffers } = passes;
  if (buffers.width !== camera.width || buffers.height !== camera.height) {
    throw new RangeError(
      `These passes draw ${buffers.width} × ${buffers.height} pixels, the camera has ${camera.width} × ${camera.height}.`,
    );
  }
  const eye = unplacedEye();
  let mount: Mount | null = null;

  function mountFor(person: EyePerson, glasses: boolean): Mount {
    if (mount && mount.person === person && mount.glasses === glasses) return mount;
    if (mount?.person !== person) writeTextures(buffers, person);
    const mounted = mountedCamera(camera, person, glasses);
    const axes = cameraAxes(mounted);
    writeRays(mounted, axes, buffers.rays);
    const scale = 1 / person.eyeballRadius;
    mount = {
      person,
      look: personLook(person),
      glasses,
      camera: mounted,
      axes,
      light: lightRays(mounted, axes),
      strengths: ledStrengths(person, mounted),
      eyeScales: [scale, scale, scale],
      perMm: mounted.focal / lengthOf(subtract(mounted.target, mounted.position)),
    };
    return mount;
  }

  return {
    name: passes.name,
    render(person, conditions, out) {
      checkArguments(camera, conditions, out);
      const mounted = mountFor(person, conditions.glasses);
      placeEye(person, conditions, conditions.slipMm, eye);
      describe(buffers, mounted, conditions, eye);
      passes.lids();
      setBox(buffers);
      passes.eyeball();
      addGlints(buffers, mounted, eye);
      if (conditions.glasses) addReflections(buffers, mounted, conditions.slipMm);
      passes.finish();
      out.set(buffers.image);
    },
  };
}

/**
 * Draws one image, for tests and single pictures; who draws more keeps a renderer.
 * @throws RangeError as `EyeRenderer.render`
 */
export function renderEye(
  person: EyePerson,
  camera: EyeCamera,
  conditions: EyeConditions,
  out: Uint8Array,
): void {
  createEyeRenderer(camera).render(person, conditions, out);
}

function writeTextures(buffers: EyeBuffers, person: EyePerson): void {
  writeSkinTexture(person.seed, buffers.skin);
  writeIrisTexture(person.seed, buffers.iris);
  writeScleraTexture(person.seed, buffers.sclera);
  writeLashTexture(person, 'upper', buffers.upperLashes);
  writeLashTexture(person, 'lower', buffers.lowerLashes);
}

const origin: MutableVec3 = [0, 0, 0];
const before: [number, number] = [0, 0];
const after: [number, number] = [0, 0];
const pose = { yawDeg: 0.5, pitchDeg: 0.5 };
const moved = unplacedEye();

/** Parameters and light of an image. */
function describe(buffers: EyeBuffers, mount: Mount, conditions: EyeConditions, eye: PlacedEye): void {
  const { person, look, camera, light, strengths } = mount;
  const { ambient } = conditions;
  subtract(camera.position, eye.centre, origin);
  writeLidParameters(buffers, person, look, conditions, origin);
  writeEyeParameters(buffers, person, conditions, eye, origin);
  writeLight(camera, strengths, light, origin, eye.centre, LID_SCALES, ambient, buffers.skinLight);
  writeLight(camera, strengths, light, origin, eye.centre, mount.eyeScales, ambient, buffers.eyeLight);
  projectMoved(mount, conditions, -0.5, before);
  projectMoved(mount, conditions, 0.5, after);
  const x = after[0] - before[0];
  const y = after[1] - before[1];
  const length = Math.sqrt(x * x + y * y);
  // Less than a tenth of a pixel cannot be told from none.
  const part = length < 0.1 ? 0 : Math.min(1, MOST_MOTION / length);
  after[0] = part * x;
  after[1] = part * y;
  writeSensorParameters(buffers, person, look, conditions, after);
}

/** Pixel of the pupil a share of the exposure before or after its middle. */
function projectMoved(
  { person, camera, axes }: Mount,
  { yawDeg, pitchDeg, motionYawDeg, motionPitchDeg, slipMm }: EyeConditions,
  share: number,
  out: [number, number],
): void {
  pose.yawDeg = yawDeg + share * motionYawDeg;
  pose.pitchDeg = pitchDeg + share * motionPitchDeg;
  placeEye(person, pose, slipMm, moved);
  projectPoint(camera, axes, moved.pupil, out);
}

/** Sets the box to the pixels that the lids leave open, wide enough for the motion of what is just outside. */
function setBox({ width, height, through, numbers }: EyeBuffers): void {
  const stride = width + 2 * PAD;
  let left = width;
  let top = height;
  let right = 0;
  let bottom = 0;
  for (let row = 0; row < height; row++) {
    const start = (row + PAD) * stride + PAD;
    let first = 0;
    while (first < width && through[start + first]! <= 0) first++;
    if (first === width) continue;
    let last = width - 1;
    while (through[start + last]! <= 0) last--;
    left = Math.min(left, first);
    right = Math.max(right, last + 1);
    top = Math.min(top, row);
    bottom = row + 1;
  }
  // Columns in fours, as vectors take them.
  numbers[NUMBER.left] = 4 * Math.floor(Math.max(0, left - PAD) / 4);
  numbers[NUMBER.right] = Math.min(width, 4 * Math.ceil((right + PAD) / 4));
  numbers[NUMBER.top] = Math.max(0, top - PAD);
  numbers[NUMBER.bottom] = Math.min(height, bottom + PAD);
}

const glint = noGlint();
const spot: Spot = { x: 0.5, y: 0.5, sigmaX: 0.5, sigmaY: 0.5, strength: 0.5 };

/** Adds the mirror images of the LEDs in cornea and sclera. */
function addGlints(buffers: EyeBuffers, { person, camera, axes, strengths }: Mount, eye: PlacedEye): void {
  for (let i = 0; i < camera.leds.length; i++) {
    const led = camera.leds[i]!;
    findCorneaGlint(camera, axes, person, eye, led, glint);
    addGlint(buffers, 0.75, 1.5 * strengths[i]!);
    findScleraGlint(camera, axes, person, eye, led, glint);
    addGlint(buffers, 1.7, 0.22 * strengths[i]!);
  }
}

/** @param sigma in pixels of an image that is 128 wide */
function addGlint(buffers: EyeBuffers, sigma: number, strength: number): void {
  if (glint.share === 0) return;
  spot.x = glint.pixel[0];
  spot.y = glint.pixel[1];
  spot.sigmaX = (sigma * buffers.width) / 128;
  spot.sigmaY = spot.sigmaX;
  spot.strength = strength * glint.share;
  addSpot(buffers, buffers.eye, spot);
}

/** Adds mirror images of LEDs in the lenses of glasses. They stay with the glasses, and so move with the face when the headset slips. */
function addReflections(buffers: EyeBuffers, { look, perMm }: Mount, slipMm: Vec3): void {
  const { width, height, over } = buffers;
  for (let i = 0; i < look.reflections.length; i++) {
    const { x, y, size, shape, strength, veil } = look.reflections[i]!;
    spot.x = x * width + perMm * slipMm[0];
    spot.y = y * height + perMm * slipMm[1];
    spot.sigmaX = size * width;
    spot.sigmaY = spot.sigmaX * shape;
    spot.strength = strength;
    addSpot(buffers, over, spot);
    spot.sigmaX *= 4;
    spot.sigmaY *= 4;
    spot.strength = veil;
    addSpot(buffers, over, spot);
  }
}

function checkArguments(camera: EyeCamera, conditions: EyeConditions, out: Uint8Array): void {
  if (out.length !== camera.width * camera.height) {
    throw new RangeError(
      `An eye image of ${camera.width} × ${camera.height} has ${camera.width * camera.height} pixels, not ${out.length}.`,
    );
  }
  const { slipMm, yawDeg, pitchDeg, pupilMm, openness, noise, motionYawDeg, motionPitchDeg, ambient } =
    conditions;
  const sum =
    yawDeg +
    pitchDeg +
    pupilMm +
    openness +
    noise +
    motionYawDeg +
    motionPitchDeg +
    ambient +
    slipMm[0] +
    slipMm[1] +
    slipMm[2];
  if (!Number.isFinite(sum))
    throw new RangeError('The conditions of an eye image have to be finite numbers.');
}
