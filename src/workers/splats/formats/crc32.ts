/** Table of the reflected polynomial 0xEDB88320 (RFC 1952, section 8), four bytes at a time: (4, 256). */
const TABLE = new Uint32Array(4 * 256);
for (let n = 0; n < 256; n++) {
  let value = n;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  TABLE[n] = value;
}
for (let n = 0; n < 256; n++) {
  for (let row = 1; row < 4; row++) {
    const before = TABLE[(row - 1) * 256 + n]!;
    TABLE[row * 256 + n] = (before >>> 8) ^ TABLE[before & 255]!;
  }
}

/** CRC-32 as zip and gzip use it, 0 .. 2³² - 1. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc =
      TABLE[768 + (crc & 255)]! ^
      TABLE[512 + ((crc >>> 8) & 255)]! ^
      TABLE[256 + ((crc >>> 16) & 255)]! ^
      TABLE[crc >>> 24]!;
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ TABLE[(crc ^ bytes[at]!) & 255]!;
  return ~crc >>> 0;
}
