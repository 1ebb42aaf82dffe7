import type { DecodeProgress } from './decode.ts';
import { checkSplatCount, fileError } from './limits.ts';
import { type RawSplats, shRestCount } from './raw-splats.ts';
import { checkRelativePath } from './relative-path.ts';
import { readSogMeta, type SogHarmonics, type SogLayout } from './sog-meta.ts';
import { allocateSplats, finishSplats, type SplatArrays } from './splat-arrays.ts';
import { createWebpDecoder, type RgbaImage, type WasmLoader } from './webp-decoder.ts';
import { openZip, type Zip } from './zip.ts';

/** Longest meta.json, bytes; the codebooks make about 20 000. */
const MAX_META_BYTES = 2 ** 22;
/** Images that are asked for at once: a server answers several as soon as one, memory bounds their number. */
const READ_AHEAD = 4;
/** Stands in for bytes that are no longer needed. */
const GIVEN_UP = Promise.resolve(new Uint8Array(0));
/** Centroids in one row of their image. */
const PALETTE_ROW = 64;

/** Reads a file of the scene by the path that its meta.json gives. Rejects with a SplatFileError. */
export type SogReader = (path: string) => Uint8Array | Promise<Uint8Array>;

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
  return decodeSogZip(name, openZip(name, bytes), onProgress, loadWebpWasm);
}

/** The same of a zip that lies elsewhere. @throws SplatFileError */
export async function decodeSogZip(
  name: string,
  zip: Zip,
  onProgress: DecodeProgress,
  loadWebpWasm: WasmLoader,
): Promise<RawSplats> {
  const meta = zip.outermost('meta.json');
  if (meta === null) throw fileError(name, 'is a zip without a meta.json, so it is no SOG bundle');
  const folder = meta.slice(0, meta.length - 'meta.json'.length);
  const arrays = await readSogArrays(name, await zip.read(meta), onProgress, loadWebpWasm, (path) => {
    if (!zip.has(folder + path)) throw fileError(name, `lacks the image “${path}” that its meta.json names`);
    return zip.read(folder + path);
  });
  return finishSplats(name, arrays, 'y-down');
}

/**
 * The splats of a SOG in the order of the file, none left out: places in it are what a streamed scene refers to.
 * @param read gives the images that the meta.json names
 * @throws SplatFileError
 */
export async function readSogArrays(
  name: string,
  metaBytes: Uint8Array,
  onProgress: DecodeProgress,
  loadWebpWasm: WasmLoader,
  read: SogReader,
): Promise<SplatArrays> {
  if (metaBytes.length > MAX_META_BYTES) throw fileError(name, 'has a meta.json that is too long');
  const layout = readSogMeta(name, new TextDecoder().decode(metaBytes));
  checkSplatCount(name, layout.count, layout.harmonics?.degree ?? (layout.harmonics ? 3 : 0));
  const { files, harmonics, count } = layout;
  // In the order in which they are used.
  const paths = [
    files.meansLow,
    files.meansHigh,
    ...(harmonics ? [harmonics.centroids] : []),
    files.scales,
    files.sh0,
    files.quats,
    ...(harmonics ? [harmonics.labels] : []),
  ];
  for (const path of paths) checkRelativePath(name, path);
  const webp = await createWebpDecoder(loadWebpWasm);
  const contents: Promise<Uint8Array>[] = [];
  let done = 0;
  /** The next image of `paths`, while some that follow are being read. */
  const readImage = async (): Promise<RgbaImage> => {
    while (contents.length < Math.min(paths.length, done + READ_AHEAD)) {
      contents.push(readLater(read, paths[contents.length]!));
    }
    const bytes = await contents[done]!;
    contents[done] = GIVEN_UP;
    const image = webp(bytes);
    onProgress(++done / (paths.length + 1));
    return image;
  };
  /** Pixels of an image with one splat a pixel. */
  const readSplats = async (): Promise<Uint8ClampedArray> => {
    const path = paths[done]!;
    const { width, height, data } = await readImage();
    if (width * height < count) {
      throw fileError(name, `has ${width} × ${height} pixels in “${path}”, too few for its ${count} splats`);
    }
    return data;
  };

  // The first images tell whether the count is true, before memory is taken for it.
  const meansLow = await readSplats();
  const meansHigh = await readSplats();
  const centroids = harmonics && (await readImage());
  const shDegree = harmonics && centroids ? paletteDegree(name, harmonics, centroids) : 0;
  const arrays = allocateSplats(count, shDegree);
  unpackPositions(layout, meansLow, meansHigh, arrays);
  unpackScales(layout, await readSplats(), arrays);
  unpackColors(layout, await readSplats(), arrays);
  unpackRotations(await readSplats(), arrays);
  if (harmonics && centroids) unpackHarmonics(harmonics, centroids, await readSplats(), arrays);
  return arrays;
}

/** A read that has begun. Its failure is told to who waits for it, and to nobody else. */
async function begin(read: SogReader, path: string): Promise<Uint8Array> {
  return read(path);
}

function readLater(read: SogReader, path: string): Promise<Uint8Array> {
  const content = begin(read, path);
  content.catch(() => {});
  return content;
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
