import { describe, expect, it } from 'vitest';
import { createHealthStore, takeWorkerEvent } from './health.ts';
import { appendLog, createLogStore } from './log-store.ts';
import { createNoticeStore } from './notices.ts';

function setUp() {
  const log = createLogStore();
  const notices = createNoticeStore(log);
  const health = createHealthStore();
  let revived = 0;
  const options = {
    health,
    notices,
    log: (kind: 'info' | 'warning' | 'error' | 'recovered', text: string) => appendLog(log, kind, text),
    remedy: () => ({ label: 'Try again', run: () => void revived++ }),
  };
  const lines = () => log.getState().entries.map(({ kind, text }) => `${kind}: ${text}`);
  return { options, health, notices, revived: () => revived, lines };
}

describe('takeWorkerEvent', () => {
  it('logs a restart and keeps the longest time of one', () => {
    const { options, health, lines, notices } = setUp();
    const text = 'The loader was started again.';
    takeWorkerEvent({ kind: 'restarted', worker: 'loader', text, recoveryMs: 412.4 }, options);
    takeWorkerEvent({ kind: 'restarted', worker: 'splats', text, recoveryMs: 90 }, options);
    takeWorkerEvent({ kind: 'restarted', worker: 'splats', text, recoveryMs: Number.NaN }, options);
    expect(health.getState()).toMatchObject({ restarts: 3, maxRecoveryMs: 412.4 });
    expect(lines()).toEqual([`recovered: ${text}`]);
    expect(notices.getState().list).toEqual([]);
  });

  it('shows what is off with a way to try again, until it runs', () => {
    const { options, health, lines, notices, revived } = setUp();
    const text = 'The loader stopped three times in a row and is switched off.';
    takeWorkerEvent({ kind: 'off', worker: 'loader', text, recoveryMs: Number.NaN }, options);
    expect(health.getState().off).toEqual({ loader: text, splats: null, gaze: null });
    expect(lines()).toEqual([`error: ${text}`]);
    notices.getState().list[0]!.action!.run();
    expect(revived()).toBe(1);
    takeWorkerEvent({ kind: 'restarted', worker: 'loader', text: 'Back.', recoveryMs: 1 }, options);
    expect(health.getState().off.loader).toBeNull();
  });

  it('logs remarks', () => {
    const { options, lines } = setUp();
    takeWorkerEvent({ kind: 'remark', worker: 'splats', text: 'Slow.', recoveryMs: Number.NaN }, options);
    expect(lines()).toEqual(['warning: Slow.']);
  });
});
