import type { Page } from '@playwright/test';
import { decode } from 'fast-png';

/** Part of the page's height that is looked at; the rest holds buttons and figures. */
const BAND = 0.4;

/**
 * Standard deviation of brightness, 0..127, in a band across the middle of the canvas, with everything but the canvas hidden: next
 * to nothing on a screen without splats.
 * @returns of the left and the right half, which are the two eyes in the emulated headset
 */
export async function contrasts(page: Page): Promise<readonly [left: number, right: number]> {
  const { width, height } = page.viewportSize()!;
  const clip = { x: width * 0.05, y: (height * (1 - BAND)) / 2, width: width * 0.9, height: height * BAND };
  const style = '#app > :not(.viewport), [class^="leva"] { visibility: hidden !important; }';
  const picture = decode(await page.screenshot({ clip, style, scale: 'css' }));
  const half = Math.floor(picture.width / 2);
  return [spread(picture, 0, half), spread(picture, half, picture.width)];
}

function spread(
  { width, height, channels, data }: ReturnType<typeof decode>,
  from: number,
  to: number,
): number {
  let sum = 0;
  let squares = 0;
  for (let y = 0; y < height; y++) {
    for (let x = from; x < to; x++) {
      const at = (y * width + x) * channels;
      const value = (data[at]! + data[at + 1]! + data[at + 2]!) / 3;
      sum += value;
      squares += value * value;
    }
  }
  const pixels = height * (to - from);
  return Math.sqrt(Math.max(0, squares / pixels - (sum / pixels) ** 2));
}
