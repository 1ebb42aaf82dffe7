import type { DecodeProgress } from './decode.ts';
import { halfValues } from './half-float.ts';
import { fileError } from './limits.ts';
import { type RawSplats, shRestCount, type UpAxis } from './raw-splats.ts';
import { allocateSplats, finishSplats, SH_C0, type SplatArrays } from './splat-arrays.ts';
import { keptDegree, readSpzStreams, type SpzStreams } from './spz-streams.ts';

/** Half the range of a degree-0 coefficient that 8 bits cover, as a factor (SPZ's colour scale). */
const COLOR_SCALE = 0.15;
const COORDINATE_SYSTEM = 0xadbe0003;
/** Right-handed frames of SPZ_ADOBE_coordinate_system that have y upright: unspecified, RUB, LUF; LDB, RDF. */
const FRAMES: Readonly<Record<number, UpAxis>> = {
  0: 'y-up',
  4: 'y-up',
  7: 'y-up',
  1: 'y-down',
  6: 'y-down',
};

/**
 * Decodes a Niantic .spz of version 1 to 4. Harmonics of degree 4 are left out.
 * @throws SplatFileError
 */
export async function decodeSpz(
  name: string,
  bytes: Uint8Array,
  onProgress: DecodeProgress,
): Promise<RawSplats> {
  const streams = await readSpzStreams(name, bytes);
  const up = frameOf(name, streams.extensions);
  onProgress(0.5);
  const arrays = allocateSplats(streams.count, keptDegree(streams.shDegree));
  unpackPositions(streams, arrays.positions);
  unpackRotations(streams, arrays.rotations);
  const scaleTable = Float32Array.from({ length: 256 }, (_, code) => Math.exp(code / 16 - 10));
  const colorTable = Float32Array.from(
    { length: 256 },
    (_, code) => 0.5 + (SH_C0 * (code / 255 - 0.5)) / COLOR_SCALE,
  );
  for (let k = 0; k < streams.scales.length; k++) {
    arrays.scales[k] = scaleTable[streams.scales[k]!]!;
    arrays.colors[k] = colorTable[streams.colors[k]!]!;
  }
  for (let i = 0; i < streams.count; i++) arrays.opacities[i] = streams.alphas[i]! / 255;
  unpackHarmonics(streams, arrays);
  return finishSplats(name, arrays, up);
}

function unpackPositions(
  { version, count, fractionalBits, positions: codes }: SpzStreams,
  out: Float32Array,
): void {
  if (version === 1) {
    const halves = halfValues();
    for (let k = 0; k < count * 3; k++) out[k] = halves[codes[k * 2]! | (codes[k * 2 + 1]! << 8)]!;
    return;
  }
  const step = 2 ** -fractionalBits;
  for (let k = 0; k < count * 3; k++) {
    const code = (codes[k * 3]! << 8) | (codes[k * 3 + 1]! << 16) | (codes[k * 3 + 2]! << 24);
    out[k] = (code >> 8) * step;
  }
}

function unpackRotations({ version, count, rotations: codes }: SpzStreams, out: Float32Array): void {
  for (let i = 0; i < count; i++) {
    const at = i * 4;
    if (version < 3) {
      const x = codes[i * 3]! / 127.5 - 1;
      const y = codes[i * 3 + 1]! / 127.5 - 1;
      const z = codes[i * 3 + 2]! / 127.5 - 1;
      out[at] = x;
      out[at + 1] = y;
      out[at + 2] = z;
      out[at + 3] = Math.sqrt(Math.max(0, 1 - x * x - y * y - z * z));
      continue;
    }
    // 2 bits for the place of the largest component in x, y, z, w, then sign and 9 bits of each other from w down to x.
    let code = codes[at]! | (codes[at + 1]! << 8) | (codes[at + 2]! << 16) | (codes[at + 3]! << 24);
    const largest = code >>> 30;
    let rest = 1;
    for (let k = 3; k >= 0; k--) {
      if (k === largest) continue;
      const magnitude = (Math.SQRT1_2 * (code & 511)) / 511;
      out[at + k] = code & 512 ? -magnitude : magnitude;
      rest -= magnitude * magnitude;
      code >>>= 10;
    }
    out[at + largest] = Math.sqrt(Math.max(0, rest));
  }
}

function unpackHarmonics(
  { count, shDegree: fileDegree, sh }: SpzStreams,
  { shDegree, shRest }: SplatArrays,
): void {
  if (!shRest) return;
  const kept = shRestCount(shDegree) * 3;
  const stored = ((fileDegree + 1) ** 2 - 1) * 3;
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < kept; k++) shRest[i * kept + k] = (sh[i * stored + k]! - 128) / 128;
  }
}

/** Which way is up by the coordinate-system extension, else as SPZ has it: right, up, back. */
function frameOf(name: string, extensions: Uint8Array): UpAxis {
  const view = new DataView(extensions.buffer, extensions.byteOffset, extensions.byteLength);
  for (let at = 0; at + 8 <= extensions.length; at += 8 + view.getUint32(at + 4, true)) {
    if (view.getUint32(at, true) !== COORDINATE_SYSTEM || at + 12 > extensions.length) continue;
    const up = FRAMES[view.getUint32(at + 8, true)];
    if (!up)
      throw fileError(
        name,
        'is stored in mirrored or turned axes (SPZ_ADOBE_coordinate_system), which are not read',
      );
    return up;
  }
  return 'y-up';
}
