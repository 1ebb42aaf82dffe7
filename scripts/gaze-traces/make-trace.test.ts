import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { checkGazeTrace, traceLength } from '../../src/xr/gaze/gaze-trace.ts';
import { type EyeEvent, FIELD_DEG } from './eye.ts';
import { saccadeDurationMs, saccadePeakVelocity, saccadeProgress } from './main-sequence.ts';
import { makeTrace, RECIPES } from './make-trace.ts';
import { roomScan } from './tasks.ts';

/** A fast, noiseless tracker, so that velocities can be measured from the samples. */
const IDEAL = { name: 'ideal', task: roomScan, rateHz: 1000, seed: 7, durationMs: 120_000, noiseDeg: 0 };
const ideal = makeTrace(IDEAL);
const saccades = ideal.events.filter((event) => event.kind === 'saccade' && event.amplitudeDeg > 2);

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Peak velocity between samples during an event, degrees a second. */
function measuredPeak(event: EyeEvent): number {
  const { samples } = ideal.trace;
  let peak = 0;
  for (let i = Math.ceil(event.startMs) + 4; i + 1 < event.endMs; i++) {
    const at = 3 * i;
    // Over four samples, because positions are rounded to a hundredth of a degree.
    const way = Math.hypot(samples[at]! - samples[at - 12]!, samples[at + 1]! - samples[at - 11]!);
    peak = Math.max(peak, way * 250);
  }
  return peak;
}

/** Least-squares line: slope and intercept. */
function fit(points: readonly (readonly [number, number])[]): [number, number] {
  const mx = mean(points.map(([x]) => x));
  const my = mean(points.map(([, y]) => y));
  let sxy = 0;
  let sxx = 0;
  for (const [x, y] of points) {
    sxy += (x - mx) * (y - my);
    sxx += (x - mx) ** 2;
  }
  return [sxy / sxx, my - (sxy / sxx) * mx];
}

describe('main sequence', () => {
  it('saturates: ten times the amplitude is far less than ten times the speed', () => {
    expect(saccadePeakVelocity(1)).toBeCloseTo(80.8, 1);
    expect(saccadePeakVelocity(10)).toBeCloseTo(436, 0);
    expect(saccadePeakVelocity(20) / saccadePeakVelocity(2)).toBeLessThan(5);
  });

  it('covers the whole way in its duration with the peak in the middle', () => {
    expect(saccadeProgress(0)).toBe(0);
    expect(saccadeProgress(1)).toBe(1);
    const slope = (saccadeProgress(0.501) - saccadeProgress(0.499)) / 0.002;
    expect((slope * 10 * 1000) / saccadeDurationMs(10)).toBeCloseTo(saccadePeakVelocity(10), 1);
  });

  it('is found again in the trace: durations', () => {
    const [slope, intercept] = fit(saccades.map((s) => [s.amplitudeDeg, s.endMs - s.startMs] as const));
    expect(saccades.length).toBeGreaterThan(150);
    expect(slope).toBeCloseTo(2.2, 1);
    expect(intercept).toBeCloseTo(21, 0);
  });

  it('is found again in the trace: peak velocities', () => {
    for (const saccade of saccades.filter((s) => s.amplitudeDeg > 4)) {
      const expected = saccadePeakVelocity(saccade.amplitudeDeg);
      expect(Math.abs(measuredPeak(saccade) / expected - 1)).toBeLessThan(0.08);
    }
  });
});

describe('room scan', () => {
  const durations = ideal.events.filter((e) => e.kind === 'fixation').map((e) => e.endMs - e.startMs);

  it('fixates for 250 to 300 ms on average, skewed to the right', () => {
    const sorted = [...durations].sort((a, b) => a - b);
    const median = sorted[sorted.length >> 1]!;
    expect(mean(durations)).toBeGreaterThan(250);
    expect(mean(durations)).toBeLessThan(300);
    expect(mean(durations)).toBeGreaterThan(median * 1.04);
  });

  it('makes many small saccades and few large ones', () => {
    const all = ideal.events.filter((e) => e.kind === 'saccade').map((e) => e.amplitudeDeg);
    const share = (from: number, to: number) => all.filter((a) => a >= from && a < to).length / all.length;
    expect(share(0, 5)).toBeGreaterThan(share(5, 10));
    expect(share(5, 10)).toBeGreaterThan(share(10, 15));
    expect(mean(all)).toBeGreaterThan(3);
    expect(mean(all)).toBeLessThan(6);
  });

  it('keeps a fixation within a degree of its point', () => {
    for (const fixation of ideal.events.filter((e) => e.kind === 'fixation')) {
      const first = 3 * Math.ceil(fixation.startMs);
      const last = 3 * (Math.floor(fixation.endMs) - 1);
      const { samples } = ideal.trace;
      expect(
        Math.hypot(samples[last]! - samples[first]!, samples[last + 1]! - samples[first + 1]!),
      ).toBeLessThan(1.5);
    }
  });
});

describe.each(RECIPES)('$name', (recipe) => {
  const text = readFileSync(new URL(`../../assets/gaze/${recipe.name}.json`, import.meta.url), 'utf8');
  const trace = checkGazeTrace(JSON.parse(text));

  it('ships exactly what the recipe makes', () => {
    expect(text).toBe(JSON.stringify(makeTrace(recipe).trace));
    expect(text.length).toBeLessThan(200_000);
  });

  it('lasts as long as it says and stays in the field', () => {
    expect(traceLength(trace) / trace.rateHz).toBeGreaterThanOrEqual(recipe.durationMs / 1000);
    expect(Math.max(...trace.samples.map(Math.abs))).toBeLessThan(FIELD_DEG + 1);
  });

  it('has blinks as gaps of 80 to 270 ms', () => {
    let gap = 0;
    let gaps = 0;
    for (let i = 0; i < traceLength(trace); i++) {
      if (trace.samples[3 * i + 2] === 0) gap++;
      else if (gap > 0) {
        const gapMs = (gap * 1000) / trace.rateHz;
        expect(gapMs).toBeGreaterThanOrEqual(80);
        expect(gapMs).toBeLessThanOrEqual(270);
        gaps++;
        gap = 0;
      }
    }
    expect(gaps).toBeGreaterThanOrEqual(2);
  });
});

describe('pursuit', () => {
  it('spends most of its time between 1 and 30 degrees a second', () => {
    const { trace } = makeTrace({ ...RECIPES[2]!, rateHz: 1000, noiseDeg: 0 });
    let smooth = 0;
    let counted = 0;
    for (let i = 50; i < traceLength(trace); i += 50) {
      const way = Math.hypot(
        trace.samples[3 * i]! - trace.samples[3 * (i - 50)]!,
        trace.samples[3 * i + 1]! - trace.samples[3 * (i - 50) + 1]!,
      );
      counted++;
      if (way * 20 > 1 && way * 20 < 30) smooth++;
    }
    expect(smooth / counted).toBeGreaterThan(0.6);
  });
});
