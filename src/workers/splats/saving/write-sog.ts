import { strToU8, zipSync } from 'fflate';
import { orient } from '../formats/orient.ts';
import { type RawSplats, shRestCount } from '../formats/raw-splats.ts';
import {
  byCodebook,
  type Plane,
  packColors,
  packLabels,
  packMeans,
  packQuats,
  packScales,
} from './sog-planes.ts';
import { makePalette } from './vector-palette.ts';
import type { WebpEncoder } from './webp-encoder.ts';

/** Centroids in one row of their image. */
const PALETTE_ROW = 64;
/** Most rows of the palette of harmonics: labels have 16 bits. */
const MAX_PALETTE = 65536;
/** So few splats get a row each, more share half as many rows as there are splats. */
const OWN_ROWS = 1024;

/**
 * Splats as a bundled .sog of version 2 (developer.playcanvas.com, "The SOG Format"), in their order, y-down as the format has it:
 * a zip of meta.json and lossless WebP images. Harmonics above degree 0 share a palette.
 * @param onProgress called with the finished share, 0..1
 */
export async function writeSog(
  raw: RawSplats,
  encodeWebp: WebpEncoder,
  onProgress: (fraction: number) => void = () => {},
): Promise<Uint8Array> {
  // The half turn that makes y-down into y-up is its own inverse.
  const splats = orient(orient(raw, 'auto'), 'y-down');
  const { count } = splats;
  const width = Math.ceil(Math.sqrt(count) / 4) * 4;
  const height = Math.ceil(count / width / 4) * 4;
  const pixels = width * height;
  const imageCount = splats.shRest ? 7 : 5;
  const files: Record<string, Uint8Array> = {};
  const write = async (name: string, data: Plane, columns = width, rows = height) => {
    files[name] = await encodeWebp(columns, rows, data);
    onProgress(
      (splats.shRest ? 0.5 : 0) + (Object.keys(files).length / imageCount) * (splats.shRest ? 0.45 : 0.95),
    );
  };

  const palette = splats.shRest && paletteOf(splats, (share) => onProgress(0.5 * share));
  const means = packMeans(splats, pixels);
  await write('means_l.webp', means.low);
  await write('means_u.webp', means.high);
  const scales = packScales(splats, pixels);
  await write('scales.webp', scales.data);
  await write('quats.webp', packQuats(splats, pixels));
  const colors = packColors(splats, pixels);
  await write('sh0.webp', colors.data);
  const meta = {
    version: 2,
    asset: { generator: 'Saccade' },
    count,
    means: { mins: means.mins, maxs: means.maxs, files: ['means_l.webp', 'means_u.webp'] },
    scales: { codebook: [...scales.codebook], files: ['scales.webp'] },
    quats: { files: ['quats.webp'] },
    sh0: { codebook: [...colors.codebook], files: ['sh0.webp'] },
    ...(palette && { shN: palette.meta }),
  };
  if (palette) {
    await write('shN_centroids.webp', palette.data, palette.width, palette.height);
    await write('shN_labels.webp', packLabels(palette.labels, pixels));
  }
  const bytes = zipSync({ 'meta.json': strToU8(JSON.stringify(meta)), ...files }, { level: 0 });
  onProgress(1);
  return bytes;
}

/** Harmonics as a palette image, 64 rows of it side by side, and a label a splat. */
function paletteOf({ count, shDegree, shRest }: RawSplats, onProgress: (fraction: number) => void) {
  const coefficients = shRestCount(shDegree);
  const most = count <= OWN_ROWS ? count : Math.min(MAX_PALETTE, Math.ceil(count / 2));
  const { rows, size, labels } = makePalette(shRest!, count, 3 * coefficients, most, onProgress);
  const width = PALETTE_ROW * coefficients;
  const height = Math.ceil(size / PALETTE_ROW);
  const { data, codebook } = byCodebook(rows, width * height);
  const meta = {
    count: size,
    bands: shDegree,
    codebook: [...codebook],
    files: ['shN_centroids.webp', 'shN_labels.webp'],
  };
  return { meta, data, width, height, labels };
}
