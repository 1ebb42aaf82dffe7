import { afterEach, describe, expect, it } from 'vitest';
import { GAZE_FLAG } from '../../shared/gaze.ts';
import { EYE_LAYOUT, GAZE_LAYOUT } from '../../shared/layouts.ts';
import { Mailbox } from '../../shared/mailbox.ts';
import { nowMs } from '../../shared/time.ts';
import type { WorkerFault } from '../supervision/worker-fault.ts';
import { directionOfAngles, pitchOf, yawOf } from './angles.ts';
import { createGazeClient, type GazeClient, type GazeClientOptions } from './gaze-client.ts';
import { EXIT_SIGMA_DEG, EXIT_SIGMAS } from './test-support/gaze-bench.ts';
import type { TrackerProgress, TrackerStatus } from './tracker-status.ts';

const FAULTS: readonly WorkerFault[] = ['kill', 'hang', 'throw'];
const jsonUrl = (value: unknown) => URL.createObjectURL(new Blob([JSON.stringify(value)]));
const weights = URL.createObjectURL(new Blob([new Uint8Array(5000)]));
const assets = { tracker: jsonUrl({ exitSigmaDeg: EXIT_SIGMA_DEG }), weights, saccadeNet: null };
const makeWorker = () =>
  new Worker(new URL('./test-support/fake-gaze.worker.ts', import.meta.url), { type: 'module' });

let client: GazeClient;
let statuses: TrackerStatus[];
const eye = EYE_LAYOUT.record();
const sample = GAZE_LAYOUT.record();

function make(options: Partial<GazeClientOptions> = {}): void {
  statuses = [];
  const onStatus = (status: TrackerStatus) => statuses.push(status);
  client = createGazeClient({ assets, makeWorker, healthyMs: 0, onStatus, ...options });
}

function look(yawDeg: number, pitchDeg: number, change: { openness?: number; fault?: number } = {}): number {
  eye.captureMs[0] = nowMs();
  directionOfAngles(yawDeg, pitchDeg, eye.direction);
  eye.openness[0] = change.openness ?? 1;
  eye.glasses[0] = change.fault ?? 0;
  eye.serial[0]!++;
  client.eye.publish(eye);
  return eye.captureMs[0]!;
}

/** The last word on the eye that is shown. */
async function answer(
  captureMs: number,
): Promise<{ yawDeg: number; pitchDeg: number; valid: boolean; image: number }> {
  const done = () => client.tracked.read(sample) && sample.captureMs[0] === captureMs && sample.exit[0] === 6;
  await expect.poll(done, { timeout: 10_000, interval: 2 }).toBe(true);
  return {
    yawDeg: yawOf(sample.direction),
    pitchDeg: pitchOf(sample.direction),
    valid: (sample.flags[0]! & GAZE_FLAG.valid) !== 0,
    image: sample.image[0]!,
  };
}

afterEach(() => client.dispose());

describe.each([
  ['shared memory', true],
  ['messages', false],
])('the tracker’s worker over %s', (_, shared) => {
  it('reports its progress, follows the eye and shows its images', async () => {
    make({ shared });
    expect(client.shared).toBe(shared);
    expect(client.degraded.length).toBe(shared ? 0 : 1);
    expect(client.status.kind).toBe('unloaded');
    const progress: TrackerProgress[] = [];
    await client.load((step) => progress.push(step));
    expect(client.status.kind).toBe('running');
    expect(progress.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['download', 'start', 'ready']),
    );
    expect(progress.at(-1)!.bytes).toBeGreaterThan(5000);
    expect(client.exitSigmaDeg).toEqual(EXIT_SIGMAS.exitSigmaUncalibratedDeg);
    client.calibrate({ coefficients: new Array(12).fill(0) });
    expect(client.exitSigmaDeg).toEqual(EXIT_SIGMA_DEG);
    client.calibrate(null);
    for (const [yaw, pitch] of [
      [0, 0],
      [12, -6],
      [-9, 10],
    ] as const) {
      const { yawDeg, pitchDeg, valid, image } = await answer(look(yaw, pitch));
      expect(valid).toBe(true);
      expect(Math.hypot(yawDeg - yaw, pitchDeg - pitch)).toBeLessThan(0.8);
      const record = client.image.layout.record();
      await expect.poll(() => client.image.read(record) && record.serial[0] === image).toBe(true);
      expect(Math.min(...client.pixels(record.slot[0]!))).toBe(20);
      expect(record.exitMs[5]).toBeGreaterThan(0);
    }
  });

  it('publishes every exit before the last', async () => {
    make({ shared });
    await client.load();
    const before = client.tracked.version;
    await answer(look(3, 3));
    expect(client.tracked.version - before).toBe(6);
  });

  it('takes calibration, share of tokens and switches while it runs', async () => {
    make({ shared });
    await client.load();
    const plain = await answer(look(0, 0));
    client.calibrate({ coefficients: [3, ...Array<number>(11).fill(0)] });
    client.setTopK(0.5);
    client.setSwitches({ crop: true });
    const turned = await answer(look(0, 0));
    expect(turned.yawDeg - plain.yawDeg).toBeCloseTo(3, 2);
    expect(sample.sigmaDeg[0]).toBeCloseTo(EXIT_SIGMA_DEG[5]!, 5);
    const record = client.image.layout.record();
    await expect.poll(() => client.image.read(record) && record.topK[0]).toBe(0.5);
    expect(record.crop[2]).toBe(80);
    client.calibrate(null);
    expect((await answer(look(0, 0))).yawDeg).toBeCloseTo(plain.yawDeg, 4);
  });

  it('gives null samples for a closed eye, a covered lens and a dropped image, and goes on', async () => {
    make({ shared });
    await client.load();
    const safe = await answer(look(7, 0));
    for (const change of [{ openness: 0 }, { fault: 3 }, { fault: 2 }]) {
      const blind = await answer(look(-15, 0, change));
      expect(blind.valid).toBe(false);
      expect(blind.yawDeg).toBeCloseTo(safe.yawDeg, 5);
      expect(sample.confidence[0]).toBeLessThan(0.1);
    }
    await new Promise((resolve) => setTimeout(resolve, 60));
    await answer(look(-15, 0));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect((await answer(look(-15, 0))).valid).toBe(true);
  });

  it.each(FAULTS)('%s: is replaced, goes on counting images and keeps its calibration', async (fault) => {
    make({ shared });
    await client.load();
    client.calibrate({ coefficients: [3, ...Array<number>(11).fill(0)] });
    const before = await answer(look(5, 0));
    client.breakWorker(fault);
    const replaced = () => statuses.filter(({ recoveryMs }) => recoveryMs > 0).length === 1;
    await expect.poll(replaced, { timeout: 20_000 }).toBe(true);
    expect(statuses.map(({ kind }) => kind)).toEqual(['loading', 'running', 'restarting', 'running']);
    const after = await answer(look(5, 0));
    expect(after.yawDeg).toBeCloseTo(before.yawDeg, 3);
    expect(after.image).toBeGreaterThan(before.image);
  });
});

describe('createGazeClient', () => {
  it('crops as the network was measured, unless it is told otherwise', async () => {
    const boxed = jsonUrl({ exitSigmaDeg: EXIT_SIGMA_DEG, boxPatches: [5, 4] });
    for (const [crop, width] of [
      [undefined, 80],
      [false, 128],
    ] as const) {
      make({ assets: { ...assets, tracker: boxed } });
      if (crop !== undefined) client.setSwitches({ crop });
      await client.load();
      await answer(look(2, 2));
      await answer(look(3, 3));
      const record = client.image.layout.record();
      const shown = () => client.image.read(record) && record.captureMs[0] === sample.captureMs[0];
      await expect.poll(shown).toBe(true);
      expect(record.crop[2]).toBe(width);
      client.dispose();
    }
  });

  it('can be read by others through a mailbox of their own', async () => {
    make();
    await client.load();
    const other = new Mailbox(GAZE_LAYOUT, client.tracked.buffer);
    await answer(look(1, 1));
    expect(other.readNew(GAZE_LAYOUT.record())).toBe(true);
    expect(client.tracked.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('rests when it is told to', async () => {
    make();
    await client.load();
    await answer(look(1, 1));
    client.setRunning(false);
    await new Promise((resolve) => setTimeout(resolve, 100));
    const { version } = client.tracked;
    look(2, 2);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(client.tracked.version).toBe(version);
    client.setRunning(true);
    await answer(look(3, 3));
  });

  it('is switched off after three failures in a row, and can be switched on again', async () => {
    make({ healthyMs: 60_000 });
    await client.load();
    for (let death = 1; death <= 3; death++) {
      await expect.poll(() => client.status.kind, { timeout: 20_000 }).toBe('running');
      client.breakWorker('kill');
      await expect.poll(() => client.status.kind, { timeout: 20_000, interval: 2 }).not.toBe('running');
    }
    expect(client.status).toMatchObject({ kind: 'off', sentence: expect.stringMatching(/3 times in a row/) });
    client.revive();
    await expect.poll(() => client.status.kind, { timeout: 20_000 }).toBe('running');
    expect((await answer(look(4, 4))).valid).toBe(true);
  });

  it.each([
    ['a file that is not there', { tracker: '/no-such-file.json' }, /could not be loaded|not valid JSON/],
    ['a file of something else', { tracker: jsonUrl({ exitSigmaDeg: [1] }) }, /errors of 6 exits/],
  ])('says in a sentence that it got %s', async (_, wrong, message) => {
    make({ assets: { ...assets, ...wrong } });
    await expect(client.load()).rejects.toThrow(message);
    expect(client.status.kind).toBe('off');
    expect(client.status.sentence).toMatch(message);
  });
});
