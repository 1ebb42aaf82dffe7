/**
 * Name of a scene's file for people: the last part of its path, and its folder before it where all such files have the same
 * name.
 * @param path with slashes
 */
export function sceneName(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  const last = parts.at(-1) ?? '';
  return /^(?:lod-)?meta\.json$/i.test(last) ? parts.slice(-2).join('/') : last;
}
