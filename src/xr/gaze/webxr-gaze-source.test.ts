import { beforeEach, describe, expect, it } from 'vitest';
import { GAZE_LAYOUT } from '../../shared/layouts.ts';
import { FakeSession, rayMatrix } from './fake-session.ts';
import { WebXRGazeSource } from './webxr-gaze-source.ts';

const FRAME_MS = 10;
let source: WebXRGazeSource;
let session: FakeSession;
const out = GAZE_LAYOUT.record();

/** Runs frames from a time on and returns whether the last one was usable. */
function run(fromMs: number, toMs: number): boolean {
  let usable = false;
  for (let t = fromMs; t <= toMs; t += FRAME_MS) usable = source.sample(session.frame(t), out);
  return usable;
}

/** Starts a session with a live eye that has proven itself. */
async function goLive(): Promise<void> {
  session.connect();
  session.matrix = rayMatrix(10, 5);
  source.sample(session.frame(0), out);
  await Promise.resolve();
}

beforeEach(() => {
  source = new WebXRGazeSource();
  session = new FakeSession();
  out.words.fill(0);
  source.start();
});

describe('WebXRGazeSource', () => {
  it('says that it needs a session on the desk', () => {
    expect(source.sample({ nowMs: 0, xrFrame: null, session: null, projection: [] }, out)).toBe(false);
    expect(source.status.kind).toBe('no-session');
  });

  it('gives the ray in viewer space with the time of the frame', async () => {
    await goLive();
    expect(source.sample(session.frame(50), out)).toBe(true);
    expect(source.status.kind).toBe('live');
    expect(out.captureMs[0]).toBe(50);
    const [x, y, z] = out.direction;
    expect(Math.atan2(x!, -z!) * (180 / Math.PI)).toBeCloseTo(10, 4);
    expect(Math.asin(y!) * (180 / Math.PI)).toBeCloseTo(5, 4);
    expect(Math.hypot(x!, y!, z!)).toBeCloseTo(1, 6);
  });

  it('finds the source among the tracked sources when it is not an input source', async () => {
    session.connect('trackedSources');
    session.matrix = rayMatrix(4, 0);
    source.sample(session.frame(0), out);
    await Promise.resolve();
    expect(source.sample(session.frame(10), out)).toBe(true);
  });

  it('says that the feature was not granted', () => {
    session.enabledFeatures = ['viewer', 'local-floor'];
    run(0, 100);
    expect(source.status.kind).toBe('not-granted');
  });

  it('accepts the older name of the feature', () => {
    session.enabledFeatures = ['eye-tracking'];
    run(0, 100);
    expect(source.status.kind).toBe('starting');
  });

  it('reports a granted feature without a source, after a moment to start', () => {
    run(0, 1900);
    expect(source.status.kind).toBe('starting');
    run(1910, 2100);
    expect(source.status.kind).toBe('no-source');
  });

  it('does the same where the browser does not list what it granted', () => {
    session.enabledFeatures = undefined;
    run(0, 2100);
    expect(source.status.kind).toBe('no-source');
  });

  it('notices a source that goes and comes back', async () => {
    await goLive();
    expect(run(10, 3000)).toBe(true);
    session.disconnect();
    expect(run(3010, 3020)).toBe(false);
    expect(source.status.kind).toBe('no-source');
    session.connect();
    expect(run(3030, 3040)).toBe(true);
  });

  it('tells a blink from a loss by five seconds, and writes nothing meanwhile', async () => {
    await goLive();
    run(10, 1000);
    const kept = [...out.words];
    session.matrix = null;
    expect(run(1010, 6000)).toBe(false);
    expect(source.status.kind).toBe('interrupted');
    run(6010, 6020);
    expect(source.status.kind).toBe('lost');
    expect([...out.words]).toEqual(kept);
    session.matrix = rayMatrix(3, 3);
    expect(run(6030, 6030)).toBe(true);
  });

  it('starts a new grace time for every loss', async () => {
    await goLive();
    for (let t = 0; t < 20000; t += 4000) {
      session.matrix = null;
      run(t, t + 3000);
      expect(source.status.kind).toBe('interrupted');
      session.matrix = rayMatrix(3, 3);
      run(t + 3010, t + 3020);
    }
  });

  it('takes a refused pose for a missing one', async () => {
    await goLive();
    session.forbidden = true;
    expect(run(10, 20)).toBe(false);
    expect(source.status.kind).toBe('interrupted');
  });

  it('unmasks a gaze that is the head pose after 3 s and 90 frames', async () => {
    await goLive();
    source.stop();
    session.matrix = rayMatrix(0.01, 0);
    source.sample(session.frame(0), out);
    await Promise.resolve();
    expect(run(10, 2900)).toBe(true);
    expect(run(2910, 3100)).toBe(false);
    expect(source.status.kind).toBe('head-locked');
  });

  it('believes an eye for the whole session once it has left the head pose', async () => {
    await goLive();
    run(10, 100);
    session.matrix = rayMatrix(0, 0);
    expect(run(110, 9000)).toBe(true);
  });

  it('says that a blurred session is paused', async () => {
    await goLive();
    session.visibilityState = 'visible-blurred';
    expect(run(10, 20)).toBe(false);
    expect(source.status.kind).toBe('paused');
  });

  it('follows from one session into the next', async () => {
    await goLive();
    expect(run(10, 20)).toBe(true);
    source.sample({ nowMs: 30, xrFrame: null, session: null, projection: [] }, out);
    expect(source.status.kind).toBe('no-session');
    session = new FakeSession();
    await goLive();
    expect(run(40, 50)).toBe(true);
  });
});
