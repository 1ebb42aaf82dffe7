import { describe, expect, it, vi } from 'vitest';
import { GAZE_FLAG, gazeSourceOf } from '../../shared/gaze.ts';
import { GAZE_LAYOUT } from '../../shared/layouts.ts';
import { Mailbox } from '../../shared/mailbox.ts';
import { GazeHub } from './gaze-hub.ts';
import type { GazeFrame, GazeRecord, GazeSource } from './gaze-source.ts';
import { GAZE_STATUS, type GazeStatus } from './gaze-status.ts';
import { HeadGazeSource } from './head-gaze-source.ts';

/** A source that gives the yaw it is told, or nothing. */
class ScriptedSource implements GazeSource {
  readonly kind = 'replay';
  status: GazeStatus = GAZE_STATUS.starting;
  yawDeg: number | null = 0;
  start = vi.fn();
  stop = vi.fn();

  sample(frame: GazeFrame, out: GazeRecord): boolean {
    this.status = this.yawDeg === null ? GAZE_STATUS.gap : GAZE_STATUS.live;
    if (this.yawDeg === null) return false;
    const yaw = (this.yawDeg * Math.PI) / 180;
    out.captureMs[0] = frame.nowMs;
    out.direction[0] = Math.sin(yaw);
    out.direction[1] = 0;
    out.direction[2] = -Math.cos(yaw);
    out.sigmaDeg[0] = 0.25;
    out.confidence[0] = 1;
    return true;
  }
}

function setUp() {
  const mailbox = new Mailbox(GAZE_LAYOUT, new SharedArrayBuffer(Mailbox.byteLength(GAZE_LAYOUT)));
  const hub = new GazeHub(mailbox);
  const source = new ScriptedSource();
  const seen = GAZE_LAYOUT.record();
  const frame: GazeFrame = { nowMs: 0, xrFrame: null, session: null, projection: [] };
  const step = (nowMs: number, yawDeg: number | null): GazeRecord => {
    source.yawDeg = yawDeg;
    frame.nowMs = nowMs;
    hub.update(frame);
    mailbox.read(seen);
    return seen;
  };
  return { mailbox, hub, source, seen, step };
}

const has = (record: GazeRecord, flag: number): boolean => (record.flags[0]! & flag) !== 0;

describe('GazeHub', () => {
  it('publishes an invalid straight-ahead record before a source is chosen', () => {
    const { step, hub } = setUp();
    const record = step(5, 0);
    expect(has(record, GAZE_FLAG.valid)).toBe(false);
    expect([...record.direction]).toEqual([0, 0, -1]);
    expect(gazeSourceOf(record.source[0]!)).toBe('none');
    expect(hub.status.kind).toBe('off');
  });

  it('publishes raw and filtered direction with capture time, deviation and source', () => {
    const { step, hub, source } = setUp();
    hub.use(source);
    step(0, 0);
    const record = step(10, 1);
    expect(record.captureMs[0]).toBe(10);
    expect(record.sigmaDeg[0]).toBe(0.25);
    expect(gazeSourceOf(record.source[0]!)).toBe('replay');
    expect(record.direction[0]).toBeCloseTo(Math.sin(Math.PI / 180), 6);
    expect(record.filtered[0]).toBeGreaterThan(0);
    expect(record.filtered[0]).toBeLessThan(record.direction[0]!);
  });

  it('keeps the last direction without the valid flag when the source fails, and says why', () => {
    const { step, hub, source } = setUp();
    hub.use(source);
    step(0, 8);
    const held = [...step(10, 8).direction];
    const record = step(20, null);
    expect(has(record, GAZE_FLAG.valid)).toBe(false);
    expect([...record.direction]).toEqual(held);
    expect(record.captureMs[0]).toBe(20);
    expect(record.confidence[0]).toBe(0);
    expect(hub.status.kind).toBe('gap');
  });

  it('does not draw the first sample after a gap towards the direction before it', () => {
    const { step, hub, source } = setUp();
    hub.use(source);
    step(0, -20);
    step(10, null);
    const record = step(20, 20);
    expect(record.filtered[0]).toBeCloseTo(record.direction[0]!, 6);
    expect(has(record, GAZE_FLAG.saccade)).toBe(false);
  });

  it('flags a saccade while it lasts and not pursuit', () => {
    const { step, hub, source } = setUp();
    hub.use(source);
    const flags = [0, 0, 1, 4, 8, 11, 12, 12, 12.4, 12.8].map((yaw, i) =>
      has(step(i * 10, yaw), GAZE_FLAG.saccade),
    );
    expect(flags).toEqual([false, false, false, true, true, true, true, false, false, false]);
  });

  it('stops the old source, starts the new one and tells listeners once per change', () => {
    const { step, hub, source } = setUp();
    const listener = vi.fn();
    hub.onStatus(listener);
    hub.use(source);
    step(0, 0);
    step(10, 0);
    hub.use(new HeadGazeSource());
    expect(source.start).toHaveBeenCalledOnce();
    expect(source.stop).toHaveBeenCalledOnce();
    expect(listener.mock.calls.map(([status]) => (status as GazeStatus).kind)).toEqual([
      'starting',
      'live',
      'starting',
    ]);
    step(20, 0);
    expect(hub.status.kind).toBe('live');
    expect(hub.source?.kind).toBe('head');
  });

  it('tells a forwarder after every record', () => {
    const after = vi.fn();
    const mailbox = new Mailbox(GAZE_LAYOUT, new ArrayBuffer(Mailbox.byteLength(GAZE_LAYOUT)));
    const hub = new GazeHub(mailbox, after);
    hub.update({ nowMs: 1, xrFrame: null, session: null, projection: [] });
    expect(after).toHaveBeenCalledOnce();
    expect(mailbox.version).toBe(1);
  });
});
