import { expect, it } from 'vitest';
import { HEADSET_CAMERA } from './eye-cameras.ts';
import { randomConditions } from './eye-conditions.ts';
import { loadEyePasses } from './eye-passes-vite.ts';
import { eyePerson } from './eye-person.ts';
import { eyeRandom } from './eye-random.ts';
import { createEyeRenderer } from './eye-renderer.ts';

it('draws an eye in a browser as the reference does', async () => {
  const { width, height } = HEADSET_CAMERA;
  const passes = await loadEyePasses(width, height);
  expect(['simd', 'relaxed']).toContain(passes.name);
  const fast = createEyeRenderer(HEADSET_CAMERA, passes);
  const slow = createEyeRenderer(HEADSET_CAMERA);
  const [a, b] = [new Uint8Array(width * height), new Uint8Array(width * height)];
  for (let i = 0; i < 5; i++) {
    const person = eyePerson(i);
    const conditions = randomConditions(eyeRandom(i, 80), person);
    fast.render(person, conditions, a);
    slow.render(person, conditions, b);
    expect(Math.max(...a.map((value, at) => Math.abs(value - b[at]!)))).toBeLessThanOrEqual(2);
  }
});
