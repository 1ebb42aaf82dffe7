import { MAX_HEADER_BYTES } from './limits.ts';

/** File types that can be opened. */
export type SplatFormat = 'ply' | 'compressed-ply' | 'splat' | 'spz' | 'sog';

const EXTENSIONS: Readonly<Record<string, SplatFormat>> = {
  ply: 'ply',
  splat: 'splat',
  spz: 'spz',
  sog: 'sog',
};

/** First `length` bytes as one character a byte. */
export function latin1(bytes: Uint8Array, length: number): string {
  let text = '';
  // String.fromCharCode takes its characters as arguments, whose number is limited.
  for (let start = 0; start < Math.min(length, bytes.length); start += 4096) {
    text += String.fromCharCode(...bytes.subarray(start, Math.min(start + 4096, length)));
  }
  return text;
}

/**
 * Type of a file by its first bytes, else by the extension of its name or address (a query is left out); null when
 * neither is known. `.splat` has no magic, so it goes by the name alone.
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
  if (start === 'NGSP' || start.startsWith('\x1f\x8b\x08')) return 'spz';
  if (start === 'PK\x03\x04') return 'sog';
  if (isWebPage(bytes)) return null;
  const extension = /\.([a-z0-9]+)(?:[?#][^/]*)?$/i.exec(name)?.[1]?.toLowerCase();
  return (extension && EXTENSIONS[extension]) || null;
}

/** Whether the bytes are a page, which is what many servers answer for a missing file. */
export function isWebPage(bytes: Uint8Array): boolean {
  return /^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|body|\?xml|!--)/i.test(latin1(bytes, 256));
}
