import { beforeEach, describe, expect, it } from 'vitest';
import { allocateMailbox } from '../../shared/bridge.ts';
import { GAZE_FLAG } from '../../shared/gaze.ts';
import { EYE_IMAGE_LAYOUT, EYE_LAYOUT, GAZE_LAYOUT } from '../../shared/layouts.ts';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from '../../shared/test-support/allocation.ts';
import { directionOfAngles, yawOf } from '../../workers/gaze/angles.ts';
import type { TrackerStatus } from '../../workers/gaze/tracker-status.ts';
import { CameraGazeSource, type SimulatedEye } from './camera-gaze-source.ts';
import { GazeHub } from './gaze-hub.ts';
import type { GazeFrame, GazeRecord, GazeSource } from './gaze-source.ts';
import { GAZE_STATUS, type GazeStatus } from './gaze-status.ts';

/** A truth that is told where to look. */
class Truth implements GazeSource {
  readonly kind = 'replay';
  status: GazeStatus = GAZE_STATUS.live;
  yawDeg = 0;
  started = 0;

  start(): void {
    this.started++;
  }

  stop(): void {
    this.started--;
  }

  sample(frame: GazeFrame, out: GazeRecord): boolean {
    if (!this.status.usable) return false;
    out.captureMs[0] = frame.nowMs;
    directionOfAngles(this.yawDeg, 0, out.direction);
    return true;
  }
}

const FRAME_MS = 10;
let truth: Truth;
let client: ReturnType<typeof fakeClient>;
let source: CameraGazeSource;
let hub: GazeHub;
let eye: { -readonly [K in keyof SimulatedEye]: SimulatedEye[K] };
const frame: GazeFrame = { nowMs: 1000, xrFrame: null, session: null, projection: [] };
const seen = EYE_LAYOUT.record();
const word = GAZE_LAYOUT.record();

function fakeClient() {
  return {
    eye: allocateMailbox(EYE_LAYOUT, false),
    tracked: allocateMailbox(GAZE_LAYOUT, false),
    image: allocateMailbox(EYE_IMAGE_LAYOUT, false),
    status: { kind: 'running', sentence: '', recoveryMs: Number.NaN } as TrackerStatus,
  };
}

interface Word {
  readonly image: number;
  readonly exit: number;
  readonly yawDeg: number;
  readonly sigmaDeg?: number;
  readonly flags?: number;
}

/** The tracker speaks. */
function say({ image, exit, yawDeg, sigmaDeg = 0.5, flags = GAZE_FLAG.valid }: Word): void {
  word.captureMs[0] = 1000 + image;
  word.image[0] = image;
  word.exit[0] = exit;
  directionOfAngles(yawDeg, 0, word.direction);
  directionOfAngles(yawDeg + 0.25, 0, word.filtered);
  word.sigmaDeg[0] = sigmaDeg;
  word.confidence[0] = 0.9;
  word.flags[0] = flags;
  client.tracked.publish(word);
}

/** A display frame. */
function step(frames = 1): GazeRecord {
  for (let i = 0; i < frames; i++) {
    frame.nowMs += FRAME_MS;
    hub.update(frame);
  }
  return hub.record;
}

beforeEach(() => {
  truth = new Truth();
  client = fakeClient();
  eye = { person: 7, glasses: true, slipMm: [0, 1, -1], pupilMm: 3.5, openness: 0.9 };
  source = new CameraGazeSource({ client, truth, eye });
  hub = new GazeHub(allocateMailbox(GAZE_LAYOUT, false));
  hub.use(source);
});

describe('CameraGazeSource', () => {
  it('describes the eye each frame, with whose it is', () => {
    truth.yawDeg = 12;
    step();
    client.eye.read(seen);
    expect(yawOf(seen.direction)).toBeCloseTo(12, 4);
    expect([seen.captureMs[0], seen.person[0], seen.glasses[0], seen.pupilMm[0]]).toEqual([
      frame.nowMs,
      7,
      1,
      3.5,
    ]);
    expect([...seen.slipMm]).toEqual([0, 1, -1]);
    expect(seen.openness[0]).toBeCloseTo(0.9);
    const serial = seen.serial[0]!;
    step();
    client.eye.read(seen);
    expect(seen.serial[0]).not.toBe(serial);
    expect(hub.status.kind).toBe('starting');
  });

  it('gives what the tracker says: exit, image, own filter, error and saccades', () => {
    step();
    say({ image: 1, exit: 6, yawDeg: 4, flags: GAZE_FLAG.valid | GAZE_FLAG.saccade });
    const record = step();
    expect([record.exit[0], record.image[0], record.captureMs[0]]).toEqual([6, 1, 1001]);
    expect(yawOf(record.direction)).toBeCloseTo(4, 4);
    expect(yawOf(record.filtered)).toBeCloseTo(4.25, 4);
    expect(record.flags[0]).toBe(GAZE_FLAG.valid | GAZE_FLAG.saccade);
    expect(record.sigmaDeg[0]).toBe(0.5);
    expect(hub.status.kind).toBe('live');
  });

  it('keeps the last exit of an image over an early one of the next, unless the eye has moved', () => {
    say({ image: 1, exit: 6, yawDeg: 4 });
    say({ image: 2, exit: 6, yawDeg: 4 });
    step();
    say({ image: 3, exit: 1, yawDeg: 9, sigmaDeg: 6 });
    expect(step().image[0]).toBe(2);
    say({ image: 4, exit: 1, yawDeg: 30, sigmaDeg: 6 });
    expect(step().image[0]).toBe(4);
    say({ image: 4, exit: 2, yawDeg: 27, sigmaDeg: 2 });
    expect([step().exit[0], hub.record.image[0]]).toEqual([2, 4]);
    say({ image: 5, exit: 2, yawDeg: 27, sigmaDeg: 2 });
    expect(step().image[0]).toBe(5);
  });

  it('keeps the last safe gaze while the eye is closed, and says so', () => {
    say({ image: 1, exit: 6, yawDeg: 4 });
    step();
    truth.status = GAZE_STATUS.gap;
    step(20);
    client.eye.read(seen);
    expect(seen.openness[0]).toBe(0);
    say({ image: 2, exit: 6, yawDeg: 4, flags: 0 });
    const record = step();
    expect(record.flags[0]).toBe(0);
    expect(record.confidence[0]).toBe(0);
    expect(yawOf(record.direction)).toBeCloseTo(4, 4);
    expect(hub.status.kind).toBe('interrupted');
    truth.status = GAZE_STATUS.live;
    say({ image: 3, exit: 6, yawDeg: 6 });
    expect(step().flags[0]).toBe(GAZE_FLAG.valid);
    step(20);
    client.eye.read(seen);
    expect(seen.openness[0]).toBeCloseTo(0.9);
  });

  it('lets the lid come down in several frames', () => {
    step(3);
    const lids: number[] = [];
    eye.openness = 0;
    for (let i = 0; i < 12; i++) {
      step();
      client.eye.read(seen);
      lids.push(seen.openness[0]!);
    }
    expect(lids[0]).toBeGreaterThan(0.7);
    expect(lids.at(-1)).toBe(0);
    expect(lids.filter((lid) => lid > 0).length).toBeGreaterThan(5);
  });

  it('says that images are missing or show nothing, and goes on with the last gaze', () => {
    say({ image: 1, exit: 6, yawDeg: 4 });
    step();
    say({ image: 2, exit: 6, yawDeg: 4, flags: GAZE_FLAG.blind });
    step();
    expect(hub.status.kind).toBe('no-image');
    say({ image: 3, exit: 6, yawDeg: 5 });
    step();
    expect(hub.status.kind).toBe('live');
    // For a moment the newest gaze is still the newest there is.
    expect(step(15).flags[0]).toBe(GAZE_FLAG.valid);
    const record = step(10);
    expect(hub.status.kind).toBe('no-image');
    expect(yawOf(record.direction)).toBeCloseTo(5, 4);
    expect(record.flags[0]).toBe(0);
  });

  it.each([
    ['restarting', 'tracker-restarting'],
    ['off', 'tracker-off'],
    ['loading', 'tracker-loading'],
  ] as const)('says that the tracker is %s once it has fallen silent', (kind, wanted) => {
    say({ image: 1, exit: 6, yawDeg: 4 });
    step();
    client.status = { kind, sentence: '', recoveryMs: Number.NaN };
    step(5);
    expect(hub.status.kind).toBe('live');
    step(20);
    expect(hub.status.kind).toBe(wanted);
    expect(yawOf(hub.record.direction)).toBeCloseTo(4, 4);
    client.status = { kind: 'running', sentence: '', recoveryMs: Number.NaN };
    say({ image: 2, exit: 6, yawDeg: 8 });
    step();
    expect(hub.status.kind).toBe('live');
  });

  it('has no eye where the truth has none, and passes on why', () => {
    step();
    truth.status = GAZE_STATUS['no-pointer'];
    step();
    client.eye.read(seen);
    expect(seen.serial[0]).toBe(0);
    expect(hub.status.kind).toBe('no-pointer');
    const { version } = client.eye;
    step(3);
    expect(client.eye.version).toBe(version);
    truth.status = GAZE_STATUS.live;
    step();
    client.eye.read(seen);
    expect(seen.serial[0]).toBeGreaterThan(0);
  });

  it('starts and stops its truth, and takes the eye away when it is stopped', () => {
    step();
    expect(truth.started).toBe(1);
    hub.use(null);
    expect(truth.started).toBe(0);
    client.eye.read(seen);
    expect(seen.serial[0]).toBe(0);
  });

  it('allocates nothing per frame', () => {
    const out = GAZE_LAYOUT.record();
    const bytes = bytesPerCall((round) => {
      frame.nowMs += FRAME_MS;
      word.image[0] = round;
      word.exit[0] = 6;
      word.flags[0] = GAZE_FLAG.valid;
      client.tracked.publish(word);
      source.sample(frame, out);
    });
    // The frame's time, which the test boxes.
    expect(bytes).toBeLessThan(2 * SMALLEST_OBJECT_BYTES);
  });
});
