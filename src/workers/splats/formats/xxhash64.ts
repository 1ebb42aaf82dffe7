/** A number of 64 bits as two signed words. */
interface Word {
  high: number;
  low: number;
}

// Primes of XXH64 (github.com/Cyan4973/xxHash, doc/xxhash_spec.md) as high and low words.
const PRIME_1: Readonly<Word> = { high: 0x9e3779b1 | 0, low: 0x85ebca87 | 0 };
const PRIME_2: Readonly<Word> = { high: 0xc2b2ae3d | 0, low: 0x27d4eb4f | 0 };
const PRIME_3: Readonly<Word> = { high: 0x165667b1, low: 0x9e3779f9 | 0 };
const PRIME_4: Readonly<Word> = { high: 0x85ebca77 | 0, low: 0xc2b2ae63 | 0 };
const PRIME_5: Readonly<Word> = { high: 0x27d4eb2f, low: 0x165667c5 };

/**
 * Low 32 bits of XXH64 with seed 0 over `bytes[start, end)`: the content check sum of zstd (RFC 8878, section 3.1.1).
 * In pairs of 32-bit words, since BigInt takes ten times as long.
 */
export function xxhash64Low(bytes: Uint8Array, start: number, end: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = end - start;
  let at = start;
  let hash: Word;
  if (length >= 32) {
    const lanes = [sum(PRIME_1, PRIME_2), { ...PRIME_2 }, { high: 0, low: 0 }, negative(PRIME_1)] as const;
    for (; at + 32 <= end; at += 32) {
      for (let k = 0; k < 4; k++) {
        round(lanes[k]!, view.getInt32(at + k * 8 + 4, true), view.getInt32(at + k * 8, true));
      }
    }
    hash = { high: 0, low: 0 };
    for (const [k, lane] of lanes.entries()) add(hash, rotated(lane, [1, 7, 12, 18][k]!));
    for (const lane of lanes) {
      const mixed = { high: 0, low: 0 };
      round(mixed, lane.high, lane.low);
      xor(hash, mixed);
      multiply(hash, PRIME_1);
      add(hash, PRIME_4);
    }
  } else {
    hash = { ...PRIME_5 };
  }
  add(hash, { high: Math.floor(length / 2 ** 32) | 0, low: length | 0 });
  for (; at + 8 <= end; at += 8) {
    const mixed = { high: 0, low: 0 };
    round(mixed, view.getInt32(at + 4, true), view.getInt32(at, true));
    xor(hash, mixed);
    hash = rotated(hash, 27);
    multiply(hash, PRIME_1);
    add(hash, PRIME_4);
  }
  if (at + 4 <= end) {
    const word = { high: 0, low: view.getInt32(at, true) };
    multiply(word, PRIME_1);
    xor(hash, word);
    hash = rotated(hash, 23);
    multiply(hash, PRIME_2);
    add(hash, PRIME_3);
    at += 4;
  }
  for (; at < end; at++) {
    const word = { high: 0, low: bytes[at]! };
    multiply(word, PRIME_5);
    xor(hash, word);
    hash = rotated(hash, 11);
    multiply(hash, PRIME_1);
  }
  xor(hash, { high: 0, low: hash.high >>> 1 });
  multiply(hash, PRIME_2);
  xor(hash, { high: hash.high >>> 29, low: (hash.high << 3) | (hash.low >>> 29) });
  multiply(hash, PRIME_3);
  return (hash.low ^ hash.high) >>> 0;
}

/** lane = rotate(lane + word × prime 2, 31) × prime 1. */
function round(lane: Word, high: number, low: number): void {
  scratch.high = high;
  scratch.low = low;
  multiply(scratch, PRIME_2);
  add(lane, scratch);
  const upper = lane.high;
  lane.high = (upper << 31) | (lane.low >>> 1);
  lane.low = (lane.low << 31) | (upper >>> 1);
  multiply(lane, PRIME_1);
}

const scratch: Word = { high: 0, low: 0 };

function add(to: Word, value: Readonly<Word>): void {
  const low = (to.low >>> 0) + (value.low >>> 0);
  to.high = (to.high + value.high + (low > 0xffffffff ? 1 : 0)) | 0;
  to.low = low | 0;
}

function sum(a: Readonly<Word>, b: Readonly<Word>): Word {
  const word = { ...a };
  add(word, b);
  return word;
}

function negative({ high, low }: Readonly<Word>): Word {
  return sum({ high: ~high, low: ~low }, { high: 0, low: 1 });
}

function xor(to: Word, value: Readonly<Word>): void {
  to.high ^= value.high;
  to.low ^= value.low;
}

/** Rotated left by 1..31 bits. */
function rotated({ high, low }: Readonly<Word>, bits: number): Word {
  return { high: (high << bits) | (low >>> (32 - bits)), low: (low << bits) | (high >>> (32 - bits)) };
}

/** to = to × value, modulo 2⁶⁴: the high word of the product of the low words in parts of 16 bits. */
function multiply(to: Word, value: Readonly<Word>): void {
  const a0 = to.low & 0xffff;
  const a1 = to.low >>> 16;
  const b0 = value.low & 0xffff;
  const b1 = value.low >>> 16;
  const middle = a1 * b0 + Math.floor((a0 * b0) / 65536);
  const cross = a0 * b1 + (middle & 0xffff);
  // Sums below 2⁵³; floor takes what lies above 16 bits.
  const carried = a1 * b1 + Math.floor(middle / 65536) + Math.floor(cross / 65536);
  to.high = (carried + Math.imul(to.high, value.low) + Math.imul(to.low, value.high)) | 0;
  to.low = Math.imul(to.low, value.low);
}
