import { describe, expect, test } from 'vitest';
import { createReferenceEyePasses } from '../../../kernels/eye/reference/eye-passes-reference.ts';
import { HEADSET_CAMERA, PAPER_CAMERA } from './eye-cameras.ts';
import { randomConditions } from './eye-conditions.ts';
import { eyeLabel } from './eye-label.ts';
import { eyePerson } from './eye-person.ts';
import { eyeRandom } from './eye-random.ts';
import { createEyeRenderer, renderEye } from './eye-renderer.ts';
import type { EyeCamera, EyeConditions, EyePerson } from './eye-types.ts';
import { projectPupil } from './project-pupil.ts';

const PIXELS = HEADSET_CAMERA.width * HEADSET_CAMERA.height;

const STILL: EyeConditions = {
  yawDeg: 0,
  pitchDeg: 0,
  pupilMm: 2.4,
  openness: 1,
  slipMm: [0, 0, 0],
  glasses: false,
  noise: 0,
  motionYawDeg: 0,
  motionPitchDeg: 0,
  ambient: 1,
  seed: 1,
};

function draw(person: EyePerson, conditions: EyeConditions, camera: EyeCamera = HEADSET_CAMERA): Uint8Array {
  const image = new Uint8Array(camera.width * camera.height);
  renderEye(person, camera, conditions, image);
  return image;
}

/** Lids that leave the whole eye free, an even iris, no lashes: what is dark is the pupil. */
function bareEye(seed: number): EyePerson {
  return {
    ...eyePerson(seed),
    lidUpper: 11,
    lidLower: 11,
    lashDensity: 0,
    iris: 0.6,
    irisContrast: 0,
  };
}

/** Middle of what is darker than its surroundings, weighted with how much. */
function darkCentroid(image: Uint8Array, width: number, x0: number, y0: number, reach: number) {
  const around: number[] = [];
  let [sum, sumX, sumY] = [0, 0, 0];
  for (const pass of ['level', 'weigh'] as const) {
    const bright = pass === 'weigh' ? around.sort((a, b) => a - b)[Math.floor(around.length * 0.8)]! : 0;
    for (let y = Math.ceil(y0 - reach); y < y0 + reach; y++) {
      for (let x = Math.ceil(x0 - reach); x < x0 + reach; x++) {
        if (Math.hypot(x + 0.5 - x0, y + 0.5 - y0) > reach) continue;
        const value = image[y * width + x]!;
        if (pass === 'level') around.push(value);
        const weight = Math.max(0, 0.85 * bright - value);
        sum += weight;
        sumX += weight * (x + 0.5);
        sumY += weight * (y + 0.5);
      }
    }
  }
  return [sumX / sum, sumY / sum] as const;
}

describe('where the pupil appears', () => {
  // Without LEDs there are no glints before the pupil; ambient light shows it.
  const dark = { ...HEADSET_CAMERA, leds: [] };
  const gazes = [0, -20, 20].flatMap((yawDeg) => [0, -20, 20].map((pitchDeg) => ({ yawDeg, pitchDeg })));

  test.each(gazes)('is where projectPupil says: $yawDeg°, $pitchDeg°', (gaze) => {
    for (const seed of [3, 4]) {
      const person = bareEye(seed);
      const slipMm = [0.6 * (seed - 3), -0.4, 0.5] as const;
      const image = draw(person, { ...STILL, ...gaze, slipMm }, dark);
      const [x, y] = projectPupil(dark, person, gaze.yawDeg, gaze.pitchDeg, slipMm);
      const [foundX, foundY] = darkCentroid(image, 128, x, y, 11);
      expect(Math.hypot(foundX - x, foundY - y)).toBeLessThan(0.15);
    }
  });

  test('one degree is about 0.85 pixels', () => {
    const person = bareEye(5);
    const [left] = projectPupil(dark, person, -1, 0, [0, 0, 0]);
    const [right] = projectPupil(dark, person, 1, 0, [0, 0, 0]);
    // The wearer's right is on the image's left.
    expect((left - right) / 2).toBeGreaterThan(0.75);
    expect((left - right) / 2).toBeLessThan(0.95);
  });

  test('stays in the image over the whole range, slipped', () => {
    for (let seed = 0; seed < 300; seed++) {
      const person = eyePerson(seed);
      const conditions = randomConditions(eyeRandom(seed, 50), person);
      const [x, y] = eyeLabel(person, HEADSET_CAMERA, conditions).pupil;
      expect(x).toBeGreaterThan(8);
      expect(x).toBeLessThan(120);
      expect(y).toBeGreaterThan(4);
      expect(y).toBeLessThan(92);
    }
  });
});

test('glints are where the label says', () => {
  const person = bareEye(8);
  const conditions = { ...STILL, ambient: 0.1, yawDeg: 6, pitchDeg: -4, pupilMm: 8 };
  const image = draw(person, conditions);
  const { glints } = eyeLabel(person, HEADSET_CAMERA, conditions);
  expect(glints.filter((glint) => glint !== null)).toHaveLength(8);
  for (const glint of glints) {
    const [x, y] = glint!;
    let [sum, sumX, sumY] = [0, 0, 0];
    for (let row = Math.floor(y) - 3; row <= Math.floor(y) + 3; row++) {
      for (let column = Math.floor(x) - 3; column <= Math.floor(x) + 3; column++) {
        const weight = Math.max(0, image[row * 128 + column]! - 100);
        sum += weight;
        sumX += weight * (column + 0.5);
        sumY += weight * (row + 0.5);
      }
    }
    expect(Math.hypot(sumX / sum - x, sumY / sum - y)).toBeLessThan(0.25);
  }
});

test('the same person and conditions give the same image, whatever was drawn before', () => {
  const renderer = createEyeRenderer(HEADSET_CAMERA);
  const image = new Uint8Array(PIXELS);
  for (let seed = 0; seed < 6; seed++) {
    const person = eyePerson(seed % 3);
    const conditions = randomConditions(eyeRandom(seed, 51), person);
    renderer.render(person, conditions, image);
    expect(image).toEqual(draw(person, conditions));
  }
});

test('people differ, and so do seeds of conditions by noise alone', () => {
  const different = (a: Uint8Array, b: Uint8Array) => a.filter((value, i) => value !== b[i]).length / PIXELS;
  expect(different(draw(eyePerson(1), STILL), draw(eyePerson(2), STILL))).toBeGreaterThan(0.8);
  const noisy = { ...STILL, noise: 3 };
  const apart = draw(eyePerson(1), noisy);
  expect(different(draw(eyePerson(1), noisy), apart)).toBe(0);
  expect(different(draw(eyePerson(1), { ...noisy, seed: 2 }), apart)).toBeGreaterThan(0.5);
});

test('a closed eye shows no pupil and no glint', () => {
  for (let seed = 0; seed < 10; seed++) {
    const person = eyePerson(seed);
    const conditions = {
      ...randomConditions(eyeRandom(seed, 52), person, 'closed'),
      glasses: false,
      noise: 0,
    };
    const label = eyeLabel(person, HEADSET_CAMERA, conditions);
    expect(label.pupilVisible).toBe(0);
    expect(label.glints.every((glint) => glint === null)).toBe(true);
    const passes = createReferenceEyePasses(128, 96);
    createEyeRenderer(HEADSET_CAMERA, passes).render(person, conditions, new Uint8Array(PIXELS));
    expect(Math.max(...passes.buffers.through)).toBe(0);
  }
});

test('a wide pupil is wider in the image, and half-closed lids hide some of it', () => {
  const person = bareEye(9);
  const camera = { ...HEADSET_CAMERA, leds: [] };
  const [x, y] = projectPupil(camera, person, 0, 0, [0, 0, 0]);
  const darkPixels = (pupilMm: number) => {
    const image = draw(person, { ...STILL, pupilMm }, camera);
    const near = image.filter((_, i) => Math.hypot((i % 128) + 0.5 - x, Math.floor(i / 128) + 0.5 - y) < 18);
    const sorted = near.toSorted();
    const middle = (sorted[0]! + sorted[Math.floor(0.8 * sorted.length)]!) / 2;
    return near.filter((value) => value < middle).length;
  };
  expect(darkPixels(6) / darkPixels(3)).toBeGreaterThan(3);
  expect(darkPixels(6) / darkPixels(3)).toBeLessThan(5);
  const visible = (openness: number) =>
    eyeLabel(eyePerson(9), HEADSET_CAMERA, { ...STILL, openness, pupilMm: 6 }).pupilVisible;
  expect(visible(1)).toBeGreaterThan(0.95);
  expect(visible(0.3)).toBeLessThan(0.6);
});

test('motion smears the pupil along its way', () => {
  const person = bareEye(10);
  const camera = { ...HEADSET_CAMERA, leds: [] };
  const still = draw(person, STILL, camera);
  const moving = draw(person, { ...STILL, motionYawDeg: 3 }, camera);
  const [x, y] = projectPupil(camera, person, 0, 0, [0, 0, 0]);
  const row = Math.floor(y) * 128;
  const steepest = (image: Uint8Array) => {
    let most = 0;
    for (let i = Math.floor(x); i < x + 12; i++) most = Math.max(most, image[row + i + 1]! - image[row + i]!);
    return most;
  };
  expect(steepest(moving)).toBeLessThan(0.75 * steepest(still));
});

test('draws the size that the paper takes', () => {
  const image = draw(eyePerson(2), STILL, PAPER_CAMERA);
  expect(image).toHaveLength(224 * 224);
  expect(new Set(image).size).toBeGreaterThan(50);
});

test('refuses wrong sizes and what is no number', () => {
  const person = eyePerson(1);
  expect(() => renderEye(person, HEADSET_CAMERA, STILL, new Uint8Array(10))).toThrow(/12288 pixels, not 10/);
  expect(() => createEyeRenderer(HEADSET_CAMERA, createReferenceEyePasses(224, 224))).toThrow(RangeError);
  expect(() => createReferenceEyePasses(100, 96)).toThrow(/multiples of 8/);
  expect(() => draw(person, { ...STILL, yawDeg: Number.NaN })).toThrow(/finite/);
});
