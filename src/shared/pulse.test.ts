import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PULSE_ORDER, PULSE_WORDS, Pulse, PulseWatch, receivePulse } from './pulse.ts';

const PATIENCE_MS = 400;

/** Looks every `everyMs` until the worker is taken for dead. @returns when, or null after `forMs` */
function silence(watch: PulseWatch, fromMs: number, everyMs: number, forMs: number): number | null {
  for (let now = fromMs + everyMs; now <= fromMs + forMs; now += everyMs) {
    if (watch.look(now)) return now - fromMs;
  }
  return null;
}

describe('PulseWatch', () => {
  const setUp = () => {
    const words = new Int32Array(PULSE_WORDS);
    return { pulse: new Pulse(words), watch: new PulseWatch(words, PATIENCE_MS, 0) };
  };

  it('takes a silent worker for dead within half a second', () => {
    const { watch } = setUp();
    expect(silence(watch, 0, 50, 2000)).toBe(450);
  });

  it('lets a worker live that beats now and then', () => {
    const { pulse, watch } = setUp();
    for (let now = 50; now < 20_000; now += 50) {
      if (now % 400 === 0) pulse.beat();
      expect(watch.look(now)).toBe(false);
    }
  });

  it('remembers the last sign of life, at the earliest', () => {
    const { pulse, watch } = setUp();
    watch.look(50);
    pulse.beat();
    watch.look(100);
    watch.look(150);
    expect(watch.lastSignMs).toBe(50);
  });

  it('gives the time that the worker asked for, until it takes that back', () => {
    const { pulse, watch } = setUp();
    pulse.allow(3000);
    expect(watch.look(50)).toBe(false);
    expect(silence(watch, 50, 50, 3400)).toBeNull();
    pulse.allow(0);
    expect(watch.look(3500)).toBe(false);
    expect(silence(watch, 3500, 50, 2000)).toBe(450);
  });

  it('does not blame the worker for looks that come late', () => {
    const { watch } = setUp();
    // The machine slept for an hour, and the worker needs a moment as well.
    expect(watch.look(3_600_000)).toBe(false);
    expect(watch.look(3_600_050)).toBe(false);
    const { watch: other } = setUp();
    // A page that is slow all the time counts looks rather than time.
    expect(silence(other, 0, 300, 10_000)).toBe(1200);
  });

  it('is lenient where that is asked for', () => {
    const words = new Int32Array(PULSE_WORDS);
    new Pulse(words).allow(100);
    const watch = new PulseWatch(words, PATIENCE_MS, 0, 3);
    expect(silence(watch, 0, 50, 5000)).toBe(3 * (PATIENCE_MS + 100) + 50);
  });

  it('starts over when it is told to', () => {
    const { watch } = setUp();
    expect(silence(watch, 0, 50, 400)).toBeNull();
    watch.forgive(400);
    expect(silence(watch, 400, 50, 400)).toBeNull();
    expect(watch.lastSignMs).toBe(400);
  });
});

describe('Pulse', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('beats by itself between start and rest', () => {
    const words = new Int32Array(PULSE_WORDS);
    const pulse = new Pulse(words);
    pulse.start();
    pulse.start();
    vi.advanceTimersByTime(1000);
    const beats = words[0]!;
    expect(beats).toBeGreaterThanOrEqual(20);
    expect(beats).toBeLessThanOrEqual(22);
    pulse.rest();
    vi.advanceTimersByTime(1000);
    expect(words[0]).toBe(beats);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('posts beats where words are not shared, not each of them, but every allowance', () => {
    const here = new Int32Array(PULSE_WORDS);
    let deliver: (event: MessageEvent) => void = () => {};
    receivePulse(here, { addEventListener: (_, listener) => (deliver = listener) });
    const postMessage = vi.fn((data: unknown) => deliver({ data } as MessageEvent));
    const pulse = new Pulse(undefined, { postMessage });
    for (let ms = 0; ms < 600; ms++) {
      pulse.beat();
      vi.advanceTimersByTime(1);
    }
    expect(postMessage.mock.calls.length).toBeGreaterThan(5);
    expect(postMessage.mock.calls.length).toBeLessThan(15);
    expect(here[0]).toBeGreaterThan(500);
    pulse.allow(1234);
    expect(here[1]).toBe(1234);
    deliver({ data: null } as MessageEvent);
    deliver({ data: { id: 'of another kind' } } as MessageEvent);
  });

  it('throws when it is ordered to, outside of the beat', () => {
    const pulse = new Pulse();
    pulse.order(PULSE_ORDER.throw);
    expect(() => pulse.beat()).not.toThrow();
    expect(() => vi.runAllTimers()).toThrow('broken on purpose');
    // Once.
    pulse.beat();
    expect(vi.getTimerCount()).toBe(0);
  });
});
