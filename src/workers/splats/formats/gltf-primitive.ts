import type { DecodeProgress } from './decode.ts';
import { accessorCount, readAccessor } from './gltf-accessor.ts';
import type { GltfBuffers } from './gltf-buffers.ts';
import { asObject, extensionOf, type GltfObject } from './gltf-json.ts';
import { checkSplatCount } from './limits.ts';
import { orient } from './orient.ts';
import { type RawSplats, shRestCount } from './raw-splats.ts';
import { allocateSplats, SH_C0, type SplatArrays } from './splat-arrays.ts';
import { decodeSpz } from './spz.ts';
import { transformSplats } from './transform-splats.ts';

const SPLATTING = 'KHR_gaussian_splatting';
/** Names of the extension that holds an .spz, today inside of `KHR_gaussian_splatting`, in drafts beside it. */
const SPZ_EXTENSIONS = [
  'KHR_gaussian_splatting_compression_spz_2',
  'KHR_gaussian_splatting_compression_spz',
  'KHR_spz_gaussian_splats_compression',
  'KHR_spz_compression',
];

/** Whether a primitive of a mesh is a set of splats. */
export function isSplatPrimitive(primitive: GltfObject): boolean {
  return extensionOf(primitive, SPLATTING) !== null || spzView(primitive) !== null;
}

/** Buffer view with the .spz of a primitive, or null. */
function spzView(primitive: GltfObject): { readonly bufferView: unknown } | null {
  const splatting = extensionOf(primitive, SPLATTING);
  for (const name of SPZ_EXTENSIONS) {
    const extension = (splatting && extensionOf(splatting, name)) ?? extensionOf(primitive, name);
    if (extension) return { bufferView: extension.bufferView };
  }
  return null;
}

/** Half turn about y, column-major 4 × 4: from x right, z back (SPZ, three) to x left, z front (glTF) and vice versa. */
export const GLTF_AXES = Float64Array.of(-1, 0, 0, 0, 0, 1, 0, 0, 0, 0, -1, 0, 0, 0, 0, 1);

/**
 * Splats of one primitive in its own axes, unfinished. An .spz goes before attributes; it holds its splats with x right and
 * z back, as ever, and is turned to the axes of glTF.
 * @throws Error or SplatFileError
 */
export async function readSplatPrimitive(
  name: string,
  json: GltfObject,
  buffers: GltfBuffers,
  primitive: GltfObject,
  onProgress: DecodeProgress,
): Promise<SplatArrays> {
  const spz = spzView(primitive);
  if (spz) {
    const { bytes } = await buffers.view(spz.bufferView);
    const splats = orient(await decodeSpz(name, bytes, onProgress), 'auto');
    transformSplats(splats, GLTF_AXES);
    return splats;
  }
  return readAttributes(name, json, buffers, primitive, onProgress);
}

async function readAttributes(
  name: string,
  json: GltfObject,
  buffers: GltfBuffers,
  primitive: GltfObject,
  onProgress: DecodeProgress,
): Promise<SplatArrays> {
  const attributes = asObject(primitive.attributes, 'the “attributes” of a primitive');
  /** Accessor of an attribute, by its name of today or of drafts; undefined where there is none. */
  const find = (semantic: string): unknown =>
    attributes[`${SPLATTING}:${semantic}`] ?? attributes[`_${semantic}`];
  const count = accessorCount(json, attributes.POSITION);
  const shDegree = harmonicsDegree(find);
  checkSplatCount(name, count, shDegree);
  const read = async (what: string, accessor: unknown, components: readonly number[]) => {
    const found = await readAccessor(json, buffers, accessor);
    if (!components.includes(found.components) || found.values.length !== count * found.components) {
      throw new Error(`its “${what}” are not ${count} times ${components.join(' or ')} numbers`);
    }
    return found;
  };
  const require = async (semantic: string, components: number): Promise<Float32Array> => {
    const accessor = find(semantic);
    if (accessor === undefined) throw new Error(`a primitive of splats has no “${semantic}”`);
    return (await read(semantic, accessor, [components])).values;
  };

  const positions = (await read('POSITION', attributes.POSITION, [3])).values;
  const scales = linearScales(await require('SCALE', 3));
  const rotations = await require('ROTATION', 4);
  // Nothing of the announced size is made before the file has shown that it holds as much.
  const arrays: SplatArrays = { ...allocateSplats(count, shDegree), positions, scales, rotations };
  onProgress(0.3);
  const plain = attributes.COLOR_0 === undefined ? null : await read('COLOR_0', attributes.COLOR_0, [3, 4]);
  if (find('SH_DEGREE_0_COEF_0') !== undefined) {
    const coefficients = await require('SH_DEGREE_0_COEF_0', 3);
    for (let k = 0; k < count * 3; k++) arrays.colors[k] = 0.5 + SH_C0 * coefficients[k]!;
  } else if (plain) {
    for (let k = 0; k < count * 3; k++) {
      arrays.colors[k] = plain.values[Math.floor(k / 3) * plain.components + (k % 3)]!;
    }
  } else throw new Error('a primitive of splats has no colours');
  if (find('OPACITY') !== undefined) arrays.opacities.set(await require('OPACITY', 1));
  else
    for (let i = 0; i < count; i++)
      arrays.opacities[i] = plain?.components === 4 ? plain.values[i * 4 + 3]! : 1;
  if (arrays.shRest) {
    const stride = shRestCount(shDegree) * 3;
    for (const [k, semantic] of harmonicSemantics(shDegree).entries()) {
      const values = await require(semantic, 3);
      for (let i = 0; i < count; i++) {
        for (let rgb = 0; rgb < 3; rgb++) arrays.shRest[i * stride + k * 3 + rgb] = values[i * 3 + rgb]!;
      }
      onProgress(0.3 + (0.7 * (k + 1) * 3) / stride);
    }
  }
  if (isLinear(primitive)) encodeColors(arrays);
  return arrays;
}

/** Highest degree of which the first coefficient is there; one that lacks others is an error later on. */
function harmonicsDegree(find: (semantic: string) => unknown): RawSplats['shDegree'] {
  for (const degree of [3, 2, 1] as const)
    if (find(`SH_DEGREE_${degree}_COEF_0`) !== undefined) return degree;
  return 0;
}

function harmonicSemantics(degree: RawSplats['shDegree']): string[] {
  const semantics: string[] = [];
  for (let l = 1; l <= degree; l++) {
    for (let n = 0; n < 2 * l + 1; n++) semantics.push(`SH_DEGREE_${l}_COEF_${n}`);
  }
  return semantics;
}

/** Scales as lengths. Drafts of the extension had logarithms, which give themselves away by being negative. */
function linearScales(values: Float32Array): Float32Array {
  let negative = 0;
  for (let k = 0; k < values.length; k += 3) {
    if (values[k]! < 0 || values[k + 1]! < 0 || values[k + 2]! < 0) negative++;
  }
  return negative > values.length / 6 ? values.map(Math.exp) : values;
}

function isLinear(primitive: GltfObject): boolean {
  const space = extensionOf(primitive, SPLATTING)?.colorSpace;
  return typeof space === 'string' && /^lin/i.test(space);
}

/** Linear colours as sRGB; harmonics by the slope at their splat's own colour, since a sum of them cannot be bent. */
function encodeColors({ count, colors, shRest, shDegree }: SplatArrays): void {
  const stride = shRestCount(shDegree) * 3;
  for (let k = 0; k < count * 3; k++) {
    const linear = colors[k]!;
    const low = linear <= 0.0031308;
    colors[k] = low ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
    const slope = low ? 12.92 : (1.055 / 2.4) * linear ** (1 / 2.4 - 1);
    if (!shRest) continue;
    const base = Math.floor(k / 3) * stride + (k % 3);
    for (let c = 0; c < stride; c += 3) shRest[base + c] = shRest[base + c]! * slope;
  }
}
