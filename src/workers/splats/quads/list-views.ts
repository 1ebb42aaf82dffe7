import type { RecordOf } from '../../../shared/layout.ts';
import type { ListFields } from '../../../shared/layouts.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import type { DrawList } from '../splat-client.ts';
import { LIST_SLOTS, listOffsets, tileCount } from '../tiles/frame-memory.ts';

/** Tiles of all eyes that a list has content levels of. */
export function listTiles({ eyeCount, width, height }: RecordOf<ListFields>): number {
  return eyeCount[0]! * tileCount(width[0]!, height[0]!);
}

/** Views of a draw list inside the renderer's memory. @param tiles of all eyes */
export function viewList({ scene, plan }: PlannedScene, slot: number, tiles: number): DrawList {
  const { order, chunks, content } = listOffsets(plan, scene.chunkCount, slot);
  const { buffer } = scene.memory;
  return {
    order: new Uint32Array(buffer, order, scene.count),
    chunks: new Float32Array(buffer, chunks, 2 * scene.chunkCount),
    content: new Uint8Array(buffer, content, tiles),
  };
}

/** Whether a number names a slot. */
export function isListSlot(slot: number): boolean {
  return slot >= 0 && slot < LIST_SLOTS;
}
