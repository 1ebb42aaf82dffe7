/** Endings of scene files, longest first so that `.compressed.ply` goes as a whole. */
const ENDINGS = /(\.compressed\.ply|\.(ply|splat|ksplat|spz|sog|zip|glb|gltf|json))$/i;
const LONGEST = 80;

/** A name that every file system takes, from one for people: `Living room` → `Living room`, `a/b?.ply` → `a b`. */
export function fileStem(name: string): string {
  const plain = name
    .replace(/\/(lod-)?meta\.json$/i, '')
    .replace(ENDINGS, '')
    // Control characters, and those that one system or another reserves.
    .replace(/[\p{Cc}<>:"/\\|?*]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, LONGEST)
    .replace(/^[ .]+|[ .]+$/g, '');
  return plain || 'scene';
}

/** `2026-11-22 20.06`, on the person's own clock, for a file's name. */
export function fileTime(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}.${two(date.getMinutes())}`;
}
