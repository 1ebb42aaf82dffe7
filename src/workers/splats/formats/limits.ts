import { type RawSplats, SplatFileError, shRestCount } from './raw-splats.ts';

/** Most bytes that one decoded scene may take, spherical harmonics included: 38 M splats at degree 0, 9 M at degree 3. */
export const MAX_DECODED_BYTES = 2 ** 31;
/** Longest PLY header that is searched for `end_header`. */
export const MAX_HEADER_BYTES = 128 * 1024;
/**
 * Farthest coordinate and largest scale of a splat, metres. Beyond them float32 holds no positions finer than 6 cm, and the
 * projected covariance of a splat at arm's length overflows it; no capture has such splats but by mistake.
 */
export const MAX_COORDINATE = 1e6;
export const MAX_SCALE = 1e5;
/** Largest image of a .sog bundle, pixels. */
export const MAX_IMAGE_PIXELS = 2 ** 25;

/** Longest reason of an error; names that come out of a file can be of any length. */
const MAX_REASON = 240;

/** Error whose message is one sentence: the file's name in quotes, then the reason, which must read on from the name. */
export function fileError(name: string, reason: string): SplatFileError {
  const shown = name.length > 80 ? `${name.slice(0, 40)}…${name.slice(-36)}` : name;
  const short = reason.length > MAX_REASON ? `${reason.slice(0, MAX_REASON)}…` : reason;
  // Line breaks of any kind and signs that turn the direction of writing would garble the sentence.
  const plain = `“${shown}” ${short}`.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]+/gu, ' ');
  return new SplatFileError(`${plain.replace(/[.\s]+$/, '')}.`);
}

/** Error for a file that ends too early. Byte counts are of the part that is meant by `what`. */
export function truncatedError(name: string, what: string, needed: number, present: number): SplatFileError {
  return fileError(name, `is truncated: ${what} takes ${needed} bytes but ${Math.max(0, present)} are there`);
}

/**
 * Refuses counts that are no positive whole numbers or need more memory than a scene may take.
 * @throws SplatFileError
 */
export function checkSplatCount(name: string, count: number, shDegree: RawSplats['shDegree']): void {
  if (!Number.isInteger(count) || count < 0)
    throw fileError(name, `announces ${count} splats, which is no count`);
  if (count === 0) throw fileError(name, 'holds no splats');
  const bytes = count * (14 + 3 * shRestCount(shDegree)) * 4;
  if (bytes > MAX_DECODED_BYTES) {
    throw fileError(
      name,
      `announces ${count} splats, more than fit in ${MAX_DECODED_BYTES / 2 ** 30} GiB of memory`,
    );
  }
}
