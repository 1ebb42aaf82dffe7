import type { RecordOf } from '../../../shared/layout.ts';
import type { FrameFields } from '../../../shared/layouts.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import type { EyePicture } from '../splat-client.ts';
import { tileCount } from './frame-memory.ts';
import { viewPictures } from './picture-views.ts';

/** A finished frame as a message, for pages without shared memory. */
export interface PictureMessage {
  readonly picture: true;
  readonly words: Int32Array;
  readonly eyes: readonly EyePicture[];
}

/**
 * Copies a frame out of the renderer's memory and hands it over. Allocates a picture a frame: the price of missing isolation.
 */
export function postPictures(
  record: RecordOf<FrameFields>,
  planned: PlannedScene,
  port: { postMessage(message: unknown, transfer: Transferable[]): void },
): void {
  const eyes: EyePicture[] = [];
  const buffers: ArrayBuffer[] = [];
  const width = record.width[0]!;
  const height = record.height[0]!;
  for (let eye = 0; eye < record.eyeCount[0]!; eye++) {
    const source = viewPictures(planned, record.slot[0]!, eye, width, height);
    const color = new Uint8Array(source.color.length);
    const depth = new Float32Array(source.depth.length);
    const levels = new Uint8Array(tileCount(width, height));
    color.set(source.color);
    depth.set(source.depth);
    levels.set(source.levels);
    eyes.push({ color, depth, levels });
    buffers.push(color.buffer, depth.buffer, levels.buffer);
  }
  const words = record.words.slice();
  buffers.push(words.buffer);
  port.postMessage({ picture: true, words, eyes } satisfies PictureMessage, buffers);
}
