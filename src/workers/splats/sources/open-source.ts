import type { SceneSource } from '../splat-client.ts';
import { blobFile } from './blob-file.ts';
import { folderFile } from './folder-file.ts';
import type { SceneFile } from './scene-file.ts';
import { urlFile } from './url-file.ts';

/** The file that a source means. Nothing is read yet. @throws SplatFileError */
export function openSource(source: SceneSource): SceneFile {
  switch (source.kind) {
    case 'url':
      return urlFile(source.url);
    case 'file':
      return blobFile(source.name, source.blob);
    case 'folder':
      return folderFile(source.name, source.files);
  }
}
