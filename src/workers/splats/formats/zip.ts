import { inflateSync } from 'fflate';
import { crc32 } from './crc32.ts';
import { fileError } from './limits.ts';
import {
  findZipDirectory,
  readZipDirectory,
  ZIP_TAIL_BYTES,
  type ZipDirectory,
  type ZipEntry,
} from './zip-directory.ts';

/** Bytes of a local header without its path and extra field. */
const LOCAL_BYTES = 30;
/** Largest file that is unpacked: an image of the most pixels that are allowed, stored without gain. */
const MAX_ENTRY_BYTES = 2 ** 27 + 2 ** 20;

/** Files of a zip, wherever it lies. */
export interface Zip {
  /** Bytes of all files, packed. */
  readonly packedBytes: number;
  has(path: string): boolean;
  /** The path with the fewest folders that ends in a file of this name, or null. */
  outermost(fileName: string): string | null;
  /** @throws SplatFileError (or rejects with it) when the file is not there or damaged */
  read(path: string): Uint8Array | Promise<Uint8Array>;
}

/** Opens a zip in memory. @throws SplatFileError */
export function openZip(name: string, bytes: Uint8Array): Zip {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw fileError(name, 'cannot be read as SOG (it is no zip)');
  const tail = bytes.subarray(Math.max(0, bytes.length - ZIP_TAIL_BYTES));
  const { start, size } = findZipDirectory(name, tail, bytes.length);
  const directory = readZipDirectory(name, bytes.subarray(start, start + size), start);
  return zipOf(name, directory, (entry) =>
    unpackEntry(name, entry, bytes.subarray(entry.offset, directory.start)),
  );
}

/** A zip of which the directory is known. @param read unpacks an entry */
export function zipOf(
  name: string,
  directory: ZipDirectory,
  read: (entry: ZipEntry) => Uint8Array | Promise<Uint8Array>,
): Zip {
  return {
    packedBytes: directory.start,
    has: (path) => directory.entries.has(path),
    outermost: (fileName) => outermostEntry(directory, fileName),
    read(path) {
      const entry = directory.entries.get(path);
      if (!entry) throw fileError(name, `lacks the file “${path}”`);
      const bytes = Math.max(entry.size, entry.packedSize);
      if (bytes > MAX_ENTRY_BYTES)
        throw fileError(name, `holds “${path}” of ${bytes} bytes, which is too large`);
      return read(entry);
    },
  };
}

function outermostEntry({ entries }: ZipDirectory, fileName: string): string | null {
  let found: string | null = null;
  for (const path of entries.keys()) {
    if (path !== fileName && !path.endsWith(`/${fileName}`)) continue;
    if (found === null || path.length < found.length) found = path;
  }
  return found;
}

/**
 * Unpacks one entry. Stored entries are views of the given bytes.
 * @param bytes from the entry's local header on, at least to its end
 * @throws SplatFileError when it is damaged
 */
export function unpackEntry(name: string, entry: ZipEntry, bytes: Uint8Array): Uint8Array {
  const damaged = () => fileError(name, `has a damaged zip entry “${entry.path}”`);
  if (bytes.length < LOCAL_BYTES) throw damaged();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The local header's own sizes may be zero where the zip was written as a stream.
  if (view.getUint32(0, true) !== 0x04034b50) throw damaged();
  const start = LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  const packed = bytes.subarray(start, start + entry.packedSize);
  if (packed.length !== entry.packedSize) throw damaged();
  const unpacked = entry.method === 0 ? packed : entry.method === 8 ? inflate(packed, entry.size) : null;
  if (unpacked === null || unpacked.length !== entry.size || crc32(unpacked) !== entry.checksum)
    throw damaged();
  return unpacked;
}

/** Deflated bytes into a buffer of the announced size, which it never outgrows; null when they are damaged. */
function inflate(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    return inflateSync(packed, { out: new Uint8Array(size) });
  } catch {
    return null;
  }
}
