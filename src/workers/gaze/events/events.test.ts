import { describe, expect, it } from 'vitest';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from '../../../shared/test-support/allocation.ts';
import { directionOfAngles, yawOf } from '../angles.ts';
import { eyeRandom } from '../eye-camera/eye-random.ts';
import { BlinkGate } from './blink-gate.ts';
import { FixationFilter } from './fixation-filter.ts';
import { NOISE_THRESHOLDS, SaccadeDetector } from './saccade-detector.ts';
import { type EvenTrace, scoreSaccades, trueSaccades } from './score-saccades.ts';

const STEP_MS = 10;
const direction = new Float64Array(3);

/** Fixations of half a second, saccades between them with a smooth course of 50 ms; degrees to the right, at 100 Hz. */
function stare(places: readonly number[]): number[] {
  const path: number[] = [];
  for (const [i, place] of places.entries()) {
    const from = places[i - 1] ?? place;
    if (i > 0) for (const t of [0.1, 0.5, 0.9]) path.push(from + (place - from) * (3 * t ** 2 - 2 * t ** 3));
    path.push(...Array<number>(50).fill(place));
  }
  return path;
}

function flagsOf(detector: SaccadeDetector, path: readonly number[], sigmaDeg: number): boolean[] {
  const random = eyeRandom(11, 9);
  return path.map((yaw, i) => {
    directionOfAngles(yaw + random.normal(0, sigmaDeg), random.normal(0, sigmaDeg), direction);
    detector.push(direction, i * STEP_MS);
    return detector.active;
  });
}

function asTrace(path: readonly number[]): EvenTrace {
  return { rateHz: 1000 / STEP_MS, samples: path.flatMap((yaw) => [yaw, 0, 1]) };
}

describe('SaccadeDetector', () => {
  const path = stare([0, 8, -6, 10, -2, 15, 5]);
  const truth = trueSaccades(asTrace(path));
  const times = path.map((_, i) => i * STEP_MS);
  const score = (flags: boolean[]) => scoreSaccades(truth, times, flags.map(Number));

  it('finds each saccade of a quiet gaze and nothing else', () => {
    expect(truth).toHaveLength(6);
    expect(score(flagsOf(new SaccadeDetector(), path, 0.02))).toMatchObject({ hitRate: 1, falseAlarms: 0 });
  });

  it('learns how much a tracker’s error moves, which fixed thresholds take for saccades', () => {
    const fixed = score(flagsOf(new SaccadeDetector(), path, 0.6));
    const learned = score(flagsOf(new SaccadeDetector(NOISE_THRESHOLDS), path, 0.6));
    expect(fixed.falseAlarms).toBeGreaterThan(10);
    expect(learned.falseAlarms).toBeLessThan(0.1 * fixed.falseAlarms);
    expect(learned.hitRate).toBeGreaterThan(0.8);
  });

  it('does not take a gap for a jump', () => {
    const detector = new SaccadeDetector();
    directionOfAngles(0, 0, direction);
    detector.push(direction, 0);
    detector.reset();
    directionOfAngles(20, 0, direction);
    detector.push(direction, STEP_MS);
    expect(detector.active).toBe(false);
  });
});

describe('scoreSaccades', () => {
  const truth = [
    { startMs: 100, endMs: 150, amplitudeDeg: 10 },
    { startMs: 400, endMs: 440, amplitudeDeg: 5 },
  ];
  const times = Array.from({ length: 100 }, (_, i) => i * STEP_MS);
  const flagged = (...indices: number[]) => times.map((_, i) => (indices.includes(i) ? 1 : 0));

  it('counts a late flag as a hit, with its delay', () => {
    const score = scoreSaccades(truth, times, flagged(12, 13, 17));
    expect(score).toMatchObject({ saccades: 2, hits: 1, hitRate: 0.5, falseAlarms: 0, meanDelayMs: 20 });
  });

  it('counts a stretch of flags elsewhere as one false alarm', () => {
    const score = scoreSaccades(truth, times, flagged(60, 61, 62, 80));
    expect(score).toMatchObject({ hits: 0, falseAlarms: 2, falseShare: 1 });
    expect(score.falsePerMinute).toBeCloseTo(2 / (0.99 / 60), 5);
    expect(score.meanDelayMs).toBeNaN();
  });

  it('finds no saccade in a pursuit, across a blink, or where there is only a microsaccade', () => {
    const pursuit = Array.from({ length: 100 }, (_, i) => 0.3 * i);
    expect(trueSaccades(asTrace(pursuit))).toEqual([]);
    const blink = asTrace([...Array<number>(20).fill(0), ...Array<number>(20).fill(20)]);
    (blink.samples as number[])[3 * 20 + 2] = 0;
    expect(trueSaccades(blink)).toEqual([]);
    expect(trueSaccades(asTrace([0, 0, 0, 1.2, 1.2, 1.2]))).toEqual([]);
  });
});

describe('FixationFilter', () => {
  it('steadies a fixation, follows a saccade at once and starts over after it', () => {
    const filter = new FixationFilter();
    const random = eyeRandom(3, 9);
    let raw = 0;
    let steady = 0;
    for (let i = 0; i < 400; i++) {
      const yaw = random.normal(0, 0.5);
      directionOfAngles(yaw, 0, direction);
      filter.push(direction, i * STEP_MS, 0.5, false);
      if (i < 20) continue;
      raw += yaw * yaw;
      steady += yawOf(filter.value) ** 2;
    }
    expect(Math.sqrt(steady / raw)).toBeLessThan(0.45);
    directionOfAngles(9, 0, direction);
    filter.push(direction, 4010, 0.5, true);
    expect(yawOf(filter.value)).toBeCloseTo(9, 9);
    expect(Math.hypot(...filter.value)).toBeCloseTo(1, 12);
  });

  it('leaves a fixation without a saccade when the gaze is elsewhere', () => {
    const filter = new FixationFilter();
    for (let i = 0; i < 30; i++) {
      directionOfAngles(i < 20 ? 0 : 3, 0, direction);
      filter.push(direction, i * STEP_MS, 0.5, false);
    }
    expect(yawOf(filter.value)).toBeCloseTo(3, 6);
  });

  it('stays close behind a pursuit', () => {
    const filter = new FixationFilter();
    for (let i = 0; i <= 100; i++) {
      directionOfAngles(0.2 * i, 0, direction);
      filter.push(direction, i * STEP_MS, 0.5, false);
    }
    expect(20 - yawOf(filter.value)).toBeLessThan(1.5);
  });
});

describe('BlinkGate', () => {
  /** Which images are blocked, one every 10 ms. */
  const blocked = (openness: readonly number[]) => {
    const gate = new BlinkGate();
    return openness.map((value, i) => {
      gate.push(value, i * STEP_MS);
      return gate.blocked;
    });
  };

  it('blocks while the lid is down, from when it falls until it has come to rest', () => {
    const flags = blocked([1, 1, 0.65, 0.1, 0, 0.1, 0.5, 0.9, 1, 1, 1, 1, 1]);
    expect(flags).toEqual([false, false, ...Array(9).fill(true), false, false]);
  });

  it('does not block an eye that is half open all the time, nor one whose openness wavers', () => {
    expect(blocked(Array(20).fill(0.55))).not.toContain(true);
    expect(blocked([1, 0.97, 0.9, 0.96, 1, 0.93])).not.toContain(true);
  });

  it('keeps an eye that is hardly open closed', () => {
    expect(blocked([0.2, 0.5, 0.55, 0.3, 0.5])).not.toContain(false);
  });

  it('judges without remembering', () => {
    const gate = new BlinkGate();
    gate.push(1, 0);
    expect(gate.judge(0.1, STEP_MS)).toBe(true);
    expect(gate.judge(1, STEP_MS)).toBe(false);
    expect(bytesPerCall((i) => gate.push(1, i))).toBeLessThan(2 * SMALLEST_OBJECT_BYTES);
  });
});
