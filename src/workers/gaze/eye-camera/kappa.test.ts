import { expect, test } from 'vitest';
import { eyePerson } from './eye-person.ts';
import { opticalFromVisual, visualFromOptical } from './kappa.ts';

test('an eye that looks ahead has its visual axis at kappa', () => {
  const person = eyePerson(3);
  const visual = visualFromOptical(person, 0, 0);
  expect(visual.yawDeg).toBeCloseTo(person.kappaYawDeg, 10);
  expect(visual.pitchDeg).toBeCloseTo(person.kappaPitchDeg, 10);
});

test('there and back is where one was', () => {
  for (let seed = 0; seed < 50; seed++) {
    const person = eyePerson(seed);
    const yaw = ((seed * 7) % 60) - 30;
    const pitch = ((seed * 11) % 56) - 28;
    const visual = visualFromOptical(person, yaw, pitch);
    const optical = opticalFromVisual(person, visual.yawDeg, visual.pitchDeg);
    expect(optical.yawDeg).toBeCloseTo(yaw, 9);
    expect(optical.pitchDeg).toBeCloseTo(pitch, 9);
  }
});

test("kappa of right eyes is nasal and varies as the textbooks' does", () => {
  const people = Array.from({ length: 1000 }, (_, seed) => eyePerson(seed));
  const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
  const spread = (values: number[]) => Math.sqrt(mean(values.map((v) => (v - mean(values)) ** 2)));
  const yaw = people.map((person) => person.kappaYawDeg);
  const pitch = people.map((person) => person.kappaPitchDeg);
  expect(mean(yaw)).toBeCloseTo(-5, 0);
  expect(mean(pitch)).toBeCloseTo(1.5, 0);
  expect(spread(yaw)).toBeCloseTo(1.2, 0);
  expect(spread(pitch)).toBeCloseTo(1, 0);
  expect(mean(people.map((person) => person.eyeballRadius))).toBeCloseTo(12, 1);
});
