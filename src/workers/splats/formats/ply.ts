import type { DecodeProgress } from './decode.ts';
import { checkSplatCount, fileError } from './limits.ts';
import { type PlyColumn, readAsciiColumns, readBinaryColumns } from './ply-columns.ts';
import {
  binaryStart,
  type PlyElement,
  readPlyHeader,
  requireElement,
  requireProperty,
} from './ply-header.ts';
import { type RawSplats, shRestCount } from './raw-splats.ts';
import { allocateSplats, finishSplats, SH_C0, type SplatArrays } from './splat-arrays.ts';

/**
 * Decodes a .ply as written by INRIA's 3D Gaussian splatting (Kerbl et al. 2023): logarithms of scales, logits of
 * opacities, rotations w first, harmonics channel by channel. Any order and type of properties; others are passed over.
 * @throws SplatFileError
 */
export function decodePly(name: string, bytes: Uint8Array, onProgress: DecodeProgress): RawSplats {
  const header = readPlyHeader(name, bytes);
  const vertex = requireElement(name, header, 'vertex');
  const channel = restPerChannel(name, vertex);
  const shDegree = channel >= 15 ? 3 : channel >= 8 ? 2 : channel >= 3 ? 1 : 0;
  // The properties are looked up before anything that grows with the count is made.
  for (const property of REQUIRED) requireProperty(name, vertex, property);
  if (header.encoding === 'ascii') {
    const text = bytes.length - header.dataStart;
    if (vertex.count * vertex.properties.length * 2 - 1 > text) {
      throw fileError(name, `is truncated: ${text} bytes of text cannot hold ${vertex.count} splats`);
    }
  }
  const start = header.encoding === 'ascii' ? header.dataStart : binaryStart(name, bytes, header, vertex);
  checkSplatCount(name, vertex.count, shDegree);

  const arrays = allocateSplats(vertex.count, shDegree);
  const columns = plyColumns(name, vertex, arrays, channel);
  if (header.encoding === 'ascii') {
    const earlier = header.elements.slice(0, header.elements.indexOf(vertex));
    const skip = earlier.reduce((rows, element) => rows + element.count, 0);
    readAsciiColumns(name, bytes, start, skip, vertex.count, vertex.properties.length, columns, onProgress);
  } else {
    readBinaryColumns(bytes, start, vertex.count, vertex.rowBytes, header.encoding, columns, onProgress);
  }
  activate(arrays);
  return finishSplats(name, arrays, 'y-down');
}

const POSITIONS = ['x', 'y', 'z'];
const SCALES = ['scale_0', 'scale_1', 'scale_2'];
const COLORS = ['f_dc_0', 'f_dc_1', 'f_dc_2'];
/** In the order x, y, z, w. */
const ROTATIONS = ['rot_1', 'rot_2', 'rot_3', 'rot_0'];
const REQUIRED = [...POSITIONS, ...SCALES, ...ROTATIONS, ...COLORS, 'opacity'];

/** Harmonics above degree 0 that one colour channel has in an element with properties `f_rest_*`. */
export function restPerChannel(name: string, element: PlyElement): number {
  const rest = element.properties.filter((property) => /^f_rest_\d+$/.test(property.name)).length;
  if (rest % 3 !== 0)
    throw fileError(name, `has ${rest} f_rest properties, which is no multiple of three channels`);
  return rest / 3;
}

/** Columns for `f_rest_*`, which are ordered (rgb, coefficients) in the file and (coefficients, rgb) in memory. */
export function restColumns(
  name: string,
  element: PlyElement,
  arrays: SplatArrays,
  channel: number,
): PlyColumn[] {
  const kept = shRestCount(arrays.shDegree);
  const columns: PlyColumn[] = [];
  for (let rgb = 0; rgb < 3 && arrays.shRest; rgb++) {
    for (let k = 0; k < kept; k++) {
      const property = requireProperty(name, element, `f_rest_${rgb * channel + k}`);
      columns.push({ property, out: arrays.shRest, offset: k * 3 + rgb, stride: kept * 3 });
    }
  }
  return columns;
}

function plyColumns(name: string, vertex: PlyElement, arrays: SplatArrays, channel: number): PlyColumn[] {
  const group = (names: readonly string[], out: Float32Array): PlyColumn[] =>
    names.map((propertyName, offset) => ({
      property: requireProperty(name, vertex, propertyName),
      out,
      offset,
      stride: names.length,
    }));
  return [
    ...group(POSITIONS, arrays.positions),
    ...group(SCALES, arrays.scales),
    ...group(ROTATIONS, arrays.rotations),
    ...group(COLORS, arrays.colors),
    ...group(['opacity'], arrays.opacities),
    ...restColumns(name, vertex, arrays, channel),
  ];
}

/** Stored values to the ones that are drawn. An infinite logit is an opacity of 0 or 1. */
function activate({ scales, colors, opacities }: SplatArrays): void {
  for (let k = 0; k < scales.length; k++) scales[k] = Math.exp(scales[k]!);
  for (let k = 0; k < colors.length; k++) colors[k] = 0.5 + SH_C0 * colors[k]!;
  for (let k = 0; k < opacities.length; k++) opacities[k] = 1 / (1 + Math.exp(-opacities[k]!));
}
