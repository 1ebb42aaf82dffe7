import { parseJson } from './json-text.ts';
import { MAX_HEADER_BYTES } from './limits.ts';

/** File types that can be opened. `lod-meta` is the table of contents of a streamed scene, `sog` bundled or unbundled. */
export type SplatFormat = 'ply' | 'compressed-ply' | 'splat' | 'ksplat' | 'spz' | 'sog' | 'gltf' | 'lod-meta';

const EXTENSIONS: Readonly<Record<string, SplatFormat>> = {
  ply: 'ply',
  splat: 'splat',
  ksplat: 'ksplat',
  spz: 'spz',
  sog: 'sog',
  gltf: 'gltf',
  glb: 'gltf',
};

const singleBytes = new TextDecoder('windows-1252');

/** First `length` bytes as one character a byte; ASCII as it is, what the others become means nothing. */
export function latin1(bytes: Uint8Array, length: number): string {
  return singleBytes.decode(bytes.subarray(0, length));
}

/**
 * Type of a file by its first bytes or, of JSON, by the fields that it has; else by the extension of its name or address
 * (a query is left out); null when neither is known. `.splat` has no magic, so it goes by the name alone.
 */
export function detectFormat(name: string, bytes: Uint8Array): SplatFormat | null {
  const start = latin1(bytes, 4);
  if (/^ply\r?\n?/.test(start) && bytes.length > 4) {
    const header = latin1(bytes, MAX_HEADER_BYTES);
    const end = header.indexOf('end_header');
    return /^property\s+\w+\s+packed_position\s*$/m.test(end < 0 ? header : header.slice(0, end))
      ? 'compressed-ply'
      : 'ply';
  }
  if (start === 'NGSP' || (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8)) return 'spz';
  if (start === 'PK\x03\x04') return 'sog';
  if (start === 'glTF') return 'gltf';
  if (isWebPage(bytes)) return null;
  const path = name.replace(/(\.[a-z0-9]+)[?#][^/]*$/i, '$1');
  if (isJson(bytes)) return jsonFormat(path, bytes);
  const extension = /\.([a-z0-9]+)$/i.exec(path)?.[1]?.toLowerCase();
  if (extension && Object.hasOwn(EXTENSIONS, extension)) return EXTENSIONS[extension]!;
  if (/(^|\/)lod-meta\.json$/i.test(path)) return 'lod-meta';
  if (/(^|\/)meta\.json$/i.test(path)) return 'sog';
  return isKsplat(bytes) ? 'ksplat' : null;
}

/** Whether the bytes are a page, which is what many servers answer for a missing file. */
export function isWebPage(bytes: Uint8Array): boolean {
  return /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml|!--)/i.test(latin1(bytes, 256));
}

/** Whether the bytes are text that starts as a JSON object does. */
export function isJson(bytes: Uint8Array): boolean {
  return /^(?:\xef\xbb\xbf)?\s*\{/.test(latin1(bytes, 256));
}

/** Type of a JSON file by its fields, else, where it is damaged, by its name. */
function jsonFormat(path: string, bytes: Uint8Array): SplatFormat | null {
  try {
    const fields = parseJson(bytes) as object;
    const has = (field: string): boolean => Object.hasOwn(fields, field);
    if (has('lodLevels') || (has('tree') && has('filenames'))) return 'lod-meta';
    if (has('means') || has('quats') || has('sh0')) return 'sog';
    // The others may name their generator in an `asset` too.
    if (has('asset')) return 'gltf';
  } catch {
    // The decoder that the name chooses says what is wrong.
  }
  if (/\.gltf$/i.test(path)) return 'gltf';
  if (/(^|\/)lod-meta\.json$/i.test(path)) return 'lod-meta';
  if (/(^|\/)meta\.json$/i.test(path)) return 'sog';
  // Rows of bytes may begin as a JSON object does.
  return /\.splat$/i.test(path) ? 'splat' : null;
}

/** Whether the bytes have a plausible head of a .ksplat: version 0.1 or a later 0, a section or more, a known level. */
function isKsplat(bytes: Uint8Array): boolean {
  if (bytes.length < 5120 || bytes[0] !== 0 || bytes[1] === 0) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const sections = view.getUint32(4, true);
  return (
    sections > 0 &&
    view.getUint32(8, true) <= sections &&
    view.getUint32(16, true) > 0 &&
    view.getUint32(16, true) <= view.getUint32(12, true) &&
    view.getUint16(20, true) <= 2
  );
}
