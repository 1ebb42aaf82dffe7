import { fileError } from '../formats/limits.ts';
import { checkRelativePath } from '../formats/relative-path.ts';
import { contentRange, type DownloadLimits, download } from './download.ts';
import { GrowingBytes } from './growing-bytes.ts';
import type { FilePart, SceneFile } from './scene-file.ts';
import { sceneName } from './scene-name.ts';
import { WatchedResponse } from './watched-response.ts';

/** Silence of a server after which a transfer counts as broken, ms. */
const DEFAULT_LIMITS: DownloadLimits = { stallMs: 15_000 };

/** Where the page lies; nothing outside of its origin is asked for. Undefined in Node. */
const pageAddress = (): string | undefined => (globalThis as { location?: { href: string } }).location?.href;

/**
 * A file on this site.
 * @param address absolute, or relative to `base`
 * @throws SplatFileError when it lies on another site
 */
export function urlFile(
  address: string,
  base: string | undefined = pageAddress(),
  limits: DownloadLimits = DEFAULT_LIMITS,
): SceneFile {
  let url: URL;
  try {
    url = new URL(address, base);
  } catch {
    throw fileError(address, 'is no address');
  }
  const name = nameOf(url);
  if (!/^https?:$/.test(url.protocol) || (base !== undefined && url.origin !== new URL(base).origin)) {
    throw fileError(name, 'lies on another site; only files of this one are opened by address');
  }
  return {
    name,
    read: (onProgress) => download(name, url.href, limits, onProgress),
    readPart: (start, end) => readPart(url.href, limits, start, end),
    beside: (path) => {
      // The path holds no characters that an address would give a meaning, and a folder's query is not its files'.
      const parts = checkRelativePath(name, path).split('/').map(encodeURIComponent);
      return urlFile(new URL(parts.join('/'), url).href, base, limits);
    },
  };
}

/** Name of the file at an address. */
function nameOf(url: URL): string {
  try {
    return sceneName(decodeURIComponent(url.pathname)) || url.href;
  } catch {
    return sceneName(url.pathname);
  }
}

/** Bytes of a file on a server, or null where the server does not give parts or what it gives does not add up. */
async function readPart(
  url: string,
  limits: DownloadLimits,
  start: number,
  end: number,
): Promise<FilePart | null> {
  const response = await WatchedResponse.open(url, limits.stallMs, { Range: `bytes=${start}-${end - 1}` });
  if (!response) return null;
  const range = response.status === 206 ? contentRange(response.headers.get('Content-Range')) : null;
  const encoded = response.headers.get('Content-Encoding');
  const wanted = range && Math.min(end, range.total) - start;
  if (
    !range ||
    !wanted ||
    range.start !== start ||
    range.end !== start + wanted - 1 ||
    (encoded && encoded !== 'identity')
  ) {
    response.cancel();
    return null;
  }
  const bytes = new GrowingBytes();
  for (;;) {
    const part = await response.next();
    if (part === 'end') break;
    if (typeof part === 'string' || bytes.length + part.length > wanted) {
      response.cancel();
      return null;
    }
    bytes.add(part);
  }
  return bytes.length === wanted ? { bytes: bytes.join(), total: range.total } : null;
}
