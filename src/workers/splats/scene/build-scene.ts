import { type RawSplats, shRestCount } from '../formats/raw-splats.ts';
import { chunkBounds } from './chunk-bounds.ts';
import { orderByImportance } from './importance-order.ts';
import { mortonOrder } from './morton-order.ts';
import { packColor, packCovariance } from './pack-splat.ts';
import { ARRAY, CHUNK_FIELDS, CHUNK_SIZE, SPLAT_ARRAYS, type SplatScene } from './splat-scene.ts';

/** Bytes below this are left to the renderer's control words and parameter blocks. */
export const SCENE_START = 64 * 1024;

/** Bytes a splat's harmonics take by degree: a power of two of coefficients a channel, the rest zero. */
const HARMONIC_BYTES = [0, 12, 24, 48] as const;

const align = (bytes: number) => Math.ceil(bytes / 16) * 16;

export interface BuildOptions {
  /** Makes the memory for so many bytes of scene; the renderer's own needs are added by the callee. */
  readonly createMemory: (sceneBytes: number) => WebAssembly.Memory;
  /** Keeps each splat's place in the file, so that instance ids can be looked up. */
  readonly keepFileOrder: boolean;
  readonly onProgress?: (fraction: number) => void;
}

/**
 * Builds the shared scene from decoded, y-up splats: Morton chunks, importance order, world covariances, packed colour,
 * harmonics as signed bytes with one scale.
 */
export function buildScene(raw: RawSplats, options: BuildOptions): SplatScene {
  const { count, shDegree } = raw;
  // One vector of four beyond the end, because kernels read four splats at a time.
  const stride = align((count + 4) * 4);
  const chunkCount = Math.ceil(count / CHUNK_SIZE);
  const arrays = SCENE_START;
  const harmonicBytes = HARMONIC_BYTES[shDegree];
  const harmonics = arrays + SPLAT_ARRAYS * stride;
  const chunkTable = align(harmonics + harmonicBytes * count);
  const fileOrder = align(chunkTable + chunkCount * CHUNK_FIELDS * 4);
  const end = align(fileOrder + (options.keepFileOrder ? count * 4 : 0));
  // Before the work, which is in vain where memory is refused.
  const memory = options.createMemory(end);

  const order = mortonOrder(raw.positions, count);
  options.onProgress?.(0.3);
  orderByImportance(raw, order);
  options.onProgress?.(0.5);
  packArrays(raw, order, memory.buffer, arrays, stride);
  options.onProgress?.(0.8);
  const harmonicScale = shDegree > 0 ? packHarmonics(raw, order, memory.buffer, harmonics) : 0;
  if (options.keepFileOrder) new Uint32Array(memory.buffer, fileOrder, count).set(order);
  chunkBounds(memory.buffer, { arrays, stride, count, chunkTable, chunkCount });
  options.onProgress?.(1);
  return {
    memory,
    count,
    shDegree,
    arrays,
    stride,
    harmonics: shDegree > 0 ? harmonics : 0,
    harmonicBytes,
    harmonicScale,
    chunkTable,
    chunkCount,
    fileOrder: options.keepFileOrder ? fileOrder : 0,
    end,
  };
}

function packArrays(
  raw: RawSplats,
  order: Uint32Array,
  buffer: ArrayBufferLike,
  arrays: number,
  stride: number,
): void {
  const words = stride / 4;
  const floats = new Float32Array(buffer, arrays, SPLAT_ARRAYS * words);
  const colors = new Uint32Array(buffer, arrays + ARRAY.color * stride, raw.count);
  const flat = raw.shDegree === 0;
  for (let i = 0; i < raw.count; i++) {
    const from = order[i]!;
    floats[i] = raw.positions[3 * from]!;
    floats[words + i] = raw.positions[3 * from + 1]!;
    floats[2 * words + i] = raw.positions[3 * from + 2]!;
    packCovariance(raw.scales, raw.rotations, from, floats, words, i);
    floats[ARRAY.logOpacity * words + i] = Math.log2(Math.max(1e-6, Math.min(1, raw.opacities[from]!)));
    // Without harmonics the colour is final, and 3DGS clamps it below at zero.
    const floor = flat ? 0 : Number.NEGATIVE_INFINITY;
    colors[i] = packColor(
      Math.max(floor, raw.colors[3 * from]!),
      Math.max(floor, raw.colors[3 * from + 1]!),
      Math.max(floor, raw.colors[3 * from + 2]!),
    );
  }
}

/** Writes red, green and blue planes of signed bytes a splat. @returns the value of one step. */
function packHarmonics(raw: RawSplats, order: Uint32Array, buffer: ArrayBufferLike, at: number): number {
  const coefficients = shRestCount(raw.shDegree);
  const bytes = HARMONIC_BYTES[raw.shDegree];
  const plane = bytes / 3;
  const rest = raw.shRest!;
  let largest = 0;
  for (let i = 0; i < rest.length; i++) largest = Math.max(largest, Math.abs(rest[i]!));
  // Coefficients beyond 1 are rare and would coarsen all the others.
  const scale = Math.min(1, Math.max(largest, 1e-6)) / 127;
  const out = new Int8Array(buffer, at, bytes * raw.count);
  for (let i = 0; i < raw.count; i++) {
    const from = order[i]! * coefficients * 3;
    for (let k = 0; k < coefficients; k++) {
      for (let channel = 0; channel < 3; channel++) {
        const step = Math.round(rest[from + 3 * k + channel]! / scale);
        out[i * bytes + channel * plane + k] = Math.max(-127, Math.min(127, step));
      }
    }
  }
  return scale;
}
