const MEGABYTE = 2 ** 20;

/** Fixed costs: tables of decoders, a WebP decoder's own memory, the renderer's arrays for a small picture. */
const FIXED_BYTES = 64 * MEGABYTE;

/**
 * Bytes of decoding, placing, building and drawing a stored byte may lead to: a splat of 9 stored bytes (the least that a
 * format takes) becomes 56 decoded bytes, as many placed, 48 of a scene and about 60 of a frame.
 */
const BYTES_PER_STORED_BYTE = 32;

/** Most bytes that one of deflate stands for (RFC 1951); zstd and WebP can do better but files of splats cannot. */
const INFLATION = 1032;

/** Most that any scene may take, whatever its length: the decoders' own limit, four times over for the copies on the way. */
const MOST_BYTES = 8 * 2 ** 30;

/** Formats whose content is packed. */
const PACKED = /spz|sog|lod/;

/** Most memory, bytes, that a file of a format may ask for by its length. */
export function memoryBound(format: string, fileBytes: number): number {
  const unpacked = fileBytes * (PACKED.test(format) ? INFLATION : 1);
  return Math.min(MOST_BYTES, FIXED_BYTES + unpacked * BYTES_PER_STORED_BYTE);
}
