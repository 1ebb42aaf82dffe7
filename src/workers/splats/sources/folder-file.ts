import { fileError } from '../formats/limits.ts';
import { checkRelativePath } from '../formats/relative-path.ts';
import type { FolderFile } from '../splat-client.ts';
import { blobFile } from './blob-file.ts';
import { pickSceneFile } from './pick-scene-file.ts';
import type { SceneFile } from './scene-file.ts';
import { sceneName } from './scene-name.ts';

/** The scene's file of a folder that a person handed over. @throws SplatFileError when it is not clear which is meant */
export function folderFile(name: string, files: readonly FolderFile[]): SceneFile {
  const byPath = new Map<string, Blob>();
  for (const { path, blob } of files) byPath.set(path.replace(/^(?:\.?\/)+/, ''), blob);
  const open = (path: string, shown: string): SceneFile => {
    const blob = byPath.get(path);
    if (!blob) throw fileError(shown, 'is not in the folder');
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    return blobFile(shown, blob, (other) => open(folder + checkRelativePath(shown, other), other));
  };
  const picked = pickSceneFile(name, [...byPath.keys()]);
  return open(picked, sceneName(`${name}/${picked}`));
}
