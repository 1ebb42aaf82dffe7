import { fileError } from './limits.ts';

/** Longest path that one file may name another by, characters. */
const MAX_PATH = 512;

/**
 * Refuses paths that a file names other files by when they could lead anywhere but below its own folder: absolute ones,
 * schemes, `..`, backslashes, control characters, percent signs (an address would decode them), queries and fragments.
 * @returns the path with `./` and empty parts taken out
 * @throws SplatFileError
 */
export function checkRelativePath(name: string, path: string): string {
  const refuse = () => fileError(name, `names a file by a path that is not allowed, “${path.slice(0, 60)}”`);
  if (path.length === 0 || path.length > MAX_PATH) throw refuse();
  if (path.startsWith('/') || /[\\%?#:\p{Cc}]/u.test(path)) throw refuse();
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.length === 0 || parts.some((part) => /^\.\.+$/.test(part.trim()))) throw refuse();
  return parts.join('/');
}
