import {
  FACTOR_BIAS,
  FACTOR_BITS,
  FACTOR_STEPS,
  PACKED_CHUNK,
  PACKED_CHUNK_FLOATS,
  PACKED_WORDS,
} from '../../../shared/packed-splat.ts';
import type { PackedSplats } from '../splat-client.ts';

export interface UnpackedSplat {
  readonly centre: readonly [number, number, number];
  readonly opacity: number;
  /** xx xy xz yy yz zz, m². */
  readonly covariance: readonly number[];
}

/** A packed splat as a shader reads it. @param i place from `first` on */
export function unpackSplat({ words, chunks }: PackedSplats, i: number): UnpackedSplat {
  const [w0, w1, w2, w3] = words.subarray(PACKED_WORDS * i, PACKED_WORDS * (i + 1));
  const chunk = Math.floor(i / PACKED_CHUNK) * PACKED_CHUNK_FLOATS;
  const place = (axis: number, step: number) =>
    chunks[chunk + axis]! + (step / 65535) * chunks[chunk + 4 + axis]!;
  const unit = 2 ** (((w1! >>> 24) - FACTOR_BIAS) / FACTOR_STEPS);
  let shift = 0;
  const [diagonal, below] = [
    [0, 0, 0],
    [0, 0, 0],
  ] as const satisfies number[][];
  FACTOR_BITS.forEach((bits, entry) => {
    const mask = 2 ** bits - 1;
    const zero = 2 ** (bits - 1);
    (diagonal as number[])[entry] = (((w2! >>> shift) & mask) / mask) * unit;
    (below as number[])[entry] = ((((w3! >>> shift) & mask) - zero) / (zero - 1)) * unit;
    shift += bits;
  });
  const [l00, l11, l22] = diagonal;
  const [l10, l20, l21] = below;
  return {
    centre: [place(0, w0! & 0xffff), place(1, w0! >>> 16), place(2, w1! & 0xffff)],
    opacity: ((w1! >>> 16) & 255) / 255,
    covariance: [
      l00 * l00,
      l00 * l10,
      l00 * l20,
      l10 * l10 + l11 * l11,
      l10 * l20 + l11 * l21,
      l20 * l20 + l21 * l21 + l22 * l22,
    ],
  };
}
