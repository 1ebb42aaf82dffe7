import type { DecodeProgress } from './decode.ts';
import { checkSplatCount, fileError } from './limits.ts';
import { restColumns, restPerChannel } from './ply.ts';
import { readBinaryColumns } from './ply-columns.ts';
import {
  binaryStart,
  type PlyElement,
  type PlyHeader,
  readPlyHeader,
  requireElement,
  requireProperty,
} from './ply-header.ts';
import type { RawSplats } from './raw-splats.ts';
import { allocateSplats, finishSplats, type SplatArrays } from './splat-arrays.ts';

/** Splats that share the bounds of one chunk row. */
const CHUNK_SPLATS = 256;

const BOUNDS = ['x', 'y', 'z', 'scale_x', 'scale_y', 'scale_z'] as const;
const COLOR_BOUNDS = ['r', 'g', 'b'] as const;

/**
 * Decodes PlayCanvas's compressed .ply: positions and log scales as 11-10-11 bits and colours as 8 bits between the
 * bounds of their chunk, opacity as 8 bits, quaternions as the three smallest components of 10 bits, harmonics of an
 * optional `sh` element as 8 bits over -4..4.
 * @throws SplatFileError
 */
export function decodeCompressedPly(name: string, bytes: Uint8Array, onProgress: DecodeProgress): RawSplats {
  const header = readPlyHeader(name, bytes);
  if (header.encoding === 'ascii')
    throw fileError(name, 'is a compressed PLY in ASCII, which does not exist');
  const vertex = requireElement(name, header, 'vertex');
  const chunk = requireElement(name, header, 'chunk');
  const hasHarmonics = header.elements.some((element) => element.name === 'sh');
  const sh = hasHarmonics ? requireElement(name, header, 'sh') : null;
  const channel = sh ? restPerChannel(name, sh) : 0;
  const shDegree = channel >= 15 ? 3 : channel >= 8 ? 2 : channel >= 3 ? 1 : 0;
  if (chunk.count < Math.ceil(vertex.count / CHUNK_SPLATS)) {
    throw fileError(name, `has ${chunk.count} chunks, too few for its ${vertex.count} splats`);
  }
  if (sh && sh.count !== vertex.count) {
    throw fileError(name, `has harmonics for ${sh.count} of its ${vertex.count} splats`);
  }
  const vertexStart = binaryStart(name, bytes, header, vertex);
  const chunkStart = binaryStart(name, bytes, header, chunk);
  const shStart = sh ? binaryStart(name, bytes, header, sh) : 0;
  checkSplatCount(name, vertex.count, shDegree);

  const bounds = readBounds(name, bytes, header, chunk, chunkStart, Math.ceil(vertex.count / CHUNK_SPLATS));
  const arrays = allocateSplats(vertex.count, shDegree);
  unpackVertices(name, bytes, header.encoding === 'little', vertex, vertexStart, bounds, arrays, onProgress);
  if (sh && arrays.shRest) {
    const columns = restColumns(name, sh, arrays, channel);
    readBinaryColumns(bytes, shStart, sh.count, sh.rowBytes, header.encoding, columns, () => {});
    expandHarmonics(arrays.shRest);
  }
  return finishSplats(name, arrays, 'y-down');
}

/** Bounds of the first `chunks` rows as (chunks, 18): minimum and extent of x, y, z, the log scales and r, g, b. */
function readBounds(
  name: string,
  bytes: Uint8Array,
  header: PlyHeader,
  chunk: PlyElement,
  start: number,
  chunks: number,
): Float32Array {
  const bounds = new Float32Array(chunks * 18);
  const names: string[] = [...BOUNDS];
  if (chunk.properties.some((property) => property.name === 'min_r')) names.push(...COLOR_BOUNDS);
  const columns = names.flatMap((field, k) => [
    { property: requireProperty(name, chunk, `min_${field}`), out: bounds, offset: k * 2, stride: 18 },
    { property: requireProperty(name, chunk, `max_${field}`), out: bounds, offset: k * 2 + 1, stride: 18 },
  ]);
  readBinaryColumns(
    bytes,
    start,
    chunks,
    chunk.rowBytes,
    header.encoding === 'big' ? 'big' : 'little',
    columns,
    () => {},
  );
  // Files before colour bounds store colours over 0..1.
  if (names.length === BOUNDS.length) {
    for (let k = 0; k < chunks; k++) bounds.set([0, 1, 0, 1, 0, 1], k * 18 + 12);
  }
  for (let k = 0; k < bounds.length; k += 2) bounds[k + 1] = bounds[k + 1]! - bounds[k]!;
  return bounds;
}

function unpackVertices(
  name: string,
  bytes: Uint8Array,
  little: boolean,
  vertex: PlyElement,
  start: number,
  bounds: Float32Array,
  { count, positions, scales, rotations, colors, opacities }: SplatArrays,
  onProgress: DecodeProgress,
): void {
  const packed = (field: string): number => {
    const property = requireProperty(name, vertex, field);
    if (property.type !== 'uint32') throw fileError(name, `stores “${field}” in another type than uint`);
    return property.offset;
  };
  const atPosition = packed('packed_position');
  const atRotation = packed('packed_rotation');
  const atScale = packed('packed_scale');
  const atColor = packed('packed_color');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let i = 0; i < count; i++) {
    const row = start + i * vertex.rowBytes;
    const b = (i >>> 8) * 18;
    const p = i * 3;
    const position = view.getUint32(row + atPosition, little);
    positions[p] = bounds[b]! + bounds[b + 1]! * ((position >>> 21) / 2047);
    positions[p + 1] = bounds[b + 2]! + bounds[b + 3]! * (((position >>> 11) & 1023) / 1023);
    positions[p + 2] = bounds[b + 4]! + bounds[b + 5]! * ((position & 2047) / 2047);
    const scale = view.getUint32(row + atScale, little);
    scales[p] = Math.exp(bounds[b + 6]! + bounds[b + 7]! * ((scale >>> 21) / 2047));
    scales[p + 1] = Math.exp(bounds[b + 8]! + bounds[b + 9]! * (((scale >>> 11) & 1023) / 1023));
    scales[p + 2] = Math.exp(bounds[b + 10]! + bounds[b + 11]! * ((scale & 2047) / 2047));
    const color = view.getUint32(row + atColor, little);
    colors[p] = bounds[b + 12]! + bounds[b + 13]! * ((color >>> 24) / 255);
    colors[p + 1] = bounds[b + 14]! + bounds[b + 15]! * (((color >>> 16) & 255) / 255);
    colors[p + 2] = bounds[b + 16]! + bounds[b + 17]! * (((color >>> 8) & 255) / 255);
    opacities[i] = (color & 255) / 255;
    unpackRotation(view.getUint32(row + atRotation, little), rotations, i * 4);
    if ((i & 0xffff) === 0) onProgress(i / count);
  }
}

/** Quaternion of 2 bits for the largest component's place in w, x, y, z and 10 bits for each of the others. */
function unpackRotation(value: number, out: Float32Array, at: number): void {
  const a = (((value >>> 20) & 1023) / 1023 - 0.5) * Math.SQRT2;
  const b = (((value >>> 10) & 1023) / 1023 - 0.5) * Math.SQRT2;
  const c = ((value & 1023) / 1023 - 0.5) * Math.SQRT2;
  const largest = Math.sqrt(Math.max(0, 1 - a * a - b * b - c * c));
  const place = value >>> 30;
  out[at + 3] = place === 0 ? largest : a;
  out[at] = place === 1 ? largest : place === 0 ? a : b;
  out[at + 1] = place === 2 ? largest : place < 2 ? b : c;
  out[at + 2] = place === 3 ? largest : c;
}

/** 8-bit harmonics in place to their values: bins of 1/32 with the ends at exactly -4 and 4. */
function expandHarmonics(shRest: Float32Array): void {
  for (let k = 0; k < shRest.length; k++) {
    const code = shRest[k]!;
    shRest[k] = code === 0 ? -4 : code === 255 ? 4 : (code + 0.5) / 32 - 4;
  }
}
