import type { Page } from '@playwright/test';
import { decode } from 'fast-png';

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  readonly data: Uint8Array;
}

/** Decodes an 8-bit PNG in colour. @throws Error for any other. */
export function readPng(bytes: Uint8Array): Picture {
  const { width, height, channels, depth, data } = decode(bytes);
  if (depth !== 8 || (channels !== 3 && channels !== 4) || !(data instanceof Uint8Array)) {
    throw new Error(`a PNG of ${channels} channels and ${depth} bits is not compared`);
  }
  return { width, height, channels, data };
}

/** The middle of the picture as PNG bytes, `width` × `height`, with everything but the canvas hidden. */
export function screenshotMiddle(page: Page, width: number, height: number): Promise<Buffer> {
  const { width: pageWidth, height: pageHeight } = page.viewportSize()!;
  return page.screenshot({
    clip: { x: (pageWidth - width) / 2, y: (pageHeight - height) / 2, width, height },
    style: '#app > :not(.viewport), [class^="leva"] { visibility: hidden !important; }',
  });
}

/** Standard deviation of brightness, 0..127. */
export function contrast({ data, channels }: Picture): number {
  let sum = 0;
  let squares = 0;
  const pixels = data.length / channels;
  for (let i = 0; i < data.length; i += channels) {
    const value = (data[i]! + data[i + 1]! + data[i + 2]!) / 3;
    sum += value;
    squares += value * value;
  }
  return Math.sqrt(Math.max(0, squares / pixels - (sum / pixels) ** 2));
}

/** Contrast of the middle of the picture as it is seen now. */
export async function seenContrast(page: Page): Promise<number> {
  return contrast(readPng(await screenshotMiddle(page, 480, 360)));
}
