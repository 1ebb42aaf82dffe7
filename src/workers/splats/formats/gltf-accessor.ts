import type { GltfBuffers } from './gltf-buffers.ts';
import { asObject, countOf, entryOf, type GltfObject } from './gltf-json.ts';
import { showValue } from './json-text.ts';

/** Components of an element. */
const COMPONENTS = new Map<unknown, number>([
  ['SCALAR', 1],
  ['VEC2', 2],
  ['VEC3', 3],
  ['VEC4', 4],
]);

/** Reads one component, and what an integer is divided by where it stands for 0..1 or -1..1. */
interface Component {
  readonly bytes: number;
  readonly largest: number;
  readonly get: (view: DataView, at: number) => number;
}

const COMPONENT_TYPES: Readonly<Record<number, Component>> = {
  5120: { bytes: 1, largest: 127, get: (view, at) => view.getInt8(at) },
  5121: { bytes: 1, largest: 255, get: (view, at) => view.getUint8(at) },
  5122: { bytes: 2, largest: 32767, get: (view, at) => view.getInt16(at, true) },
  5123: { bytes: 2, largest: 65535, get: (view, at) => view.getUint16(at, true) },
  5125: { bytes: 4, largest: 0xffffffff, get: (view, at) => view.getUint32(at, true) },
  5126: { bytes: 4, largest: 1, get: (view, at) => view.getFloat32(at, true) },
};

/** Elements that an accessor announces. @throws Error */
export function accessorCount(json: GltfObject, index: unknown): number {
  return countOf(entryOf(json, 'accessors', index), 'count');
}

/** Values of an accessor, (count, components). */
export interface AccessorValues {
  readonly values: Float32Array;
  readonly components: number;
}

/**
 * Reads an accessor of glTF 2.0 with any component type, sparse ones included. What it takes is bounded by the bytes that
 * the file has for it: accessors without any are refused.
 * @throws Error when elements lie outside of their buffer view.
 */
export async function readAccessor(
  json: GltfObject,
  buffers: GltfBuffers,
  index: unknown,
): Promise<AccessorValues> {
  const accessor = entryOf(json, 'accessors', index);
  const components = COMPONENTS.get(accessor.type);
  const type = componentType(accessor.componentType);
  const count = countOf(accessor, 'count');
  if (!components) throw new Error(`an accessor has the type ${showValue(accessor.type)}`);
  if (accessor.bufferView === undefined) throw new Error('an accessor has no data');
  const normalized = accessor.normalized === true;
  const { bytes, stride } = await buffers.view(accessor.bufferView);
  const start = countOf(accessor, 'byteOffset', 0);
  const values = readElements(bytes, start, stride, count, components, type, normalized);
  if (accessor.sparse !== undefined) {
    await replaceSparse(asObject(accessor.sparse, '“sparse”'), buffers, values, components, type, normalized);
  }
  return { values, components };
}

function componentType(code: unknown): Component {
  const type = typeof code === 'number' ? COMPONENT_TYPES[code] : undefined;
  if (!type) throw new Error(`an accessor has the component type ${showValue(code)}`);
  return type;
}

/** @throws Error, before memory is taken, when the view is too short. */
function readElements(
  bytes: Uint8Array,
  start: number,
  stride: number,
  count: number,
  components: number,
  type: Component,
  normalized: boolean,
): Float32Array {
  const size = components * type.bytes;
  const step = stride || size;
  if (step < size) throw new Error(`elements of ${size} bytes lie ${step} bytes apart`);
  if (count > 0 && start + (count - 1) * step + size > bytes.length) {
    throw new Error(`an accessor of ${count} elements has ${bytes.length} bytes, too few`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(count * components);
  const { get, largest } = type;
  for (let i = 0; i < count; i++) {
    const at = start + i * step;
    for (let k = 0; k < components; k++) values[i * components + k] = get(view, at + k * type.bytes);
  }
  if (normalized && largest > 1) {
    // The lowest code of signed types is one beyond -1.
    for (let k = 0; k < values.length; k++) values[k] = Math.max(-1, values[k]! / largest);
  }
  return values;
}

/** Overwrites the elements that a sparse accessor lists. */
async function replaceSparse(
  sparse: GltfObject,
  buffers: GltfBuffers,
  values: Float32Array,
  components: number,
  type: Component,
  normalized: boolean,
): Promise<void> {
  const count = countOf(sparse, 'count');
  const read = async (field: string, of: number, kind: Component, scaled: boolean): Promise<Float32Array> => {
    const part = asObject(sparse[field], `“${field}”`);
    const { bytes } = await buffers.view(part.bufferView);
    return readElements(bytes, countOf(part, 'byteOffset', 0), 0, count, of, kind, scaled);
  };
  const indices = asObject(sparse.indices, '“indices”');
  const places = await read('indices', 1, componentType(indices.componentType), false);
  const replacements = await read('values', components, type, normalized);
  for (let n = 0; n < count; n++) {
    const to = places[n]! * components;
    if (!(to + components <= values.length)) throw new Error('a sparse accessor leaves its elements');
    for (let k = 0; k < components; k++) values[to + k] = replacements[n * components + k]!;
  }
}
