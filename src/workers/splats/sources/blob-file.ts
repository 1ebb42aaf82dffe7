import { fileError } from '../formats/limits.ts';
import { byteText } from './byte-text.ts';
import { checkFileSize } from './file-size.ts';
import type { SceneFile } from './scene-file.ts';

/** Bytes read at a time, so that progress is told often. */
const SLICE_BYTES = 2 ** 23;

/**
 * A file or blob as a scene's file. It has nothing beside it unless `siblings` are given.
 * @param siblings gives the file by a path relative to this one's folder, or throws
 */
export function blobFile(name: string, blob: Blob, siblings?: (path: string) => SceneFile): SceneFile {
  const slice = async (start: number, end: number): Promise<Uint8Array> => {
    try {
      return new Uint8Array(await blob.slice(start, end).arrayBuffer());
    } catch {
      throw fileError(name, 'cannot be read: it was changed, moved or taken away meanwhile');
    }
  };
  return {
    name,
    async read(onProgress) {
      checkFileSize(name, blob.size);
      if (blob.size <= SLICE_BYTES) {
        const bytes = await slice(0, blob.size);
        onProgress({ stage: 'download', fraction: 1, bytes: bytes.length });
        return bytes;
      }
      const bytes = allocate(name, blob.size);
      for (let at = 0; at < blob.size; at += SLICE_BYTES) {
        const part = await slice(at, at + SLICE_BYTES);
        if (at + part.length > bytes.length) throw fileError(name, 'grew while it was read');
        bytes.set(part, at);
        onProgress({ stage: 'download', fraction: (at + part.length) / blob.size, bytes: at + part.length });
      }
      return bytes;
    },
    async readPart(start, end) {
      return { bytes: await slice(start, end), total: blob.size };
    },
    beside(path) {
      if (siblings) return siblings(path);
      throw fileError(name, `needs “${path}” beside it; open the folder that holds both`);
    },
  };
}

function allocate(name: string, bytes: number): Uint8Array {
  try {
    return new Uint8Array(bytes);
  } catch {
    throw fileError(name, `needs ${byteText(bytes)} of memory, which was refused`);
  }
}
