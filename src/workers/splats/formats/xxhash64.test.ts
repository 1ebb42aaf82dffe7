import { describe, expect, it } from 'vitest';
import { xxhash64Low } from './xxhash64.ts';

describe('xxhash64Low', () => {
  // The check sums that zstd 1.5 writes behind these bytes; of none it is XXH64's 0xef46db3751d8e999.
  it.each([
    [0, 0x51d8e999],
    [1, 0x1b21e730],
    [4, 0x63f9c743],
    [12, 0x33af563b],
    [31, 0xc4880c7a],
    [32, 0xee6f7994],
    [33, 0x63e977ef],
    [100, 0xebf6f5dc],
    [1000, 0xb0af5378],
  ])('of %i bytes', (length, expected) => {
    const bytes = Uint8Array.from({ length: length + 5 }, (_, k) => (k - 2) * 7 + length);
    expect(xxhash64Low(bytes, 2, 2 + length).toString(16)).toBe(expected.toString(16));
  });
});
