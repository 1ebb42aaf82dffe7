import { parseJson, showValue } from './json-text.ts';

/** Object of a glTF file, of which nothing is known yet. */
export type GltfObject = Readonly<Record<string, unknown>>;

/** What a .glb or .gltf holds: its JSON and, in a .glb, the bytes of buffer 0. */
export interface GltfContainer {
  readonly json: GltfObject;
  readonly binary: Uint8Array | null;
}

const CHUNK_JSON = 0x4e4f534a;
const CHUNK_BINARY = 0x004e4942;
/**
 * Takes a glTF 2.0 file apart. Reasons of errors read on from “cannot be read as glTF”.
 * @throws Error when it is cut off or no glTF 2.0.
 */
export function readGltfContainer(bytes: Uint8Array): GltfContainer {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint32(0, true) !== 0x46546c67) {
    return { json: parse(bytes), binary: null };
  }
  if (bytes.length < 20) throw new Error('it is cut off in its header');
  const version = view.getUint32(4, true);
  if (version !== 2) throw new Error(`it is of version ${version}, of which only 2 is known`);
  const total = view.getUint32(8, true);
  if (total > bytes.length) throw new Error(`it is cut off: ${bytes.length} of its ${total} bytes are there`);
  let json: GltfObject | null = null;
  let binary: Uint8Array | null = null;
  for (let at = 12; at + 8 <= total && !binary; ) {
    const length = view.getUint32(at, true);
    const kind = view.getUint32(at + 4, true);
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (at + 8 + length > total) throw new Error('a chunk of it goes on after its end');
    if (json === null) {
      if (kind !== CHUNK_JSON) throw new Error('its first chunk is not JSON');
      json = parse(content);
    } else if (kind === CHUNK_BINARY) binary = content;
    at += 8 + length;
  }
  if (json === null) throw new Error('it has no JSON');
  return { json, binary };
}

function parse(bytes: Uint8Array): GltfObject {
  const object = asObject(parseJson(bytes), 'its JSON');
  const version = asObject(object.asset, 'its “asset”').version;
  if (version === undefined) throw new Error('its “asset” lacks a version');
  if (typeof version !== 'string' || !/^2\./.test(version)) {
    throw new Error(`it is of version ${showValue(version)}, of which only 2 is known`);
  }
  return object;
}

/** @throws Error when the value is no object; `what` names it in the sentence. */
export function asObject(value: unknown, what: string): GltfObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${what} is no object`);
  }
  return value as GltfObject;
}

/** Extension of that name in an object, or null. */
export function extensionOf(object: GltfObject, name: string): GltfObject | null {
  const { extensions } = object;
  if (typeof extensions !== 'object' || extensions === null || !Object.hasOwn(extensions, name)) return null;
  return asObject((extensions as GltfObject)[name], `“${name}”`);
}

/** List of that name, empty where there is none. @throws Error when it is no list. */
export function listOf(object: GltfObject, name: string): readonly unknown[] {
  const list = object[name] ?? [];
  if (!Array.isArray(list)) throw new Error(`its “${name}” is no list`);
  return list;
}

/** Entry of a top-level list. @throws Error when the index is missing or points to nothing. */
export function entryOf(json: GltfObject, list: string, index: unknown): GltfObject {
  const entries = listOf(json, list);
  if (index === undefined) throw new Error(`it does not say which of its “${list}” is meant`);
  if (typeof index !== 'number' || !Number.isInteger(index) || index < 0 || index >= entries.length) {
    throw new Error(`it refers to entry ${showValue(index)} of ${entries.length} “${list}”`);
  }
  return asObject(entries[index], `an entry of “${list}”`);
}

/** Whole number from 0 on, or the fallback where the field is missing. @throws Error for anything else. */
export function countOf(object: GltfObject, field: string, fallback?: number): number {
  const value = object[field] ?? fallback;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new Error(
      value === undefined ? `it lacks a “${field}”` : `a “${field}” of ${showValue(value)} is no count`,
    );
  }
  return value;
}
