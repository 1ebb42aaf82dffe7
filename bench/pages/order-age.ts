import { LIST_LAYOUT } from '../../src/shared/layouts.ts';
import { nowMs } from '../../src/shared/time.ts';
import { VIEW_PRODUCT } from '../../src/workers/splats/foveation/view-options.ts';
import { createTilesClient } from '../../src/workers/splats/tiles-client.ts';
import { stereoView } from '../foveation/stereo-view.ts';
import type { Pose } from '../splats/pose.ts';
import type { OrderAge, OrderAgePlan } from './foveation-api.ts';

/** Frames before the measured ones, in which the workers' code is compiled. */
const WARM_UP = 30;
const DEGREES = 180 / Math.PI;

/**
 * Walks for a while with the client that the application has: every display frame takes the newest draw list, as `quads` does before
 * it draws, and then publishes its own pose. Nothing is drawn, because a software GL would take the cores that a headset's GPU leaves
 * free.
 */
export async function measureOrderAge(plan: OrderAgePlan): Promise<OrderAge> {
  const client = await createTilesClient({ product: 'lists' });
  try {
    const asIs = { up: 'auto', metresPerUnit: 1, residentBudget: 0 } as const;
    await client.load({ kind: 'url', url: plan.sceneUrl }, asIs, () => {});
    client.setRunning(true);
    const list = LIST_LAYOUT.record();
    const published = new Map<number, number>();
    const age: { frames: number[]; ms: number[]; turnDeg: number[] } = { frames: [], ms: [], turnDeg: [] };
    const frameMs: number[] = [];
    const listMs: number[] = [];
    let before = 0;
    for (let frame = 0; frame < plan.path.length + WARM_UP; frame++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const now = nowMs();
      const pose = plan.path[Math.max(0, frame - WARM_UP)]!;
      const measured = frame >= WARM_UP;
      const isNew = client.list.readNew(list);
      const made = published.get(list.captureMs[0]!);
      if (measured && made !== undefined) {
        age.frames.push(frame - made);
        age.ms.push(now - list.captureMs[0]!);
        age.turnDeg.push(angleBetween(pose.orientation, list.headOrientation));
        frameMs.push(now - before);
        if (isNew) listMs.push(list.stageMs[3]!);
      }
      before = now;
      const view = stereoView(pose, plan.gaze, plan, 2, plan.detail, now);
      view.product[0] = VIEW_PRODUCT.lists;
      client.view.publish(view);
      // As it comes back from the mailbox, whatever its precision.
      published.set(view.captureMs[0]!, frame);
    }
    return { ...age, frameMs, listMs };
  } finally {
    client.dispose();
  }
}

/** How far a head has turned between two orientations, degrees. */
function angleBetween(a: Pose['orientation'], b: ArrayLike<number>): number {
  const dot = a[0] * b[0]! + a[1] * b[1]! + a[2] * b[2]! + a[3] * b[3]!;
  return 2 * Math.acos(Math.min(1, Math.abs(dot))) * DEGREES;
}
