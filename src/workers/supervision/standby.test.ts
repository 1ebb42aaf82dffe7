import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Standby } from './standby.ts';
import type { WatchedWorker } from './watched-worker.ts';

interface Fake {
  retired: boolean;
  retire(): void;
}

function setUp(begin: () => Promise<void> = async () => {}) {
  const made: Fake[] = [];
  const standby = new Standby<unknown>({
    enlist: () =>
      [0, 1].map(() => {
        const fake: Fake = {
          retired: false,
          retire() {
            this.retired = true;
          },
        };
        made.push(fake);
        return fake as unknown as WatchedWorker<unknown>;
      }),
    begin,
  });
  return { made, standby };
}

describe('Standby', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('has successors ready a while after it was asked to, once', async () => {
    const { made, standby } = setUp();
    standby.prepare();
    expect(standby.take()).toBeNull();
    standby.prepare();
    standby.prepare();
    await vi.runAllTimersAsync();
    expect(made).toHaveLength(2);
    expect(standby.take()).toHaveLength(2);
    expect(standby.take()).toBeNull();
    expect(made.some(({ retired }) => retired)).toBe(false);
  });

  it('ends those that are only half started when they are wanted', async () => {
    const { made, standby } = setUp(() => new Promise(() => {}));
    standby.prepare();
    await vi.runAllTimersAsync();
    expect(standby.take()).toBeNull();
    expect(made.map(({ retired }) => retired)).toEqual([true, true]);
  });

  it('ends all where one fails, and makes new ones only when it is asked again', async () => {
    const { made, standby } = setUp(() => Promise.reject(new Error('no script')));
    standby.prepare();
    await vi.runAllTimersAsync();
    expect(made.map(({ retired }) => retired)).toEqual([true, true]);
    expect(standby.take()).toBeNull();
    standby.prepare();
    await vi.runAllTimersAsync();
    expect(made).toHaveLength(4);
  });

  it('makes none once it is retired', async () => {
    const { made, standby } = setUp();
    standby.prepare();
    standby.retire();
    await vi.runAllTimersAsync();
    expect(made).toHaveLength(0);
  });
});
