import type { RecordOf } from '../../../shared/layout.ts';
import type { ListFields } from '../../../shared/layouts.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import type { DrawList } from '../splat-client.ts';
import { isListSlot, listTiles, viewList } from './list-views.ts';

/** A draw list as a message, for pages without shared memory; without `drawn` it is the one before, or none any more. */
export interface ListMessage {
  readonly list: true;
  readonly words: Int32Array;
  readonly drawn: DrawList | null;
}

/**
 * Copies a list out of the renderer's memory and hands it over. Allocates a list a time: the price of missing isolation.
 * @param fresh false where the page has it already
 */
export function postList(
  record: RecordOf<ListFields>,
  planned: PlannedScene,
  fresh: boolean,
  port: { postMessage(message: unknown, transfer: Transferable[]): void },
): void {
  const words = record.words.slice();
  const buffers: ArrayBuffer[] = [words.buffer];
  let drawn: DrawList | null = null;
  if (fresh && isListSlot(record.slot[0]!)) {
    const source = viewList(planned, record.slot[0]!, listTiles(record));
    const order = new Uint32Array(record.count[0]!);
    const chunks = new Float32Array(source.chunks.length);
    const content = new Uint8Array(source.content.length);
    order.set(source.order.subarray(0, order.length));
    chunks.set(source.chunks);
    content.set(source.content);
    drawn = { order, chunks, content };
    buffers.push(order.buffer, chunks.buffer, content.buffer);
  }
  port.postMessage({ list: true, words, drawn } satisfies ListMessage, buffers);
}
