import { FRAME_LAYOUT } from '../../shared/layouts.ts';
import { Mailbox } from '../../shared/mailbox.ts';
import type { SplatClient } from '../../workers/splats/splat-client.ts';

/** Pixels that are looked at are so many apart; a prime keeps clear of the tiles. */
const STEP = 1009;
/** `frame.stageMs` of the whole frame. */
const WHOLE = 5;

/** What the eye camera wants to know of the pictures. It reads through mailboxes of its own, so that the display misses nothing. */
export interface PictureReader {
  /** Mean value of the newest picture's pixels, 0..255, from a few of them; NaN = no newer one, or the GPU draws. */
  brightness(): number;
  /** Time that a new picture took, ms; NaN = no newer one, or the GPU draws. */
  frameMs(): number;
}

export function pictureReader(client: Pick<SplatClient, 'frame' | 'picture'>): PictureReader {
  const bright = new Mailbox(FRAME_LAYOUT, client.frame.buffer);
  const timed = new Mailbox(FRAME_LAYOUT, client.frame.buffer);
  const record = FRAME_LAYOUT.record();
  return {
    brightness() {
      if (!bright.readNew(record)) return Number.NaN;
      const color = client.picture(record.slot[0]!, 0)?.color;
      return color ? meanLuma(color) : Number.NaN;
    },
    frameMs: () => (timed.readNew(record) ? record.stageMs[WHOLE]! : Number.NaN),
  };
}

function meanLuma(color: Uint8Array): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i + 2 < color.length; i += 4 * STEP, count++) {
    sum += 0.2126 * color[i]! + 0.7152 * color[i + 1]! + 0.0722 * color[i + 2]!;
  }
  return count > 0 ? sum / count : Number.NaN;
}
