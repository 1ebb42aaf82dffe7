import { describe, expect, it } from 'vitest';
import { GAZE_FILTER, OneEuroFilter } from './one-euro-filter.ts';

const DEG = Math.PI / 180;

function at(yawDeg: number, pitchDeg = 0): [number, number, number] {
  const [yaw, pitch] = [yawDeg * DEG, pitchDeg * DEG];
  return [Math.sin(yaw) * Math.cos(pitch), Math.sin(pitch), -Math.cos(yaw) * Math.cos(pitch)];
}

function yawOf(v: ArrayLike<number>): number {
  return Math.atan2(v[0]!, -v[2]!) / DEG;
}

describe('OneEuroFilter', () => {
  it('passes the first sample unchanged', () => {
    const filter = new OneEuroFilter();
    filter.push(at(12, -7), 5);
    expect([...filter.value]).toEqual(at(12, -7));
  });

  it('is a first-order low-pass at the minimum cutoff when beta is 0', () => {
    const filter = new OneEuroFilter({ ...GAZE_FILTER, beta: 0 });
    filter.push(at(0), 0);
    for (let t = 10; t <= 500; t += 10) filter.push(at(1), t);
    const alpha = 1 / (1 + 1 / (2 * Math.PI * GAZE_FILTER.minCutoffHz) / 0.01);
    expect(yawOf(filter.value)).toBeCloseTo(1 - (1 - alpha) ** 50, 3);
  });

  it('steadies a noisy fixation', () => {
    const filter = new OneEuroFilter();
    let seed = 1;
    const noise = () => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed / 2 ** 32 - 0.5;
    };
    let raw = 0;
    let filtered = 0;
    for (let i = 0; i < 1000; i++) {
      const yaw = noise() * 0.4;
      filter.push(at(yaw), i * 10);
      if (i < 100) continue;
      raw += yaw * yaw;
      filtered += yawOf(filter.value) ** 2;
    }
    expect(Math.sqrt(filtered / raw)).toBeLessThan(0.4);
  });

  it('follows a fast movement with less lag than a fixed cutoff', () => {
    const adaptive = new OneEuroFilter();
    const fixed = new OneEuroFilter({ ...GAZE_FILTER, beta: 0 });
    for (let i = 0; i <= 40; i++) {
      adaptive.push(at(i), i * 10);
      fixed.push(at(i), i * 10);
    }
    expect(40 - yawOf(adaptive.value)).toBeLessThan((40 - yawOf(fixed.value)) / 2);
  });

  it('keeps length 1 and treats all axes alike', () => {
    const across = new OneEuroFilter();
    const up = new OneEuroFilter();
    for (let i = 0; i < 30; i++) {
      const angle = 10 * Math.sin(i / 4);
      across.push(at(angle, 0), i * 10);
      up.push(at(0, angle), i * 10);
      expect(Math.hypot(...across.value)).toBeCloseTo(1, 12);
    }
    expect(across.value[0]).toBeCloseTo(up.value[1]!, 12);
  });

  it('ignores a repeated sample and starts afresh after a reset', () => {
    const filter = new OneEuroFilter();
    filter.push(at(0), 0);
    filter.push(at(5), 10);
    const before = [...filter.value];
    filter.push(at(20), 10);
    expect([...filter.value]).toEqual(before);
    filter.reset();
    filter.push(at(20), 20);
    expect(yawOf(filter.value)).toBeCloseTo(20, 9);
  });
});
