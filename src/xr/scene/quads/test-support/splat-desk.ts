import type { EyeView } from '../../../../kernels/splats/reference/splat-cloud.ts';
import type { RecordOf } from '../../../../shared/layout.ts';
import { FRAME_LAYOUT, LIST_LAYOUT, VIEW_LAYOUT, type ViewFields } from '../../../../shared/layouts.ts';
import { presetNamed } from '../../../../workers/splats/foveation/default-presets.ts';
import { writePreset } from '../../../../workers/splats/foveation/presets.ts';
import { DEFAULT_QUANTILES } from '../../../../workers/splats/foveation/regions.ts';
import { VIEW_MODE, VIEW_PRODUCT } from '../../../../workers/splats/foveation/view-options.ts';
import type {
  DrawList,
  SceneInfo,
  SceneSource,
  SplatClient,
} from '../../../../workers/splats/splat-client.ts';
import { createTilesClient } from '../../../../workers/splats/tiles-client.ts';
import { AS_IT_IS } from './cloud-ply.ts';

/** The workers with a scene, asked for pictures and lists of one eye. */
export class SplatDesk {
  readonly frame = FRAME_LAYOUT.record();
  readonly list = LIST_LAYOUT.record();
  private captureMs = 1000;

  private constructor(
    readonly client: SplatClient,
    readonly info: SceneInfo,
  ) {}

  static async open(source: SceneSource): Promise<SplatDesk> {
    const client = await createTilesClient({ workers: 1 });
    try {
      return new SplatDesk(client, await client.load(source, AS_IT_IS, () => {}));
    } catch (error) {
      client.dispose();
      throw error;
    }
  }

  /** Full picture by the `tiles` renderer, RGBA, top row first. */
  async picture(eye: EyeView): Promise<Uint8Array> {
    this.publish(eye, VIEW_PRODUCT.pictures, VIEW_MODE.full, [0, 0, -1]);
    const { client, frame } = this;
    await this.until(() => client.frame.readNew(frame) && frame.captureMs[0] === this.captureMs);
    return client.picture(frame.slot[0]!, 0)!.color.slice();
  }

  /** Draw list for a view; good until the next. @param gaze viewer space; null = full, without foveation */
  async drawList(eye: EyeView, gaze: readonly number[] | null = null): Promise<DrawList> {
    const mode = gaze === null ? VIEW_MODE.full : VIEW_MODE.a3fr;
    this.publish(eye, VIEW_PRODUCT.lists, mode, gaze ?? [0, 0, -1]);
    const { client, list } = this;
    await this.until(() => client.list.readNew(list) && list.captureMs[0] === this.captureMs);
    return client.drawList(list.slot[0]!)!;
  }

  /** The view that was published last. */
  readonly view: RecordOf<ViewFields> = VIEW_LAYOUT.record();

  private publish(eye: EyeView, product: number, mode: number, gaze: readonly number[]): void {
    const { view } = this;
    // Long enough after the one before for nothing to be on its way any more.
    view.captureMs[0] = this.captureMs += 5000;
    view.headPosition.set(eye.position);
    view.headOrientation.set(eye.orientation);
    view.eyeCount[0] = 1;
    view.width[0] = eye.width;
    view.height[0] = eye.height;
    view.eyePosition.set(eye.position);
    view.eyeOrientation.set(eye.orientation);
    view.eyeTangents.set([eye.left, eye.right, eye.up, eye.down]);
    const length = Math.hypot(...gaze);
    view.gazeDirection.set(gaze.map((value) => value / length));
    view.product[0] = product;
    view.mode[0] = mode;
    view.quantiles.set(DEFAULT_QUANTILES);
    writePreset(presetNamed('narrow'), view);
    this.client.view.publish(view);
  }

  private async until(done: () => boolean): Promise<void> {
    const end = performance.now() + 30_000;
    while (!done()) {
      if (performance.now() > end) throw new Error('nothing came for the view');
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
  }

  dispose(): void {
    this.client.dispose();
  }
}
