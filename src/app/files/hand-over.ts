import type { FolderFile } from '../../workers/splats/splat-client.ts';

/** What a person handed over at once, by dropping or picking it. */
export interface HandOver {
  /** Name of the folder, if it was one; null for single files. */
  readonly folder: string | null;
  /** Paths are relative to the folder. */
  readonly files: readonly FolderFile[];
}

/** Something that cannot be taken; the message is one sentence for the person. */
export class HandOverError extends Error {
  override readonly name = 'HandOverError';
}

/** Most files of a folder: a streamed scene of some hundred parts has a few thousand. */
export const MOST_FILES = 20_000;
/** Folders within folders. */
export const MOST_DEPTH = 24;

/** Files from a picker; those of a folder picker carry their path in `webkitRelativePath`. */
export function handOverOfFiles(files: Iterable<File>): HandOver {
  const list = Array.from(files);
  const folder = list[0]?.webkitRelativePath?.split('/', 1)[0] || null;
  if (list.length > MOST_FILES) throw tooMany(folder ?? 'What was chosen');
  return {
    folder,
    files: list.map((file) => ({
      path: folder === null ? file.name : file.webkitRelativePath.slice(folder.length + 1),
      blob: file,
    })),
  };
}

/**
 * Everything below some dropped entries.
 * @param entries what `DataTransferItem.webkitGetAsEntry` gave; it must be asked for before the drop event is over
 * @throws HandOverError when there is too much or something cannot be read
 */
export async function handOverOfEntries(
  entries: readonly FileSystemEntry[],
  mostFiles: number = MOST_FILES,
): Promise<HandOver> {
  const [only] = entries;
  const folder = entries.length === 1 && only!.isDirectory ? only!.name : null;
  const files: FolderFile[] = [];
  const open: { entry: FileSystemEntry; path: string; depth: number }[] = [];
  for (const entry of entries) open.push({ entry, path: folder === null ? entry.name : '', depth: 0 });
  let seen = open.length;
  for (let next = open.pop(); next; next = open.pop()) {
    const { entry, path, depth } = next;
    if (isFile(entry)) {
      files.push({ path, blob: await fileOf(entry) });
      continue;
    }
    if (depth >= MOST_DEPTH)
      throw new HandOverError(`${entry.name} is more than ${MOST_DEPTH} folders deep.`);
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // A reader gives a part at a time, and an empty one at the end.
    for (let part = await partOf(reader, entry); part.length > 0; part = await partOf(reader, entry)) {
      seen += part.length;
      if (seen > mostFiles) throw tooMany(folder ?? entry.name);
      for (const child of part) {
        open.push({ entry: child, path: path ? `${path}/${child.name}` : child.name, depth: depth + 1 });
      }
    }
  }
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { folder, files };
}

function tooMany(name: string): HandOverError {
  return new HandOverError(`${name} holds more than ${MOST_FILES} files; choose the scene’s own folder.`);
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, () => reject(unreadable(entry))));
}

function partOf(reader: FileSystemDirectoryReader, entry: FileSystemEntry): Promise<FileSystemEntry[]> {
  return new Promise((resolve, reject) => reader.readEntries(resolve, () => reject(unreadable(entry))));
}

function unreadable(entry: FileSystemEntry): HandOverError {
  return new HandOverError(`${entry.name} could not be read; was it moved or is it protected?`);
}
