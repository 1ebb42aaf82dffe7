import type { RecordOf } from '../../src/shared/layout.ts';
import type { ListFields, ViewFields } from '../../src/shared/layouts.ts';
import { nowMs } from '../../src/shared/time.ts';
import { VIEW_MODE } from '../../src/workers/splats/foveation/view-options.ts';
import type { DrawList, SplatClient } from '../../src/workers/splats/splat-client.ts';

const TIMEOUT_MS = 60_000;

/**
 * Asks for a view's own list and waits until it is there, and until it is known what is visible from there where that is asked for.
 * @param list written
 * @throws Error when none comes within a minute
 */
export async function viewSettled(
  client: SplatClient,
  view: RecordOf<ViewFields>,
  list: RecordOf<ListFields>,
): Promise<DrawList> {
  const deadline = nowMs() + TIMEOUT_MS;
  client.view.publish(view);
  for (;;) {
    if (client.list.readNew(list) && list.captureMs[0] === view.captureMs[0] && isKnown(view, list)) {
      const drawn = client.drawList(list.slot[0]!);
      if (drawn) return drawn;
    }
    if (nowMs() > deadline) throw new Error(`no list within ${TIMEOUT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

function isKnown(view: RecordOf<ViewFields>, list: RecordOf<ListFields>): boolean {
  const asked = view.mode[0] === VIEW_MODE.a3fr && view.contribution[0]! > 0;
  return !asked || list.visibilityKnown[0] === 1;
}
