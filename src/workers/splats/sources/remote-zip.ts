import { fileError } from '../formats/limits.ts';
import { openZip, unpackEntry, type Zip, zipOf } from '../formats/zip.ts';
import {
  findZipDirectory,
  readZipDirectory,
  ZIP_TAIL_BYTES,
  type ZipDirectory,
  type ZipEntry,
} from '../formats/zip-directory.ts';
import type { ReadProgress, SceneFile } from './scene-file.ts';

/** Bytes that are asked for first: they tell whether the server gives parts, and how large the file is. */
const PROBE_BYTES = 2 ** 14;
/** Longest local header, bytes: path and extra field have lengths of 16 bits. */
const MAX_LOCAL_BYTES = 30 + 2 * 0xffff;
/** Largest directory that is read, bytes: that of 65 535 files with long paths. */
const MAX_DIRECTORY_BYTES = 2 ** 25;

/** A server that gave parts of a file and then does not; the file may be read as a whole. */
export class PartsRefused extends Error {
  override readonly name = 'PartsRefused';
}

/**
 * Opens a zip of which only the directory is read, and later the entries that are asked for.
 * @returns null where parts cannot be had, or the file is no zip
 * @throws SplatFileError when the directory is damaged; PartsRefused, also from `read`
 */
export async function openZipByParts(
  file: SceneFile,
  onProgress: ReadProgress = () => {},
): Promise<Zip | null> {
  const probe = await file.readPart(0, PROBE_BYTES);
  if (probe?.bytes[0] !== 0x50 || probe.bytes[1] !== 0x4b) return null;
  const { total } = probe;
  if (!Number.isFinite(total)) return null;
  if (probe.bytes.length === total) return openZip(file.name, probe.bytes);
  let received = probe.bytes.length;
  const part = async (start: number, end: number): Promise<Uint8Array> => {
    const got = (await file.readPart(start, end)) ?? (await file.readPart(start, end));
    if (!got || got.total !== total) throw new PartsRefused();
    received += got.bytes.length;
    onProgress({ stage: 'download', fraction: Math.min(1, received / total), bytes: received });
    return got.bytes;
  };
  const tailStart = Math.max(0, total - ZIP_TAIL_BYTES);
  const tail = await part(tailStart, total);
  const { start, size } = findZipDirectory(file.name, tail, total);
  if (size > MAX_DIRECTORY_BYTES) throw fileError(file.name, 'is a zip with too long a directory');
  const bytes =
    start >= tailStart
      ? tail.subarray(start - tailStart, start - tailStart + size)
      : await part(start, start + size);
  const directory = readZipDirectory(file.name, bytes, start);
  const ends = entryEnds(directory);
  return zipOf(file.name, directory, async (entry) =>
    unpackEntry(file.name, entry, await part(entry.offset, ends(entry))),
  );
}

/** Where an entry ends at the latest: where the next begins. Its own header, with a length of its own, lies before its data. */
function entryEnds({ entries, start }: ZipDirectory): (entry: ZipEntry) => number {
  const starts = [...entries.values()].map(({ offset }) => offset).sort((a, b) => a - b);
  const next = new Map(starts.map((offset, i) => [offset, starts[i + 1] ?? start]));
  return ({ offset, packedSize }) => Math.min(next.get(offset)!, offset + MAX_LOCAL_BYTES + packedSize);
}
