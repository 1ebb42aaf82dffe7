import type { DecodeProgress } from './decode.ts';
import { halfValues } from './half-float.ts';
import { fileError } from './limits.ts';
import { type RawSplats, shRestCount } from './raw-splats.ts';
import { allocateSplats, finishSplats, SH_C0, type SplatArrays } from './splat-arrays.ts';
import { keptDegree, readSpzStreams, type SpzStreams } from './spz-streams.ts';
import { transformSplats } from './transform-splats.ts';

/** Half the range of a degree-0 coefficient that 8 bits cover, as a factor (SPZ's colour scale). */
const COLOR_SCALE = 0.15;
const COORDINATE_SYSTEM = 0xadbe0003;
/**
 * Axes by the codes of SPZ_ADOBE_coordinate_system, as letters for the directions of x, y and z: left or right, up or down,
 * front or back. Code 0 says nothing, so it is what SPZ has otherwise.
 */
const FRAMES = ['RUB', 'LDB', 'RDB', 'LUB', 'RUB', 'LDF', 'RDF', 'LUF', 'RUF'] as const;

/**
 * Decodes a Niantic .spz of version 1 to 4, in any of its axes, mirrored ones included. Harmonics of degree 4 are left out.
 * @throws SplatFileError
 */
export async function decodeSpz(
  name: string,
  bytes: Uint8Array,
  onProgress: DecodeProgress,
): Promise<RawSplats> {
  const streams = await readSpzStreams(name, bytes);
  const frame = frameOf(name, streams.extensions);
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
  straighten(arrays, frame);
  return finishSplats(name, arrays, frame[1] === 'U' ? 'y-up' : 'y-down');
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

/** Axes by the coordinate-system extension, else as SPZ has them: right, up, back. */
function frameOf(name: string, extensions: Uint8Array): (typeof FRAMES)[number] {
  const view = new DataView(extensions.buffer, extensions.byteOffset, extensions.byteLength);
  for (let at = 0; at + 8 <= extensions.length; at += 8 + view.getUint32(at + 4, true)) {
    if (view.getUint32(at, true) !== COORDINATE_SYSTEM || at + 12 > extensions.length) continue;
    const code = view.getUint32(at + 8, true);
    const frame = FRAMES[code];
    if (!frame)
      throw fileError(
        name,
        `is stored in axes of code ${code} (SPZ_ADOBE_coordinate_system), which is unknown`,
      );
    return frame;
  }
  return 'RUB';
}

/** Signs that put x to the right, and z to the back where y is up and to the front where it is down. */
function straighten(arrays: SplatArrays, frame: (typeof FRAMES)[number]): void {
  const x = frame[0] === 'L' ? -1 : 1;
  const z = (frame[1] === 'U') === (frame[2] === 'B') ? 1 : -1;
  if (x === 1 && z === 1) return;
  transformSplats(arrays, [x, 0, 0, 0, 0, 1, 0, 0, 0, 0, z, 0, 0, 0, 0, 1]);
}
