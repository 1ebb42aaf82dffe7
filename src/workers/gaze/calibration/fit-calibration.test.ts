import { describe, expect, it } from 'vitest';
import type { GazeAngles } from '../angles.ts';
import { eyePerson } from '../eye-camera/eye-person.ts';
import { eyeRandom } from '../eye-camera/eye-random.ts';
import { opticalFromVisual, visualFromOptical } from '../eye-camera/kappa.ts';
import { CalibrationFileError, calibrationText, readCalibration } from './calibration-file.ts';
import { POPULATION_KAPPA, populationOptical, populationVisual } from './calibration-map.ts';
import { calibrationTargets } from './calibration-targets.ts';
import { type CalibrationPoint, errorDeg, fitCalibration } from './fit-calibration.ts';

/** What the tracker says of an eye whose optical axis is there: a camera that sits askew turns it about the line of sight. */
function seen({ yawDeg, pitchDeg }: GazeAngles, rollDeg: number): GazeAngles {
  const [c, s] = [Math.cos((rollDeg * Math.PI) / 180), Math.sin((rollDeg * Math.PI) / 180)];
  return { yawDeg: c * yawDeg - s * pitchDeg + 0.4, pitchDeg: s * yawDeg + c * pitchDeg - 0.3 };
}

function pointAt(seed: number, target: GazeAngles, rollDeg: number): CalibrationPoint {
  const person = eyePerson(seed);
  return { target, optical: seen(opticalFromVisual(person, target.yawDeg, target.pitchDeg), rollDeg) };
}

function pointsOf(seed: number, rollDeg: number, count = 9): CalibrationPoint[] {
  return calibrationTargets(count).map((target) => pointAt(seed, target, rollDeg));
}

/** Mean error over ±20°. */
function meanError(coefficients: ArrayLike<number>, seed: number, rollDeg: number): number {
  let sum = 0;
  let count = 0;
  for (let yawDeg = -20; yawDeg <= 20; yawDeg += 5) {
    for (let pitchDeg = -20; pitchDeg <= 20; pitchDeg += 5) {
      sum += errorDeg(coefficients, pointAt(seed, { yawDeg, pitchDeg }, rollDeg));
      count++;
    }
  }
  return sum / count;
}

const NONE = new Float64Array(12);

describe('population kappa', () => {
  it('is the mean of the people that the eye camera makes', () => {
    const people = Array.from({ length: 4000 }, (_, i) => eyePerson(i + 1));
    const mean = (of: (i: number) => number) => people.reduce((sum, _, i) => sum + of(i), 0) / people.length;
    expect(mean((i) => people[i]!.kappaYawDeg)).toBeCloseTo(POPULATION_KAPPA.yawDeg, 0.9);
    expect(mean((i) => people[i]!.kappaPitchDeg)).toBeCloseTo(POPULATION_KAPPA.pitchDeg, 0.9);
  });

  it('turns angles as the eye model does, and back', () => {
    const person = {
      ...eyePerson(1),
      kappaYawDeg: POPULATION_KAPPA.yawDeg,
      kappaPitchDeg: POPULATION_KAPPA.pitchDeg,
    };
    const out = new Float64Array(2);
    for (const [yaw, pitch] of [
      [0, 0],
      [20, -15],
      [-25, 25],
    ] as const) {
      populationVisual(yaw, pitch, out);
      const wanted = visualFromOptical(person, yaw, pitch);
      expect(out[0]).toBeCloseTo(wanted.yawDeg, 9);
      expect(out[1]).toBeCloseTo(wanted.pitchDeg, 9);
      populationOptical(out[0]!, out[1]!, out);
      expect(out[0]).toBeCloseTo(yaw, 9);
      expect(out[1]).toBeCloseTo(pitch, 9);
    }
  });
});

describe('fitCalibration', () => {
  it('recovers kappa and a turned camera to less than a tenth of a degree', () => {
    for (const [seed, roll] of [
      [3, 0],
      [8, 1.5],
      [21, -3],
    ] as const) {
      const { coefficients, report } = fitCalibration(pointsOf(seed, roll));
      expect(meanError(coefficients, seed, roll)).toBeLessThan(0.1);
      expect(meanError(NONE, seed, roll)).toBeGreaterThan(0.5);
      expect(report.points).toBe(9);
      expect(report.leftOut).toBeNull();
      expect(report.meanDeg).toBeLessThan(report.beforeDeg);
    }
  });

  it('helps with five points, and with an offset where there are three', () => {
    for (const count of [5, 7]) {
      const { coefficients } = fitCalibration(pointsOf(8, 1.5, count));
      expect(meanError(coefficients, 8, 1.5)).toBeLessThan(0.35);
    }
    const { coefficients } = fitCalibration(pointsOf(8, 1.5).slice(0, 3));
    expect(meanError(coefficients, 8, 1.5)).toBeLessThan(0.5 * meanError(NONE, 8, 1.5));
  });

  it('averages noise rather than following it', () => {
    const random = eyeRandom(5, 77);
    const noisy = pointsOf(8, 1).map(({ target, optical }) => ({
      target,
      optical: {
        yawDeg: optical.yawDeg + random.normal(0, 0.4),
        pitchDeg: optical.pitchDeg + random.normal(0, 0.4),
      },
    }));
    const { coefficients, report } = fitCalibration(noisy);
    expect(meanError(coefficients, 8, 1)).toBeLessThan(0.5);
    expect(report.expectedDeg).toBeGreaterThan(report.meanDeg);
  });

  it.each([0, 1, 4, 8])('leaves out point %d when the person glanced aside there', (bad) => {
    const points = pointsOf(21, 1);
    const { target, optical } = points[bad]!;
    points[bad] = { target, optical: { yawDeg: optical.yawDeg + 6, pitchDeg: optical.pitchDeg - 5 } };
    const { coefficients, report } = fitCalibration(points);
    expect(report.leftOut).toBe(bad);
    expect(report.points).toBe(8);
    expect(meanError(coefficients, 21, 1)).toBeLessThan(0.2);
  });

  it('refuses too few points and points without a direction', () => {
    expect(() => fitCalibration(pointsOf(1, 0).slice(0, 2))).toThrow(/at least 3 points; there are 2/);
    const points = pointsOf(1, 0);
    points[2] = { target: points[2]!.target, optical: { yawDeg: Number.NaN, pitchDeg: 0 } };
    expect(() => fitCalibration(points)).toThrow(/no direction/);
  });
});

describe('calibration file', () => {
  const calibration = fitCalibration(pointsOf(8, 1));

  it('comes back as it was', () => {
    expect(readCalibration(calibrationText(calibration))).toEqual(calibration);
  });

  const changed = (change: object) =>
    JSON.stringify({ ...JSON.parse(calibrationText(calibration)), ...change });

  it.each([
    ['no JSON', '{', /not valid JSON/],
    ['a number', '3', /not an object/],
    ['another file', '{"format":"x"}', /no gaze calibration/],
    ['a later version', changed({ version: 2 }), /version 2/],
    ['too few numbers', changed({ coefficients: [1, 2] }), /12 coefficients/],
    ['text for numbers', changed({ coefficients: Array(12).fill('1') }), /12 coefficients/],
    ['a wild turn', changed({ coefficients: [50, ...Array(11).fill(0)] }), /more than 20 degrees/],
    ['no report', changed({ report: { points: 9 } }), /report/],
  ])('refuses %s in one sentence', (_, text, message) => {
    expect(() => readCalibration(text)).toThrow(CalibrationFileError);
    expect(() => readCalibration(text)).toThrow(message);
  });
});
