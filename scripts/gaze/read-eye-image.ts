import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { TrackerConfig } from '../../src/workers/gaze/tracker-config.ts';
import { readPicture } from '../metric/read-picture.ts';
import { UsageError } from './usage-error.ts';

/** Files of a path: itself, or the PNG of a folder by name. @throws UsageError */
export async function eyeImagesIn(place: string): Promise<string[]> {
  const found = await stat(place).catch(() => {
    throw new UsageError(`${place} is not there.`);
  });
  if (!found.isDirectory()) return [place];
  const names = (await readdir(place)).filter((name) => /\.png$/i.test(name)).sort();
  if (names.length === 0) throw new UsageError(`There is no PNG in ${place}.`);
  return names.map((name) => path.join(place, name));
}

/**
 * Grey values of a PNG, (height, width); colours are averaged.
 * @throws UsageError when it is no PNG, of another size, or a single grey
 */
export async function readEyeImage(file: string, { width, height }: TrackerConfig): Promise<Uint8Array> {
  const picture = await readPicture(file).catch((error: unknown) => {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  });
  if (picture.width !== width || picture.height !== height) {
    throw new UsageError(
      `${file} has ${picture.width} × ${picture.height} pixels; the tracker looks at ${width} × ${height}.`,
    );
  }
  const { data, channels } = picture;
  const colours = Math.min(channels, 3);
  const divisor = colours * (data instanceof Uint16Array ? 257 : 1);
  const grey = Uint8Array.from({ length: width * height }, (_, i) => {
    let sum = 0;
    for (let c = 0; c < colours; c++) sum += data[i * channels + c]!;
    return Math.round(sum / divisor);
  });
  if (grey.every((value) => value === grey[0])) {
    throw new UsageError(`${file} is one even grey: there is no eye in it.`);
  }
  return grey;
}
