/** One shown, one finished, one being taken. */
export const IMAGE_SLOTS = 3;

/** Bytes of a ring of eye images. */
export function imageRingBytes(width: number, height: number): number {
  return IMAGE_SLOTS * width * height;
}

/**
 * The slots of a ring, (height, width) 8-bit grey each.
 * @param buffer of `imageRingBytes`; without one they are private
 */
export function imageSlots(
  width: number,
  height: number,
  buffer: ArrayBufferLike = new ArrayBuffer(imageRingBytes(width, height)),
): Uint8Array[] {
  const size = width * height;
  return Array.from({ length: IMAGE_SLOTS }, (_, slot) => new Uint8Array(buffer, slot * size, size));
}
