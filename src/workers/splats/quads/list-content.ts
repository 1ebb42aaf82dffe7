import type { RecordOf } from '../../../shared/layout.ts';
import type { ViewFields } from '../../../shared/layouts.ts';
import { VIEW_MODE } from '../foveation/view-options.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import { CHUNK_FIELDS } from '../scene/splat-scene.ts';
import { eyeAxes } from '../tiles/eye-axes.ts';
import { LIST_SLOTS, MOST_LIST_TILES, tileCount } from '../tiles/frame-memory.ts';
import { ContentEstimate } from './content-estimate.ts';
import { viewList } from './list-views.ts';

/** Writes the content levels of all tiles of a draw list. Allocates only when the pictures' size changes. */
export class ListContent {
  private readonly table: Float32Array;
  private readonly axes = new Float64Array(12);
  private readonly tangents = new Float64Array(4);
  private readonly estimate = new ContentEstimate();
  private readonly slots: readonly Uint8Array[];
  /** Of one eye, by slot and eye. */
  private eyes: readonly (readonly Uint8Array[])[] = [];
  private tiles = 0;

  constructor(planned: PlannedScene) {
    const { memory, chunkTable, chunkCount } = planned.scene;
    this.table = new Float32Array(memory.buffer, chunkTable, chunkCount * CHUNK_FIELDS);
    this.slots = Array.from(
      { length: LIST_SLOTS },
      (_, slot) => viewList(planned, slot, MOST_LIST_TILES).content,
    );
  }

  /**
   * @param chunks splats drawn and growth of σ², of every chunk of the scene
   * @param sigma size of every chunk's splats
   */
  write(view: RecordOf<ViewFields>, chunks: Float32Array, sigma: Float32Array, slot: number): void {
    const eyeCount = view.eyeCount[0]!;
    const tiles = tileCount(view.width[0]!, view.height[0]!);
    if (view.mode[0] !== VIEW_MODE.a3fr) {
      this.slots[slot]!.fill(4, 0, eyeCount * tiles);
      return;
    }
    if (tiles !== this.tiles) {
      this.tiles = tiles;
      this.eyes = this.slots.map((content) => [
        content.subarray(0, tiles),
        content.subarray(tiles, 2 * tiles),
      ]);
    }
    for (let eye = 0; eye < eyeCount; eye++) {
      this.addChunks(view, eye, chunks, sigma);
      this.estimate.levels(view.quantiles, this.eyes[slot]![eye]!);
    }
  }

  /** Estimated entries of the tile lists of one eye, in parts of a splat; valid until the next. */
  counts(view: RecordOf<ViewFields>, eye: number, chunks: Float32Array, sigma: Float32Array): Uint32Array {
    this.addChunks(view, eye, chunks, sigma);
    return this.estimate.finish();
  }

  private addChunks(
    view: RecordOf<ViewFields>,
    eye: number,
    chunks: Float32Array,
    sigma: Float32Array,
  ): void {
    const { table, axes, tangents, estimate } = this;
    eyeAxes(view, eye, axes, tangents);
    estimate.begin(view.width[0]!, view.height[0]!, tangents);
    estimate.addChunks(axes, table, chunks, sigma);
  }
}
