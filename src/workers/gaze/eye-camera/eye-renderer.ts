import { type EyeBuffers, NUMBER, PAD } from '../../../kernels/eye/eye-buffers.ts';
import type { EyePasses } from '../../../kernels/eye/eye-passes.ts';
import { createReferenceEyePasses } from '../../../kernels/eye/reference/eye-passes-reference.ts';
import { type CameraAxes, cameraAxes, projectPoint, writeRays } from './camera-projection.ts';
import { mountedCamera } from './eye-cameras.ts';
import { type PlacedEye, placeEye, pupilCentre } from './eye-geometry.ts';
import { eyeRandom } from './eye-random.ts';
import type { EyeCamera, EyeConditions, EyePerson } from './eye-types.ts';
import { addSpot, corneaGlint, scleraGlint } from './glints.ts';
import { LID_AXES } from './lid-parameters.ts';
import { type LightRays, ledStrengths, lightRays, writeLight } from './light-grid.ts';
import { writeIrisTexture } from './textures/iris-texture.ts';
import { writeLashTexture } from './textures/lash-texture.ts';
import { writeScleraTexture } from './textures/sclera-texture.ts';
import { writeSkinTexture } from './textures/skin-texture.ts';
import { subtract, type Vec3 } from './vector.ts';
import { writeEyeParameters, writeLidParameters, writeSensorParameters } from './write-parameters.ts';

/** Of the look of the images: whoever keeps images, or what was trained on them, can tell whether they are of this form. */
export const EYE_CAMERA_VERSION = 3;

const STREAM = 5;
/** Longest motion that blurs, pixels: what planes are padded for. */
const MOST_MOTION = 2 * (PAD - 2);
const LID_SCALES: Vec3 = [1 / LID_AXES[0], 1 / LID_AXES[1], 1 / LID_AXES[2]];

/** Draws eye images of one camera, one after the other. What a person's images have in common is made when the person changes. */
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

/** The camera as it sits in one person's headset. */
interface Mount {
  readonly person: EyePerson;
  readonly glasses: boolean;
  readonly camera: EyeCamera;
  readonly axes: CameraAxes;
  readonly light: LightRays;
  readonly strengths: readonly number[];
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
  let mount: Mount | null = null;

  function mountFor(person: EyePerson, glasses: boolean): Mount {
    if (mount && mount.person === person && mount.glasses === glasses) return mount;
    if (mount?.person !== person) writeTextures(buffers, person);
    const mounted = mountedCamera(camera, person, glasses);
    const axes = cameraAxes(mounted);
    writeRays(mounted, axes, buffers.rays);
    const strengths = ledStrengths(person, mounted);
    mount = { person, glasses, camera: mounted, axes, light: lightRays(mounted, axes), strengths };
    return mount;
  }

  return {
    name: passes.name,
    render(person, conditions, out) {
      checkArguments(camera, conditions, out);
      const mounted = mountFor(person, conditions.glasses);
      const eye = placeEye(person, conditions);
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

/** Parameters and light of an image. */
function describe(buffers: EyeBuffers, mount: Mount, conditions: EyeConditions, eye: PlacedEye): void {
  const { person, camera, light, strengths } = mount;
  const origin = subtract(camera.position, eye.centre);
  const scale = 1 / person.eyeballRadius;
  const { ambient } = conditions;
  writeLidParameters(buffers, person, conditions, origin);
  writeEyeParameters(buffers, person, conditions, eye, camera.position);
  writeLight(camera, strengths, light, origin, eye.centre, LID_SCALES, ambient, buffers.skinLight);
  writeLight(camera, strengths, light, origin, eye.centre, [scale, scale, scale], ambient, buffers.eyeLight);
  const [fromX, fromY] = pupilAfter(mount, conditions, -0.5);
  const [toX, toY] = pupilAfter(mount, conditions, 0.5);
  const length = Math.hypot(toX - fromX, toY - fromY);
  // Less than a tenth of a pixel cannot be told from none.
  const part = length < 0.1 ? 0 : Math.min(1, MOST_MOTION / length);
  writeSensorParameters(buffers, person, conditions, part * (toX - fromX), part * (toY - fromY));
}

/** Pixel of the pupil a share of the exposure before or after its middle. */
function pupilAfter({ person, camera, axes }: Mount, c: EyeConditions, share: number): [number, number] {
  const eye = placeEye(person, {
    yawDeg: c.yawDeg + share * c.motionYawDeg,
    pitchDeg: c.pitchDeg + share * c.motionPitchDeg,
    slipMm: c.slipMm,
  });
  return projectPoint(camera, axes, pupilCentre(eye));
}

/** Sets the box to the pixels that the lids leave open, wide enough for the motion of what is just outside. */
function setBox({ width, height, through, numbers }: EyeBuffers): void {
  const stride = width + 2 * PAD;
  let [left, top, right, bottom] = [width, height, 0, 0];
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

/** Adds the mirror images of the LEDs in cornea and sclera. */
function addGlints(buffers: EyeBuffers, { person, camera, axes, strengths }: Mount, eye: PlacedEye): void {
  const pixels = buffers.width / 128;
  for (let i = 0; i < camera.leds.length; i++) {
    const sharp = corneaGlint(camera, axes, person, eye, camera.leds[i]!);
    const strength = strengths[i]!;
    if (sharp.share > 0) {
      addSpot(buffers, buffers.eye, sharp.x, sharp.y, 0.75 * pixels, 1.5 * strength * sharp.share);
    }
    const broad = scleraGlint(camera, axes, person, eye, camera.leds[i]!);
    if (broad.share > 0) {
      addSpot(buffers, buffers.eye, broad.x, broad.y, 1.7 * pixels, 0.22 * strength * broad.share);
    }
  }
}

/**
 * Adds mirror images of LEDs in the lenses of glasses: one to three patches anywhere, and a veil around each. They stay where the glasses
 * are, and so move with the face when the headset slips.
 */
function addReflections(buffers: EyeBuffers, { person, camera }: Mount, slipMm: Vec3): void {
  const random = eyeRandom(person.seed, STREAM);
  const perMm = camera.focal / Math.hypot(...subtract(camera.target, camera.position));
  const { width, height, over } = buffers;
  const pixels = width / 128;
  const count = 1 + Math.floor(3 * random.uniform());
  for (let i = 0; i < count; i++) {
    const x = random.range(0, width) + perMm * slipMm[0];
    const y = random.range(0, height) + perMm * slipMm[1];
    const size = random.range(1.2, 4) * pixels;
    const shape = random.range(0.6, 1.6);
    addSpot(buffers, over, x, y, size, random.range(0.4, 1.3), size * shape);
    addSpot(buffers, over, x, y, 4 * size, random.range(0.02, 0.12), 4 * size * shape);
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
