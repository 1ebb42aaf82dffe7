import { unzipSync } from 'fflate';
import type { DecodeProgress } from './decode.ts';
import { checkSplatCount, fileError } from './limits.ts';
import { type RawSplats, shRestCount } from './raw-splats.ts';
import { readSogMeta, type SogHarmonics, type SogLayout } from './sog-meta.ts';
import { allocateSplats, finishSplats, type SplatArrays } from './splat-arrays.ts';
import { createWebpDecoder, type RgbaImage, type WasmLoader } from './webp-decoder.ts';

/** Entries of a zip that are looked at; a bundle has eight. */
const MAX_ZIP_ENTRIES = 4096;
/** Most bytes that deflate can make of one (RFC 1951). */
const MAX_DEFLATE_RATIO = 1032;
/** Centroids in one row of their image. */
const PALETTE_ROW = 64;

/**
 * Decodes a bundled .sog: a zip of `meta.json` and WebP images whose pixels are the splats, row by row
 * (developer.playcanvas.com, "The SOG Format"). Costs about a millisecond for 2000 splats, most of it WebP.
 * @throws SplatFileError
 */
export async function decodeSog(
  name: string,
  bytes: Uint8Array,
  onProgress: DecodeProgress,
  loadWebpWasm: WasmLoader,
): Promise<RawSplats> {
  const metaPath = findMeta(name, bytes);
  const layout = readSogMeta(name, new TextDecoder().decode(unzip(bytes, new Set([metaPath])).get(metaPath)));
  checkSplatCount(name, layout.count, layout.harmonics?.degree ?? (layout.harmonics ? 3 : 0));

  const folder = metaPath.slice(0, metaPath.length - 'meta.json'.length);
  const { files, harmonics, count } = layout;
  const wanted = [...Object.values(files), ...(harmonics ? [harmonics.centroids, harmonics.labels] : [])];
  const images = unzip(bytes, new Set(wanted.map((file) => folder + file)));
  const webp = await createWebpDecoder(loadWebpWasm);
  let done = 0;
  const read = (file: string): RgbaImage => {
    const image = images.get(folder + file);
    if (!image) throw fileError(name, `lacks the image “${file}” that its meta.json names`);
    const decoded = webp(image);
    images.delete(folder + file);
    onProgress(++done / (wanted.length + 1));
    return decoded;
  };
  /** Pixels of an image with one splat a pixel. */
  const readSplats = (file: string): Uint8ClampedArray => {
    const { width, height, data } = read(file);
    if (width * height < count) {
      throw fileError(name, `has ${width} × ${height} pixels in “${file}”, too few for its ${count} splats`);
    }
    return data;
  };

  const meansLow = readSplats(files.meansLow);
  const meansHigh = readSplats(files.meansHigh);
  const centroids = harmonics && read(harmonics.centroids);
  const shDegree = harmonics && centroids ? paletteDegree(name, harmonics, centroids) : 0;
  const arrays = allocateSplats(count, shDegree);
  unpackPositions(layout, meansLow, meansHigh, arrays);
  unpackScales(layout, readSplats(files.scales), arrays);
  unpackColors(layout, readSplats(files.sh0), arrays);
  unpackRotations(readSplats(files.quats), arrays);
  if (harmonics && centroids) unpackHarmonics(harmonics, centroids, readSplats(harmonics.labels), arrays);
  return finishSplats(name, arrays, 'y-down');
}

/** Path of the outermost `meta.json`. */
function findMeta(name: string, bytes: Uint8Array): string {
  let found: string | null = null;
  eachEntry(bytes, (path) => {
    if (/(^|\/)meta\.json$/.test(path) && (found === null || path.length < found.length)) found = path;
    return false;
  });
  if (found === null) throw fileError(name, 'is a zip without a meta.json, so it is no SOG bundle');
  return found;
}

/** The wanted entries of a zip, each once. */
function unzip(bytes: Uint8Array, wanted: Set<string>): Map<string, Uint8Array> {
  const missing = new Set(wanted);
  return new Map(Object.entries(eachEntry(bytes, (path) => missing.delete(path))));
}

/** Unpacks the entries that `take` accepts. The directory's own numbers are not trusted. */
function eachEntry(bytes: Uint8Array, take: (path: string) => boolean): Record<string, Uint8Array> {
  let entries = 0;
  return unzipSync(bytes, {
    filter: (entry) => {
      if (++entries > MAX_ZIP_ENTRIES) throw new Error('its zip directory is too long');
      if (!take(entry.name)) return false;
      if (entry.size > bytes.length || entry.originalSize > entry.size * MAX_DEFLATE_RATIO + 64) {
        throw new Error('its zip directory is damaged');
      }
      return true;
    },
  });
}

function unpackPositions(
  { positions: [tableX, tableY, tableZ] }: SogLayout,
  low: Uint8ClampedArray,
  high: Uint8ClampedArray,
  { count, positions }: SplatArrays,
): void {
  for (let i = 0; i < count; i++) {
    const at = i * 4;
    positions[i * 3] = tableX[low[at]! | (high[at]! << 8)]!;
    positions[i * 3 + 1] = tableY[low[at + 1]! | (high[at + 1]! << 8)]!;
    positions[i * 3 + 2] = tableZ[low[at + 2]! | (high[at + 2]! << 8)]!;
  }
}

function unpackScales(
  { scales: [x, y, z] }: SogLayout,
  pixels: Uint8ClampedArray,
  { count, scales }: SplatArrays,
): void {
  for (let i = 0; i < count; i++) {
    scales[i * 3] = x[pixels[i * 4]!]!;
    scales[i * 3 + 1] = y[pixels[i * 4 + 1]!]!;
    scales[i * 3 + 2] = z[pixels[i * 4 + 2]!]!;
  }
}

function unpackColors(
  { colors: [red, green, blue], opacities: table }: SogLayout,
  pixels: Uint8ClampedArray,
  { count, colors, opacities }: SplatArrays,
): void {
  for (let i = 0; i < count; i++) {
    colors[i * 3] = red[pixels[i * 4]!]!;
    colors[i * 3 + 1] = green[pixels[i * 4 + 1]!]!;
    colors[i * 3 + 2] = blue[pixels[i * 4 + 2]!]!;
    opacities[i] = table[pixels[i * 4 + 3]!]!;
  }
}

/** Quaternions of the three smallest components as 8 bits; alpha 252..255 says which of w, x, y, z is left out. */
function unpackRotations(pixels: Uint8ClampedArray, { count, rotations }: SplatArrays): void {
  const small = Float32Array.from({ length: 256 }, (_, code) => ((code / 255) * 2 - 1) * Math.SQRT1_2);
  for (let i = 0; i < count; i++) {
    const at = i * 4;
    const a = small[pixels[at]!]!;
    const b = small[pixels[at + 1]!]!;
    const c = small[pixels[at + 2]!]!;
    const place = pixels[at + 3]! - 252;
    // Other alphas mean nothing; the zero quaternion becomes the identity.
    if (place < 0) continue;
    const largest = Math.sqrt(Math.max(0, 1 - a * a - b * b - c * c));
    rotations[at + 3] = place === 0 ? largest : a;
    rotations[at] = place === 1 ? largest : place === 0 ? a : b;
    rotations[at + 1] = place === 2 ? largest : place < 2 ? b : c;
    rotations[at + 2] = place === 3 ? largest : c;
  }
}

function paletteDegree(name: string, { degree }: SogHarmonics, { width }: RgbaImage): 1 | 2 | 3 {
  const found = ([1, 2, 3] as const).find((candidate) => width === PALETTE_ROW * shRestCount(candidate));
  if (!found || (degree !== null && degree !== found)) {
    throw fileError(name, `has an image of harmonics ${width} pixels wide, which fits no degree it may have`);
  }
  return found;
}

/** Harmonics by 16-bit labels into a palette image with one pixel a coefficient; labels beyond it give zeros. */
function unpackHarmonics(
  { table }: SogHarmonics,
  centroids: RgbaImage,
  labels: Uint8ClampedArray,
  { count, shDegree, shRest }: SplatArrays,
): void {
  const stride = shRestCount(shDegree) * 3;
  const palette = new Float32Array(centroids.width * centroids.height * 3);
  for (let pixel = 0; pixel < palette.length / 3; pixel++) {
    for (let rgb = 0; rgb < 3; rgb++) palette[pixel * 3 + rgb] = table[centroids.data[pixel * 4 + rgb]!]!;
  }
  if (!shRest) return;
  for (let i = 0; i < count; i++) {
    const from = (labels[i * 4]! | (labels[i * 4 + 1]! << 8)) * stride;
    if (from + stride > palette.length) continue;
    for (let k = 0; k < stride; k++) shRest[i * stride + k] = palette[from + k]!;
  }
}
