import { ARRAY, CHUNK_FIELD, CHUNK_FIELDS, CHUNK_SIZE } from './splat-scene.ts';

interface SceneArrays {
  readonly arrays: number;
  readonly stride: number;
  readonly count: number;
  readonly chunkTable: number;
  readonly chunkCount: number;
}

/** How far a splat reaches in standard deviations: alpha 1 falls to 1/255 at 3.33. */
const REACH = 3.33;

/** Fills the chunk table: range of splats, bounding sphere of everything they can touch, the largest σ that one sees of a flat splat. */
export function chunkBounds(buffer: ArrayBufferLike, scene: SceneArrays): void {
  const words = scene.stride / 4;
  const floats = new Float32Array(buffer, scene.arrays, 11 * words);
  const rowsF = new Float32Array(buffer, scene.chunkTable, scene.chunkCount * CHUNK_FIELDS);
  const rowsI = new Int32Array(buffer, scene.chunkTable, scene.chunkCount * CHUNK_FIELDS);
  const xx = ARRAY.covariance * words;
  for (let chunk = 0; chunk < scene.chunkCount; chunk++) {
    const start = chunk * CHUNK_SIZE;
    const end = Math.min(start + CHUNK_SIZE, scene.count);
    let x = 0;
    let y = 0;
    let z = 0;
    for (let i = start; i < end; i++) {
      x += floats[i]!;
      y += floats[words + i]!;
      z += floats[2 * words + i]!;
    }
    const size = end - start;
    x /= size;
    y /= size;
    z /= size;
    let radius = 0;
    let spread = 0;
    let variance = 0;
    for (let i = start; i < end; i++) {
      const dx = floats[i]! - x;
      const dy = floats[words + i]! - y;
      const dz = floats[2 * words + i]! - z;
      const trace = floats[xx + i]! + floats[xx + 3 * words + i]! + floats[xx + 5 * words + i]!;
      variance = Math.max(variance, trace / 2);
      const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
      spread = Math.max(spread, distance);
      radius = Math.max(radius, distance + REACH * Math.sqrt(trace));
    }
    const row = chunk * CHUNK_FIELDS;
    rowsI[row + CHUNK_FIELD.start] = start;
    rowsI[row + CHUNK_FIELD.count] = size;
    rowsF[row + CHUNK_FIELD.x] = x;
    rowsF[row + CHUNK_FIELD.y] = y;
    rowsF[row + CHUNK_FIELD.z] = z;
    rowsF[row + CHUNK_FIELD.radius] = radius;
    rowsF[row + CHUNK_FIELD.sigma] = Math.sqrt(variance);
    rowsF[row + CHUNK_FIELD.spread] = spread;
  }
}
