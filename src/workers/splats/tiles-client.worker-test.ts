import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SplatFileError } from './formats/raw-splats.ts';
import { VIEW_MODE } from './foveation/view-options.ts';
import type { SplatClient } from './splat-client.ts';
import { AS_IT_IS, Desk, plyFile } from './test-support/desk.ts';
import { viewOf } from './test-support/views.ts';
import { createTilesClient } from './tiles-client.ts';

const SPLATS = 800;
const WIDTH = 512;
const HEIGHT = 384;

describe('createTilesClient with two workers', () => {
  let client: SplatClient;
  let desk: Desk;

  beforeAll(async () => {
    client = await createTilesClient({ workers: 2, maxPixels: WIDTH * HEIGHT });
    desk = new Desk(client, WIDTH, HEIGHT);
  });
  afterAll(() => client.dispose());

  async function draw(mode: number, gaze: readonly number[] = [0, 0, -1]) {
    const switches = { lod: true, sixteenth: true };
    const picture = await desk.draw({ mode, gaze, switches });
    return { picture, shaded: desk.frame.pixelsShaded[0]! };
  }

  it('opens a file and tells its progress', async () => {
    expect(client.capabilities).toMatchObject({ shared: true, workers: 2 });
    const stages: string[] = [];
    const info = await client.load(plyFile('first.ply', 1, SPLATS), AS_IT_IS, ({ stage }) =>
      stages.push(stage),
    );
    expect(info).toMatchObject({ name: 'first.ply', splatCount: SPLATS, shDegree: 0 });
    expect(stages.at(-1)).toBe('ready');
  });

  it('answers a view with a picture of the same instant and size', async () => {
    const { picture, shaded } = await draw(VIEW_MODE.full);
    const { frame } = desk;
    expect(frame.gazeMs[0]).toBe(desk.captureMs - 3);
    expect([frame.width[0], frame.height[0], frame.eyeCount[0]]).toEqual([WIDTH, HEIGHT, 1]);
    expect(frame.splatsTotal[0]).toBe(SPLATS);
    expect(shaded).toBe(WIDTH * HEIGHT);
    expect(picture.color.length).toBe(WIDTH * HEIGHT * 4);
    expect(picture.depth.length).toBe((WIDTH / 2) * (HEIGHT / 2));
    const middle = ((HEIGHT / 2) * WIDTH + WIDTH / 2) * 4;
    expect(picture.color[middle + 3]).toBeGreaterThan(0);
    // The cloud reaches from 3 m before the eye's target to 3 m behind it.
    const depth = picture.depth[(HEIGHT / 4) * (WIDTH / 2) + WIDTH / 4]!;
    expect(depth).toBeGreaterThan(2);
    expect(depth).toBeLessThan(12);
  });

  it('computes fewer pixels around a gaze, and others around another', async () => {
    const full = await draw(VIEW_MODE.full);
    const foveated = await draw(VIEW_MODE.a3fr, [-0.5, 0, -1]);
    const left = foveated.picture.levels.slice();
    const moved = await draw(VIEW_MODE.a3fr, [0.5, 0, -1]);
    expect(foveated.shaded).toBeLessThan(0.8 * full.shaded);
    expect(moved.picture.levels).not.toEqual(left);
  });

  it('refuses a file that is no scene and goes on with the one before', async () => {
    const blob = new Blob(['<!doctype html><title>Not found</title>']);
    const failed = client.load({ kind: 'file', name: 'page.ply', blob }, AS_IT_IS, () => {});
    await expect(failed).rejects.toBeInstanceOf(SplatFileError);
    await expect(failed).rejects.toThrow(/page\.ply/);
    const { shaded } = await draw(VIEW_MODE.full);
    expect(shaded).toBe(WIDTH * HEIGHT);
    expect(desk.frame.splatsTotal[0]).toBe(SPLATS);
  });

  it('replaces the scene', async () => {
    const before = desk.frame.scene[0]!;
    await client.load(plyFile('second.ply', 2, SPLATS), AS_IT_IS, () => {});
    await draw(VIEW_MODE.full);
    expect(desk.frame.scene[0]).not.toBe(before);
  });

  it('draws nothing while it is told to rest', async () => {
    const { frame } = desk;
    client.setRunning(false);
    await new Promise((resolve) => setTimeout(resolve, 300));
    client.frame.readNew(frame);
    const resting = frame.captureMs[0];
    const view = viewOf([desk.eye]);
    view.captureMs[0] = desk.captureMs += 10;
    client.view.publish(view);
    // Longer than a worker may be silent while it is not at rest.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(client.frame.readNew(frame)).toBe(false);
    expect(frame.captureMs[0]).toBe(resting);
    client.setRunning(true);
    await expect.poll(() => client.frame.readNew(frame) && frame.captureMs[0]).toBe(desk.captureMs);
    await draw(VIEW_MODE.full);
  });

  it('rests and wakes in any order without a thread left behind', async () => {
    for (const running of [false, true, false, true, true, false, false, true]) client.setRunning(running);
    await draw(VIEW_MODE.full);
    client.setRunning(false);
    await client.load(plyFile('third.ply', 3, SPLATS), AS_IT_IS, () => {});
    client.setRunning(true);
    await draw(VIEW_MODE.full);
  });
});
