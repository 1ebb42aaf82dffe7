import type { RecordOf } from '../../src/shared/layout.ts';
import { FRAME_LAYOUT, type FrameFields } from '../../src/shared/layouts.ts';
import { nowMs } from '../../src/shared/time.ts';
import type { SplatClient } from '../../src/workers/splats/splat-client.ts';
import { createTilesClient } from '../../src/workers/splats/tiles-client.ts';
import { type TilesMode, viewRecord } from '../splats/view-record.ts';
import type { ContestantOptions, FrameCost, PageContestant } from './contestant.ts';
import { NAMES } from './duel-api.ts';

const STAGES = ['project', 'sort', 'bin', 'blend', 'reconstruct', 'whole'] as const;
const TIMEOUT_MS = 60_000;

/**
 * Our renderer in one or more modes over one loaded scene, through the mailboxes that the application uses, with a
 * worker on every core, as llvmpipe has a thread on every core. A frame includes projection and order.
 */
export async function createTilesContestants(
  modes: readonly TilesMode[],
  options: ContestantOptions,
): Promise<PageContestant[]> {
  const client = await createTilesClient({ workers: navigator.hardwareConcurrency });
  // Rivals take a unit for a metre, so their cameras stand where ours does only if we do too.
  const asIs = { up: 'auto', metresPerUnit: 1, residentBudget: 0 } as const;
  const info = await client.load({ kind: 'url', url: options.sceneUrl }, asIs, () => {});
  const frame = FRAME_LAYOUT.record();
  return modes.map((mode) => ({
    name: NAMES[mode],
    splatCount: info.splatCount,
    wake: async () => client.setRunning(true),
    async measure(view) {
      const record = viewRecord(view, mode, options, nowMs());
      client.view.publish(record);
      await frameOf(client, record.captureMs[0]!, frame);
      return costOf(frame);
    },
    async picture() {
      const picture = client.picture(frame.slot[0]!, 0);
      if (!picture) throw new Error('the picture went away');
      return rgbOf(picture.color);
    },
    sleep: async () => client.setRunning(false),
    dispose: () => client.dispose(),
  }));
}

/** Reads frames until the one of that view is there. The page sleeps between looks, to leave the workers its core. */
async function frameOf(client: SplatClient, captureMs: number, frame: RecordOf<FrameFields>): Promise<void> {
  const deadline = nowMs() + TIMEOUT_MS;
  while (!(client.frame.readNew(frame) && frame.captureMs[0] === captureMs)) {
    if (nowMs() > deadline) throw new Error(`no frame within ${TIMEOUT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

/** From the moment when the view was published to the worker's own finishing time, so that looking late adds nothing. */
function costOf(frame: RecordOf<FrameFields>): FrameCost {
  return {
    frameMs: frame.finishedMs[0]! - frame.captureMs[0]!,
    settleMs: 0,
    stages: Object.fromEntries(STAGES.map((stage, i) => [stage, frame.stageMs[i]!])),
  };
}

/** Premultiplied RGBA over black → RGB. */
function rgbOf(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from]!;
    rgb[to++] = rgba[from + 1]!;
    rgb[to++] = rgba[from + 2]!;
  }
  return rgb;
}
