import { describe, expect, it } from 'vitest';
import { HeadLockDetector } from './head-lock-detector.ts';

function feed(
  detector: HeadLockDetector,
  frames: number,
  periodMs: number,
  angle: (i: number) => number,
): void {
  for (let i = 0; i < frames; i++) detector.push(angle(i), 0, i * periodMs);
}

describe('HeadLockDetector', () => {
  it('needs 90 frames as well as 3 s', () => {
    const detector = new HeadLockDetector();
    feed(detector, 89, 100, () => 0);
    expect(detector.verdict).toBe('unknown');
    detector.push(0, 0, 8900);
    expect(detector.verdict).toBe('head-locked');
  });

  it('needs 95 % of the frames', () => {
    const almost = new HeadLockDetector();
    feed(almost, 301, 10, (i) => (i % 16 === 0 ? 0.2 : 0));
    expect(almost.verdict).toBe('unknown');
    const enough = new HeadLockDetector();
    feed(enough, 301, 10, (i) => (i % 25 === 0 ? 0.2 : 0));
    expect(enough.verdict).toBe('head-locked');
  });

  it('does not call a ray from another place head-locked', () => {
    const detector = new HeadLockDetector();
    for (let i = 0; i < 400; i++) detector.push(0, 0.01, i * 10);
    expect(detector.verdict).toBe('unknown');
  });

  it('can change its mind when the eye moves after all', () => {
    const detector = new HeadLockDetector();
    feed(detector, 301, 10, () => 0);
    expect(detector.verdict).toBe('head-locked');
    detector.push(1.5, 0, 3010);
    expect(detector.verdict).toBe('eye');
  });
});
