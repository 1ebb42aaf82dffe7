import { readFile } from 'node:fs/promises';
import type { FramePixels } from '../../src/metrics/fovvideovdp/frame-pixels.ts';
import { UsageError } from './usage-error.ts';

/** Reads a video of raw RGB bytes, (frames, height, width, 3). @throws UsageError */
export async function readRawVideo(
  path: string,
  width: number,
  height: number,
  frames: number,
): Promise<FramePixels[]> {
  const bytes = await readFile(path).catch(() => {
    throw new UsageError(`${path} cannot be read.`);
  });
  const size = 3 * width * height;
  if (bytes.length !== frames * size) {
    throw new UsageError(
      `${path} has ${bytes.length} bytes instead of ${frames} frames of ${width} × ${height} pixels.`,
    );
  }
  return Array.from({ length: frames }, (_, i) => ({
    width,
    height,
    data: bytes.subarray(i * size, (i + 1) * size),
    channels: 3,
  }));
}
