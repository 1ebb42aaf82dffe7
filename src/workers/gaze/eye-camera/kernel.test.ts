import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { describe, expect, test } from 'vitest';
import { createEyeKernels } from '../../../kernels/eye/eye-kernels.ts';
import { createReferenceEyePasses } from '../../../kernels/eye/reference/eye-passes-reference.ts';
import { detectVariant } from '../../../kernels/module.ts';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from '../../../shared/test-support/allocation.ts';
import { HEADSET_CAMERA, PAPER_CAMERA } from './eye-cameras.ts';
import { CONDITION_KINDS, randomConditions } from './eye-conditions.ts';
import { eyePerson } from './eye-person.ts';
import { eyeRandom } from './eye-random.ts';
import { createEyeRenderer } from './eye-renderer.ts';

// Node 20 keeps relaxed SIMD behind a flag, which may still be set before the first module is compiled.
setFlagsFromString('--experimental-wasm-relaxed-simd');

const VARIANTS = detectVariant() === 'relaxed' ? ['simd', 'relaxed'] : ['simd'];
/** Images of each kind that are compared. */
const EACH = 6;

describe.each(VARIANTS)('the %s kernel draws what the reference draws', (variant) => {
  const file = new URL(`../../../kernels/eye/dist/eye.${variant}.wasm`, import.meta.url);
  const module = new WebAssembly.Module(readFileSync(file));

  test.each(CONDITION_KINDS)('%s', (kind) => {
    const { width, height } = HEADSET_CAMERA;
    const fast = createEyeRenderer(HEADSET_CAMERA, createEyeKernels(module, variant, width, height));
    const slow = createEyeRenderer(HEADSET_CAMERA);
    const [a, b] = [new Uint8Array(width * height), new Uint8Array(width * height)];
    let unequal = 0;
    for (let i = 0; i < EACH; i++) {
      const person = eyePerson(500 + i);
      const conditions = randomConditions(eyeRandom(i, 70), person, kind);
      const still = i % 2 === 0 ? conditions : { ...conditions, motionYawDeg: 2, motionPitchDeg: -3 };
      fast.render(person, still, a);
      slow.render(person, still, b);
      for (let at = 0; at < a.length; at++) {
        const difference = Math.abs(a[at]! - b[at]!);
        expect(difference).toBeLessThanOrEqual(2);
        if (difference > 0) unequal++;
      }
    }
    // What differs is rounded the other way.
    expect(unequal / (EACH * width * height)).toBeLessThan(0.01);
  });

  test('at the size that the paper takes', () => {
    const fast = createEyeRenderer(PAPER_CAMERA, createEyeKernels(module, variant, 224, 224));
    const slow = createEyeRenderer(PAPER_CAMERA, createReferenceEyePasses(224, 224));
    const [a, b] = [new Uint8Array(224 * 224), new Uint8Array(224 * 224)];
    const conditions = randomConditions(eyeRandom(3, 71), eyePerson(3));
    fast.render(eyePerson(3), conditions, a);
    slow.render(eyePerson(3), conditions, b);
    expect(Math.max(...a.map((value, at) => Math.abs(value - b[at]!)))).toBeLessThanOrEqual(2);
  });

  test('and makes no objects on the way, but for a few boxed numbers', () => {
    // Small, so that many can be drawn: what is allocated does not depend on the size.
    const camera = { ...HEADSET_CAMERA, width: 32, height: 24, focal: HEADSET_CAMERA.focal / 4 };
    const renderer = createEyeRenderer(camera, createEyeKernels(module, variant, 32, 24));
    const person = eyePerson(4);
    const some = [0, 1, 2, 3].map((i) => ({ ...randomConditions(eyeRandom(i, 72), person), glasses: false }));
    const image = new Uint8Array(32 * 24);
    const bytes = bytesPerCall((round) => renderer.render(person, some[round & 3]!, image), 5000);
    // An engine that has not optimized the geometry yet boxes about a hundred numbers; a texture made anew takes far more.
    expect(bytes).toBeLessThan(256 * SMALLEST_OBJECT_BYTES);
  });
});
