import { readFile } from 'node:fs/promises';
import { convertIndexedToRgb, type DecodedPng, decode } from 'fast-png';
import type { FramePixels } from '../../src/metrics/fovvideovdp/frame-pixels.ts';
import { UsageError } from './usage-error.ts';

/** Reads a PNG of 8 or 16 bits, grey, in colour or with a palette. @throws UsageError */
export async function readPicture(path: string): Promise<FramePixels> {
  const bytes = await readFile(path).catch(() => {
    throw new UsageError(`${path} cannot be read.`);
  });
  const png = decodePng(path, bytes);
  const { width, height, channels } = png;
  if (png.palette) {
    const data = convertIndexedToRgb(png);
    return { width, height, data, channels: data.length === 4 * width * height ? 4 : 3 };
  }
  if (png.depth < 8) throw new UsageError(`${path} has ${png.depth} bits a value; 8 and 16 can be compared.`);
  // Grey with opacity has two values a pixel; the first is the grey.
  const data = channels === 2 ? png.data.filter((_, i) => i % 2 === 0) : png.data;
  return { width, height, data, channels: channels < 3 ? 1 : (channels as 3 | 4) };
}

function decodePng(path: string, bytes: Uint8Array): DecodedPng {
  try {
    return decode(bytes);
  } catch {
    throw new UsageError(`${path} cannot be read as PNG.`);
  }
}
