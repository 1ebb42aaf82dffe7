import { FRAME_LAYOUT } from '../shared/layouts.ts';
import { Mailbox } from '../shared/mailbox.ts';
import type { SplatClient } from '../workers/splats/splat-client.ts';

const TILE = 32;
const ALL_PIXELS = 4;

/** Tiles of one eye picture whose pixels are all computed. */
export interface SharpRegion {
  readonly tiles: number;
  readonly tilesTotal: number;
  /** Mean position of their centres: 0..1 of the picture from the left and from the top; NaN without any. */
  readonly x: number;
  readonly y: number;
  /** Tangents at the picture's edges: left, right, up, down. */
  readonly tangents: readonly number[];
}

/** Summarizes tile levels of the newest picture. Reads through a mailbox of its own, so that the display misses nothing. */
export function sharpRegionReader(
  client: Pick<SplatClient, 'frame' | 'picture'>,
): (eye: number) => SharpRegion | null {
  const mailbox = new Mailbox(FRAME_LAYOUT, client.frame.buffer);
  const record = FRAME_LAYOUT.record();
  return (eye) => {
    if (!mailbox.read(record) || eye >= record.eyeCount[0]!) return null;
    const picture = client.picture(record.slot[0]!, eye);
    if (!picture) return null;
    const width = record.width[0]!;
    const columns = Math.ceil(width / TILE);
    let [tiles, sumX, sumY] = [0, 0, 0];
    for (let i = 0; i < picture.levels.length; i++) {
      if (picture.levels[i] !== ALL_PIXELS) continue;
      tiles++;
      sumX += (i % columns) + 0.5;
      sumY += Math.floor(i / columns) + 0.5;
    }
    return {
      tiles,
      tilesTotal: picture.levels.length,
      x: (sumX * TILE) / tiles / width,
      y: (sumY * TILE) / tiles / record.height[0]!,
      tangents: [...record.eyeTangents.subarray(eye * 4, eye * 4 + 4)],
    };
  };
}
