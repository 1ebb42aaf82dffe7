export const FRAME_MAGIC = 0xfd2fb528;
/** Most bytes that a block makes. */
export const MAX_BLOCK_BYTES = 128 * 1024;

/** Whether a frame with this magic is to be passed over (RFC 8878, section 3.1.2). */
export function isSkippable(magic: number): boolean {
  return magic >>> 4 === 0x184d2a5;
}

/**
 * Most bytes that a compressed stream can make, from the headers of its frames and blocks alone: what is to be known before
 * memory is taken for an announced size. Damage ends the count.
 */
export function zstdLimit(compressed: Uint8Array): number {
  const view = new DataView(compressed.buffer, compressed.byteOffset, compressed.byteLength);
  const end = compressed.length;
  let limit = 0;
  for (let at = 0; at + 9 <= end; ) {
    const magic = view.getUint32(at, true);
    if (isSkippable(magic)) {
      at += 8 + view.getUint32(at + 4, true);
      continue;
    }
    if (magic !== FRAME_MAGIC) break;
    const descriptor = view.getUint8(at + 4);
    at += frameHeaderBytes(descriptor);
    for (let last = 0; last === 0; ) {
      if (at + 3 > end) return limit;
      const header = view.getUint8(at) | (view.getUint16(at + 1, true) << 8);
      const size = header >> 3;
      const kind = (header >> 1) & 3;
      limit += kind === 2 ? MAX_BLOCK_BYTES : Math.min(size, MAX_BLOCK_BYTES);
      at += 3 + (kind === 1 ? 1 : size);
      last = header & 1;
    }
    if ((descriptor & 4) !== 0) at += 4;
  }
  return limit;
}

/** Bytes of a frame header, magic included (RFC 8878, section 3.1.1.1). */
export function frameHeaderBytes(descriptor: number): number {
  const singleSegment = (descriptor >> 5) & 1;
  const sizeFlag = descriptor >> 6;
  return 5 + (singleSegment ? 0 : 1) + (sizeFlag === 0 ? singleSegment : 1 << sizeFlag);
}
