import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileError } from '../formats/limits.ts';
import { checkRelativePath } from '../formats/relative-path.ts';
import { checkFileSize } from '../sources/file-size.ts';
import { pickSceneFile } from '../sources/pick-scene-file.ts';
import type { SceneFile } from '../sources/scene-file.ts';
import { sceneName } from '../sources/scene-name.ts';

/** Bytes read at a time. */
const SLICE_BYTES = 2 ** 24;
/** Folders are looked through this deep, and for so many files. */
const MAX_DEPTH = 4;
const MAX_FILES = 20_000;

/** The scene's file at a path, or in the folder at a path. @throws SplatFileError */
export async function openPath(where: string): Promise<SceneFile> {
  const name = sceneName(path.resolve(where).split(path.sep).join('/'));
  const found = await stat(where).catch(() => {
    throw fileError(name, 'cannot be read: there is no such file');
  });
  if (!found.isDirectory()) return nodeFile(name, where);
  const files: string[] = [];
  await list(where, '', files);
  const picked = pickSceneFile(name, files);
  return nodeFile(sceneName(`${name}/${picked}`), path.join(where, picked));
}

async function list(root: string, folder: string, files: string[]): Promise<void> {
  for (const entry of await readdir(path.join(root, folder), { withFileTypes: true })) {
    if (files.length >= MAX_FILES) return;
    const below = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) files.push(below);
    else if (entry.isDirectory() && below.split('/').length < MAX_DEPTH) await list(root, below, files);
  }
}

/** A file on disk with what lies in its folder. @param name for sentences */
function nodeFile(name: string, where: string): SceneFile {
  return {
    name,
    read: (onProgress) =>
      withFile(name, where, async (file, size) => {
        checkFileSize(name, size);
        return readRange(name, file, 0, size, (bytes) =>
          onProgress({ stage: 'download', fraction: bytes / size, bytes }),
        );
      }),
    readPart: (start, end) =>
      withFile(name, where, async (file, total) => {
        const bytes = await readRange(name, file, start, Math.min(end, total), () => {});
        return { bytes, total };
      }),
    beside(other) {
      const below = checkRelativePath(name, other);
      return nodeFile(below, path.join(path.dirname(where), below));
    },
  };
}

/** Bytes `start` to `end` (exclusive). */
async function readRange(
  name: string,
  file: FileHandle,
  start: number,
  end: number,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.max(0, end - start));
  let at = 0;
  while (at < bytes.length) {
    const { bytesRead } = await file.read(bytes, at, Math.min(SLICE_BYTES, bytes.length - at), start + at);
    if (bytesRead === 0) throw fileError(name, 'became shorter while it was read');
    at += bytesRead;
    onBytes(at);
  }
  return bytes;
}

async function withFile<T>(
  name: string,
  where: string,
  use: (file: FileHandle, size: number) => Promise<T>,
): Promise<T> {
  const file = await open(where).catch(() => {
    throw fileError(name, 'cannot be read: there is no such file');
  });
  try {
    const found = await file.stat();
    if (!found.isFile()) throw fileError(name, 'is no file');
    return await use(file, found.size);
  } finally {
    await file.close();
  }
}
