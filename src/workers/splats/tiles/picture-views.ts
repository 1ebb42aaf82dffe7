import type { PlannedScene } from '../scene/shared-scene.ts';
import type { EyePicture } from '../splat-client.ts';
import { slotOffsets, tileCount } from './frame-memory.ts';

/** Views of one eye's picture inside the renderer's memory. */
export function viewPictures(
  { scene, plan }: PlannedScene,
  slot: number,
  eye: number,
  width: number,
  height: number,
): EyePicture {
  const { color, depth, levels } = slotOffsets(plan, slot);
  const pixels = width * height;
  const tiles = tileCount(width, height);
  const { buffer } = scene.memory;
  return {
    color: new Uint8Array(buffer, color + eye * pixels * 4, pixels * 4),
    depth: new Float32Array(buffer, depth + eye * pixels, pixels / 4),
    levels: new Uint8Array(buffer, levels + eye * tiles, tiles),
  };
}
