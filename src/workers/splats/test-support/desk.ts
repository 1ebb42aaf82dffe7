import type { EyeView } from '../../../kernels/splats/reference/splat-cloud.ts';
import { FRAME_LAYOUT, LIST_LAYOUT } from '../../../shared/layouts.ts';
import { encodePly } from '../formats/testing/encode-ply.ts';
import { syntheticSplats } from '../formats/testing/synthetic-splats.ts';
import { VIEW_PRODUCT } from '../foveation/view-options.ts';
import type { DrawList, EyePicture, OpenOptions, SceneSource, SplatClient } from '../splat-client.ts';
import { type ViewChoices, viewOf } from './views.ts';

export const AS_IT_IS: OpenOptions = { up: 'y-up', metresPerUnit: 1, residentBudget: 0 };

/** A file of random splats around the origin. */
export function plyFile(name: string, seed: number, splats: number): SceneSource {
  const bytes = encodePly(syntheticSplats(splats, 0, 'y-up', seed));
  return { kind: 'file', name, blob: new Blob([bytes as BlobPart]) };
}

/** A page that looks at the middle of a cloud of splats from outside of it. */
export class Desk {
  readonly frame = FRAME_LAYOUT.record();
  readonly list = LIST_LAYOUT.record();
  captureMs = 1000;

  readonly eye: EyeView;

  constructor(
    readonly client: SplatClient,
    width: number,
    height: number,
  ) {
    this.eye = {
      ...{ position: [0, 0, 8], orientation: [0, 0, 0, 1], width, height },
      ...{ left: 0.8, right: 0.8, up: 0.6, down: 0.6 },
    };
  }

  /** Publishes one view and waits for the picture that was made for it. */
  async draw(choices: ViewChoices = {}): Promise<EyePicture> {
    const { client, frame } = this;
    this.publish(choices);
    await this.until(() => client.frame.readNew(frame) && frame.captureMs[0] === this.captureMs);
    const picture = client.picture(frame.slot[0]!, 0);
    if (!picture) throw new Error('the picture is gone');
    return picture;
  }

  /** Publishes one view and waits for the draw list that is right for it, of which copies are given. */
  async order(choices: ViewChoices = {}): Promise<DrawList> {
    const { client, list } = this;
    this.publish({ ...choices, product: VIEW_PRODUCT.lists });
    await this.until(() => client.list.readNew(list) && list.captureMs[0] === this.captureMs);
    const drawn = client.drawList(list.slot[0]!);
    if (!drawn) throw new Error('the list is gone');
    const { order, chunks, content } = drawn;
    return { order: order.slice(0, list.count[0]!), chunks: chunks.slice(), content: content.slice() };
  }

  private publish(choices: ViewChoices): void {
    this.captureMs += 10;
    const view = viewOf([this.eye], { ...choices, captureMs: this.captureMs });
    view.gazeMs[0] = this.captureMs - 3;
    this.client.view.publish(view);
  }

  private async until(there: () => boolean): Promise<void> {
    const until = performance.now() + 20_000;
    while (!there()) {
      if (performance.now() > until) throw new Error('nothing came for the view');
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
  }
}
