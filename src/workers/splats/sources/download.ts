import { isWebPage } from '../formats/detect-format.ts';
import { fileError } from '../formats/limits.ts';
import { byteText } from './byte-text.ts';
import { checkFileSize } from './file-size.ts';
import { GrowingBytes } from './growing-bytes.ts';
import type { ReadProgress } from './scene-file.ts';
import { WatchedResponse } from './watched-response.ts';

/** Times that a broken transfer is taken up again. */
const TRIES = 3;
/** A server that sends less than this within the longest silence counts as silent, bytes. */
const LEAST_BYTES = 1024;
/** Pause before the second try, ms; twice that before the third. */
const PAUSE_MS = 200;

export interface DownloadLimits {
  /** Longest silence of the server, ms. */
  readonly stallMs: number;
}

/** What is known of the file on the server from its first answer. */
interface Version {
  readonly etag: string | null;
  /** Announced size, or NaN; a claim, which is used for progress and to notice a cut transfer. */
  readonly total: number;
  /** Whether the bytes come packed for the way, so that places in them are not places in the file. */
  readonly packed: boolean;
}

/**
 * Downloads a file. A transfer that breaks is taken up where it broke, where the server allows it, three tries in all.
 * @throws SplatFileError when the server has no such file, sends a page instead, falls silent, or sends too much or too little
 */
export async function download(
  name: string,
  url: string,
  limits: DownloadLimits,
  onProgress: ReadProgress,
): Promise<Uint8Array> {
  const bytes = new GrowingBytes();
  let version: Version | null = null;
  for (let attempt = 1; ; attempt++) {
    const response = await WatchedResponse.open(url, limits.stallMs, resumeHeaders(version, bytes.length));
    if (response) {
      version = takeUp(name, response, version, bytes);
      const trouble = await receive(name, response, version, bytes, limits.stallMs, onProgress);
      if (trouble === null) return join(name, bytes);
      if (attempt === TRIES) throw fileError(name, `could not be fetched: ${trouble}`);
    } else if (attempt === TRIES) {
      throw fileError(name, 'could not be fetched: the address cannot be reached from here');
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS * attempt));
  }
}

function resumeHeaders(version: Version | null, received: number): Record<string, string> {
  if (!version || version.packed || received === 0) return {};
  // A weak tag does not promise the same bytes (RFC 9110, section 13.1.5).
  const strong = version.etag !== null && !version.etag.startsWith('W/');
  return { Range: `bytes=${received}-`, ...(strong ? { 'If-Range': version.etag! } : {}) };
}

/** Checks an answer's status and fits it to what has already come. */
function takeUp(
  name: string,
  response: WatchedResponse,
  before: Version | null,
  bytes: GrowingBytes,
): Version {
  const { status, headers } = response;
  const refuse = (reason: string) => {
    response.cancel();
    return fileError(name, reason);
  };
  const etag = headers.get('ETag');
  if (status === 206 && before && bytes.length > 0) {
    const range = contentRange(headers.get('Content-Range'));
    if (range?.start !== bytes.length || (before.etag !== null && etag !== null && etag !== before.etag)) {
      throw refuse('could not be fetched: it changed on the server meanwhile');
    }
    return before;
  }
  if (status !== 200) throw refuse(`could not be fetched: the server answered ${status}`);
  bytes.clear();
  const claimed = headers.get('Content-Length');
  const total = claimed === null || !/^\d+$/.test(claimed) ? Number.NaN : Number(claimed);
  const encoding = headers.get('Content-Encoding');
  try {
    checkFileSize(name, total);
  } catch (error) {
    response.cancel();
    throw error;
  }
  return { etag, total, packed: encoding !== null && encoding !== 'identity' };
}

/** Takes bytes until the transfer ends. @returns what went wrong so that another try makes sense, or null */
async function receive(
  name: string,
  response: WatchedResponse,
  version: Version,
  bytes: GrowingBytes,
  stallMs: number,
  onProgress: ReadProgress,
): Promise<string | null> {
  let looked = bytes.length > 0;
  let mark = { bytes: bytes.length, ms: performance.now() };
  for (;;) {
    const part = await response.next();
    if (part === 'stalled') return 'the server stopped sending';
    if (part === 'broken') return 'the connection broke';
    if (part === 'end') break;
    bytes.add(part);
    if (bytes.length >= mark.bytes + LEAST_BYTES) mark = { bytes: bytes.length, ms: performance.now() };
    else if (performance.now() - mark.ms > stallMs) {
      response.cancel();
      return 'the server all but stopped sending';
    }
    try {
      checkFileSize(name, bytes.length);
      if (!looked && isWebPage(bytes.start(256))) {
        throw fileError(name, 'is a web page, not a splat file; its address may be wrong');
      }
    } catch (error) {
      response.cancel();
      throw error;
    }
    looked ||= bytes.length >= 256;
    // A packed transfer announces fewer bytes than it delivers.
    onProgress({
      stage: 'download',
      fraction: Math.min(1, bytes.length / version.total),
      bytes: bytes.length,
    });
  }
  if (!version.packed && bytes.length < version.total) {
    return `only ${byteText(bytes.length)} of ${byteText(version.total)} came`;
  }
  return null;
}

function join(name: string, bytes: GrowingBytes): Uint8Array {
  const length = bytes.length;
  try {
    return bytes.join();
  } catch {
    throw fileError(name, `needs ${byteText(length)} of memory, which was refused`);
  }
}

/** First and last byte and size of the whole (NaN where not told) of a `Content-Range`, or null when malformed. */
export function contentRange(text: string | null): { start: number; end: number; total: number } | null {
  const match = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(text ?? '');
  if (!match) return null;
  return {
    start: Number(match[1]),
    end: Number(match[2]),
    total: match[3] === '*' ? Number.NaN : Number(match[3]),
  };
}
