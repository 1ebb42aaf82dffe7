import { fileError } from '../formats/limits.ts';

/** Files of a folder that are looked at. */
const MAX_FOLDER_FILES = 100_000;
/** Kinds of files that can be a scene, the most telling first. Of one kind the outermost counts. */
const KINDS: readonly RegExp[] = [
  /(?:^|\/)lod-meta\.json$/i,
  /(?:^|\/)meta\.json$/i,
  /\.gltf$/i,
  /\.(?:ply|splat|ksplat|spz|sog|glb)$/i,
];

/**
 * Which file of a folder is its scene: `lod-meta.json`, else `meta.json`, else a `.gltf`, else the one file of a splat type.
 * @param paths relative to the folder, with slashes
 * @throws SplatFileError when there is none, or several at the same depth
 */
export function pickSceneFile(folder: string, paths: readonly string[]): string {
  if (paths.length > MAX_FOLDER_FILES)
    throw fileError(folder, `is a folder of ${paths.length} files, which are too many`);
  const visible = paths.filter(
    (path) => !path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX'),
  );
  for (const kind of KINDS) {
    const found = visible.filter((path) => kind.test(path));
    if (found.length === 0) continue;
    const depth = (path: string) => path.split('/').length;
    const least = Math.min(...found.map(depth));
    const outermost = found.filter((path) => depth(path) === least).sort();
    if (outermost.length === 1) return outermost[0]!;
    const named = outermost.slice(0, 3).map((path) => `“${path}”`);
    const rest = outermost.length > 3 ? ` and ${outermost.length - 3} more` : '';
    throw fileError(folder, `is a folder with several scenes (${named.join(', ')}${rest}); open one of them`);
  }
  throw fileError(
    folder,
    'is a folder without a scene (lod-meta.json, meta.json, .gltf, .glb, .ply, .splat, .ksplat, .spz or .sog)',
  );
}
