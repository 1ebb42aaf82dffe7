import { afterEach, describe, expect, it } from 'vitest';
import { allocateMailbox } from '../../shared/bridge.ts';
import { GAZE_FLAG } from '../../shared/gaze.ts';
import { GAZE_LAYOUT, type GazeFields } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { nowMs } from '../../shared/time.ts';
import { GAZE_BASIS } from './foveation/gaze-schedule.ts';
import { exitGaze } from './foveation/timed-exits.ts';
import { VIEW_MODE } from './foveation/view-options.ts';
import type { SplatClient } from './splat-client.ts';
import { AS_IT_IS, Desk, plyFile } from './test-support/desk.ts';
import { createTilesClient } from './tiles-client.ts';

const ASIDE = [-0.6, 0, -0.8];

function publish(tracked: Mailbox<GazeFields>, image: number, exit: number): void {
  const gaze = exitGaze(exit, ASIDE, GAZE_FLAG.valid, nowMs());
  gaze.image[0] = image;
  tracked.publish(gaze);
}

describe('exits of a tracker', () => {
  let client: SplatClient | null = null;
  afterEach(() => client?.dispose());

  async function open(shared: boolean): Promise<{ desk: Desk; tracked: Mailbox<GazeFields> }> {
    const tracked = allocateMailbox(GAZE_LAYOUT, shared);
    client = await createTilesClient({ workers: 2, maxPixels: 512 * 384, shared, tracked });
    await client.load(plyFile('cloud.ply', 1, 500), AS_IT_IS, () => {});
    return { desk: new Desk(client, 512, 384), tracked };
  }

  const draw = (desk: Desk) =>
    desk.draw({ mode: VIEW_MODE.a3fr, gaze: [0, 0, -1], deadlineMs: nowMs() + 900 });

  it('reach the workers in the middle of a picture', async () => {
    const { desk, tracked } = await open(true);
    await desk.draw();
    const drawn = draw(desk);
    for (const exit of [1, 3, 6]) {
      await new Promise((resolve) => setTimeout(resolve, 30));
      publish(tracked, 1, exit);
    }
    const { levels } = await drawn;
    const { exit, gazeImage, gazeBasis, gazeDirection, idleMs } = desk.frame;
    expect([exit[0], gazeImage[0], gazeBasis[0]]).toEqual([6, 1, GAZE_BASIS.exits]);
    expect([...gazeDirection]).toEqual(ASIDE.map(Math.fround));
    expect(idleMs[0]).toBeGreaterThan(20);
    // Columns of tiles left of the middle and right of it.
    expect(levels[6 * 16 + 1]).toBeGreaterThan(levels[6 * 16 + 14]!);
  });

  it('reach a worker without shared memory before it begins, one for each picture', async () => {
    const { desk, tracked } = await open(false);
    await desk.draw();
    publish(tracked, 1, 5);
    await draw(desk);
    const { frame } = desk;
    expect([frame.exit[0], frame.gazeImage[0], frame.idleMs[0]]).toEqual([5, 1, 0]);
    await draw(desk);
    expect([frame.exit[0], frame.gazeBasis[0]]).toEqual([0, GAZE_BASIS.past]);
    expect([...frame.gazeDirection]).toEqual(ASIDE.map(Math.fround));
    publish(tracked, 2, 6);
    await draw(desk);
    expect([frame.exit[0], frame.gazeImage[0]]).toEqual([6, 2]);
  });
});
