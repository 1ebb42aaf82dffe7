import { fileError } from '../formats/limits.ts';
import { checkRelativePath } from '../formats/relative-path.ts';
import type { Zip } from '../formats/zip.ts';
import type { SceneFile } from './scene-file.ts';
import { sceneName } from './scene-name.ts';

/**
 * A file inside a zip, with the others of the zip beside it.
 * @param zipName name of the zip, for sentences
 * @param path of the file in the zip
 */
export function zipFile(zipName: string, zip: Zip, path: string): SceneFile {
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  return {
    name: sceneName(`${zipName}/${path}`),
    async read(onProgress) {
      if (!zip.has(path)) throw fileError(zipName, `lacks the file “${path}”`);
      const bytes = await zip.read(path);
      onProgress({ stage: 'download', fraction: 1, bytes: bytes.length });
      return bytes;
    },
    readPart: () => Promise.resolve(null),
    beside: (other) => zipFile(zipName, zip, folder + checkRelativePath(zipName, other)),
  };
}
