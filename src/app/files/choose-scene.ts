import type { FolderFile, SceneSource } from '../../workers/splats/splat-client.ts';
import { type HandOver, HandOverError } from './hand-over.ts';

/** File endings that hold a whole scene; the content decides in the end. */
export const WHOLE_SCENES = ['.ply', '.splat', '.ksplat', '.spz', '.sog', '.glb', '.zip'] as const;
/** What the picker of single files offers. */
export const ACCEPT = [...WHOLE_SCENES, '.gltf', '.json'].join(',');

export interface ChosenScene {
  readonly source: SceneSource;
  /** Other scenes that came with it and are not opened. */
  readonly leftOut: readonly string[];
}

interface Candidate {
  readonly file: FolderFile;
  /** Whether other files belong to it. */
  readonly hasParts: boolean;
  readonly depth: number;
  readonly rank: number;
}

/** Names in the order in which one is preferred over others of the same folder. */
function candidateOf(file: FolderFile): Candidate | null {
  const path = file.path.toLowerCase();
  const name = path.slice(path.lastIndexOf('/') + 1);
  const depth = path.split('/').length - 1;
  if (name === 'lod-meta.json') return { file, hasParts: true, depth, rank: 0 };
  if (name === 'meta.json') return { file, hasParts: true, depth, rank: 1 };
  if (name.endsWith('.gltf')) return { file, hasParts: true, depth, rank: 2 };
  // Resource forks that one system leaves in archives bear the name of the file that they belong to.
  if (name.startsWith('._')) return null;
  const rank = WHOLE_SCENES.findIndex((ending) => name.endsWith(ending));
  return rank < 0 ? null : { file, hasParts: false, depth, rank: 3 + rank };
}

/**
 * Finds the scene in what a person handed over: the one nearest to the top, and of several there the one that others
 * are parts of. A lone file is taken as it is, whatever its name.
 * @throws HandOverError when there is none
 */
export function chooseScene({ folder, files }: HandOver): ChosenScene {
  if (files.length === 0) {
    throw new HandOverError(folder === null ? 'Nothing was handed over.' : `The folder ${folder} is empty.`);
  }
  const [first] = files;
  if (folder === null && files.length === 1) return { source: fileSource(first!), leftOut: [] };

  const candidates = files.map(candidateOf).filter((candidate) => candidate !== null);
  candidates.sort((a, b) => a.depth - b.depth || a.rank - b.rank || (a.file.path < b.file.path ? -1 : 1));
  const [chosen] = candidates;
  if (!chosen) {
    const where = folder === null ? `The ${files.length} files hold` : `The folder ${folder} holds`;
    throw new HandOverError(`${where} no splat scene.`);
  }
  if (!chosen.hasParts) {
    const others = candidates.filter((other) => other !== chosen && !other.hasParts);
    return { source: fileSource(chosen.file), leftOut: others.map(({ file }) => file.path) };
  }
  return { source: folderSource(chosen.file, folder, files), leftOut: [] };
}

function fileSource({ path, blob }: FolderFile): SceneSource {
  return { kind: 'file', name: path.slice(path.lastIndexOf('/') + 1), blob };
}

/** The scene's file and what lies beside and below it: a scene cannot reach out of its folder. */
function folderSource(scene: FolderFile, folder: string | null, files: readonly FolderFile[]): SceneSource {
  const home = scene.path.slice(0, scene.path.lastIndexOf('/') + 1);
  const below = files.filter(({ path }) => path.startsWith(home));
  return {
    kind: 'folder',
    name: home.split('/').at(-2) ?? folder ?? scene.path,
    files: below.map(({ path, blob }) => ({ path: path.slice(home.length), blob })),
  };
}
