import { describe, expect, it } from 'vitest';
import { allocateMailbox } from './bridge.ts';
import { GAZE_LAYOUT } from './layouts.ts';
import { Peer } from './test-support/peer.ts';
import { describeThreads } from './test-support/thread-suite.ts';

describeThreads('module workers', () => {
  const worker = new Worker(new URL('./test-support/browser-peer.ts', import.meta.url), { type: 'module' });
  return { peer: new Peer(worker), close: () => worker.terminate() };
});

describe('the page', () => {
  it('is cross-origin isolated, as the tests of shared memory need', () => {
    expect(crossOriginIsolated).toBe(true);
    expect(allocateMailbox(GAZE_LAYOUT, crossOriginIsolated).buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('may not block', () => {
    const mailbox = allocateMailbox(GAZE_LAYOUT, true);
    expect(() => mailbox.wait(1)).toThrow(TypeError);
  });
});
