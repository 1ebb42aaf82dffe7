import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EyeView } from '../../kernels/splats/reference/splat-cloud.ts';
import { FRAME_LAYOUT } from '../../shared/layouts.ts';
import { SplatFileError } from './formats/raw-splats.ts';
import { encodePly } from './formats/testing/encode-ply.ts';
import { syntheticSplats } from './formats/testing/synthetic-splats.ts';
import { VIEW_MODE, VIEW_OPTION } from './foveation/view-options.ts';
import type { SceneSource, SplatClient } from './splat-client.ts';
import { viewOf } from './test-support/views.ts';
import { createTilesClient } from './tiles-client.ts';

const SPLATS = 800;
const WIDTH = 512;
const HEIGHT = 384;

/** Looks at the middle of the cloud from outside of it. */
const EYE: EyeView = {
  position: [0, 0, 8],
  orientation: [0, 0, 0, 1],
  left: 0.8,
  right: 0.8,
  up: 0.6,
  down: 0.6,
  width: WIDTH,
  height: HEIGHT,
};

function plyFile(name: string, seed: number): SceneSource {
  const bytes = encodePly(syntheticSplats(SPLATS, 0, 'y-up', seed));
  return { kind: 'file', name, bytes: bytes.slice().buffer };
}

describe('createTilesClient with two workers', () => {
  let client: SplatClient;
  const frame = FRAME_LAYOUT.record();
  let captureMs = 1000;

  beforeAll(async () => {
    client = await createTilesClient({ workers: 2, maxPixels: WIDTH * HEIGHT });
  });
  afterAll(() => client.dispose());

  /** Publishes one view and waits for the picture that was made for it. */
  async function draw(mode: number, gaze: readonly number[] = [0, 0, -1]) {
    const view = viewOf([EYE], {
      mode,
      gaze,
      options: VIEW_OPTION.levelOfDetail | VIEW_OPTION.sixteenth,
    });
    view.captureMs[0] = captureMs += 10;
    view.gazeMs[0] = captureMs - 3;
    client.view.publish(view);
    await expect
      .poll(() => client.frame.readNew(frame) && frame.captureMs[0], { timeout: 20_000, interval: 5 })
      .toBe(captureMs);
    const picture = client.picture(frame.slot[0]!, 0);
    expect(picture).not.toBeNull();
    return { picture: picture!, shaded: frame.pixelsShaded[0]! };
  }

  it('opens a file and tells its progress', async () => {
    expect(client.capabilities).toMatchObject({ shared: true, workers: 2 });
    const stages: string[] = [];
    const info = await client.load(plyFile('first.ply', 1), ({ stage }) => stages.push(stage));
    expect(info).toMatchObject({ name: 'first.ply', splatCount: SPLATS, shDegree: 0 });
    expect(stages.at(-1)).toBe('ready');
  });

  it('answers a view with a picture of the same instant and size', async () => {
    const { picture, shaded } = await draw(VIEW_MODE.full);
    expect(frame.gazeMs[0]).toBe(captureMs - 3);
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
    const bytes = new TextEncoder().encode('<!doctype html><title>Not found</title>').buffer;
    const failed = client.load({ kind: 'file', name: 'page.ply', bytes }, () => {});
    await expect(failed).rejects.toBeInstanceOf(SplatFileError);
    await expect(failed).rejects.toThrow(/page\.ply/);
    const { shaded } = await draw(VIEW_MODE.full);
    expect(shaded).toBe(WIDTH * HEIGHT);
    expect(frame.splatsTotal[0]).toBe(SPLATS);
  });

  it('replaces the scene', async () => {
    const before = frame.scene[0]!;
    await client.load(plyFile('second.ply', 2), () => {});
    await draw(VIEW_MODE.full);
    expect(frame.scene[0]).not.toBe(before);
  });

  it('draws nothing while it is told to rest', async () => {
    client.setRunning(false);
    await new Promise((resolve) => setTimeout(resolve, 300));
    client.frame.readNew(frame);
    const resting = frame.captureMs[0];
    const view = viewOf([EYE]);
    view.captureMs[0] = captureMs += 10;
    client.view.publish(view);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(client.frame.readNew(frame)).toBe(false);
    expect(frame.captureMs[0]).toBe(resting);
    client.setRunning(true);
    await draw(VIEW_MODE.full);
  });
});
