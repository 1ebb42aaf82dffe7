import type { EyeLabel } from '../../src/workers/gaze/eye-camera/eye-label.ts';
import type { EyeConditions, EyePerson } from '../../src/workers/gaze/eye-camera/eye-types.ts';

/** Columns of labels.f32 before those of the glints. */
const COLUMNS = [
  ...['opticalYawDeg', 'opticalPitchDeg', 'visualYawDeg', 'visualPitchDeg'],
  ...['person', 'pupilMm', 'openness', 'slipX', 'slipY', 'slipZ', 'glasses'],
  ...['pupilX', 'pupilY', 'pupilVisible', 'noise', 'motionYawDeg', 'motionPitchDeg', 'ambient'],
];

/** Names of the columns for a camera of so many LEDs; a glint that is not to be seen has -1 in both of its. */
export function labelColumns(leds: number): string[] {
  const glints = Array.from({ length: leds }, (_, i) => [`glint${i}X`, `glint${i}Y`]);
  return [...COLUMNS, ...glints.flat()];
}

/** Values of the columns, in their order. */
export function labelValues(person: EyePerson, c: EyeConditions, label: EyeLabel): number[] {
  return [
    ...[label.opticalYawDeg, label.opticalPitchDeg, label.visualYawDeg, label.visualPitchDeg],
    ...[person.seed, c.pupilMm, c.openness, ...c.slipMm, c.glasses ? 1 : 0],
    ...[...label.pupil, label.pupilVisible, c.noise, c.motionYawDeg, c.motionPitchDeg, c.ambient],
    ...label.glints.flatMap((glint) => glint ?? [-1, -1]),
  ];
}
