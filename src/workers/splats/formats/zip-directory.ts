import { fileError } from './limits.ts';

/** What a zip's directory says of one file. Sizes are claims until the data was read. */
export interface ZipEntry {
  readonly path: string;
  /** Start of the local header in the zip. */
  readonly offset: number;
  /** 0 = stored, 8 = deflated. */
  readonly method: number;
  readonly packedSize: number;
  readonly size: number;
  /** CRC-32 of the unpacked bytes. */
  readonly checksum: number;
}

/** A zip's directory, and where it begins: no data of an entry lies behind that place. */
export interface ZipDirectory {
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly start: number;
}

/** Bytes of the end record, and the longest comment behind it. */
const END_BYTES = 22;
/** A tail of this many bytes holds the end record of any zip. */
export const ZIP_TAIL_BYTES = END_BYTES + 0xffff;
/** Entries that are looked at; a bundle has eight, a streamed scene some thousands. */
const MAX_ENTRIES = 65_535;
/** Most bytes that deflate can make of one (RFC 1951). */
const MAX_DEFLATE_RATIO = 1032;

const damaged = (name: string) => fileError(name, 'has a damaged zip directory');

/**
 * Where the directory lies, from the zip's last bytes (APPNOTE 6.3.10, section 4.3.16).
 * @param tail the last `ZIP_TAIL_BYTES` bytes of the zip, or all of it
 * @throws SplatFileError
 */
export function findZipDirectory(
  name: string,
  tail: Uint8Array,
  total: number,
): { start: number; size: number; count: number } {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    const count = view.getUint16(at + 10, true);
    const size = view.getUint32(at + 12, true);
    const start = view.getUint32(at + 16, true);
    if (start === 0xffffffff || size === 0xffffffff || count === 0xffff) {
      throw fileError(name, 'is a zip of the 64-bit kind, which is not read');
    }
    const end = total - tail.length + at;
    if (start + size > end) throw damaged(name);
    return { start, size, count };
  }
  throw fileError(name, 'is a zip without its end, so it was cut off');
}

/**
 * Reads the entries of a zip's directory; of two with the same path the first counts.
 * @param bytes the directory alone
 * @param start its place in the zip
 * @throws SplatFileError when a record is damaged, encrypted or claims more than its packed bytes can make
 */
export function readZipDirectory(name: string, bytes: Uint8Array, start: number): ZipDirectory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = new TextDecoder();
  const entries = new Map<string, ZipEntry>();
  for (let at = 0; at + 46 <= bytes.length; ) {
    if (view.getUint32(at, true) !== 0x02014b50) throw damaged(name);
    if (entries.size >= MAX_ENTRIES) throw fileError(name, 'is a zip with too many files');
    const pathEnd = at + 46 + view.getUint16(at + 28, true);
    if (pathEnd > bytes.length) throw damaged(name);
    const path = text.decode(bytes.subarray(at + 46, pathEnd));
    const entry: ZipEntry = {
      path,
      offset: view.getUint32(at + 42, true),
      method: view.getUint16(at + 10, true),
      packedSize: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      checksum: view.getUint32(at + 16, true),
    };
    if ((view.getUint16(at + 8, true) & 1) !== 0) throw fileError(name, 'is an encrypted zip');
    const most = entry.method === 0 ? entry.packedSize : entry.packedSize * MAX_DEFLATE_RATIO + 64;
    if (entry.offset + entry.packedSize > start || entry.size > most) throw damaged(name);
    if (!entries.has(path)) entries.set(path, entry);
    at = pathEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return { entries, start };
}
