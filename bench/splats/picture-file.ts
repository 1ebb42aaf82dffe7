import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { encode } from 'fast-png';

/** Writes RGB bytes, top row first, (height, width, 3), as a PNG file, with the folders above it. */
export async function writePicture(
  file: string,
  rgb: Uint8Array,
  width: number,
  height: number,
): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, encode({ width, height, data: rgb, channels: 3, depth: 8 }));
}
