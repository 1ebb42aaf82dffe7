import type { RawSplats } from '../formats/raw-splats.ts';
import { CHUNK_SIZE } from './splat-scene.ts';

/**
 * How far one doubling of a splat's importance moves it ahead, as a share of the chunk. Zero would thin a chunk evenly; a large
 * value would keep its large splats only and tear holes where the small ones are all there is.
 */
const LEAD_PER_OCTAVE = 0.08;

const BITS = Math.log2(CHUNK_SIZE);

/** Bits of a place along the curve in reverse: the first 2^k places in this order are spread evenly over the chunk. */
function reverseBits(place: number): number {
  let out = 0;
  for (let bit = 0; bit < BITS; bit++) out |= ((place >> bit) & 1) << (BITS - 1 - bit);
  return out;
}

const SPREAD = Float64Array.from({ length: CHUNK_SIZE }, (_, place) => reverseBits(place) / CHUNK_SIZE);

/**
 * Orders the splats of every chunk so that any prefix is a valid coarser chunk, in place: evenly thinned along the curve, with
 * important splats, by opacity times the area of the two longest axes, ahead of their turn.
 * @param order indices into `raw` along a space-filling curve, chunk after chunk of `CHUNK_SIZE`
 */
export function orderByImportance(raw: RawSplats, order: Uint32Array): void {
  const { scales, opacities } = raw;
  const keys = new Float64Array(CHUNK_SIZE);
  const ranks = new Float64Array(CHUNK_SIZE);
  const members = new Uint32Array(CHUNK_SIZE);
  for (let start = 0; start < order.length; start += CHUNK_SIZE) {
    const size = Math.min(CHUNK_SIZE, order.length - start);
    let mean = 0;
    for (let i = 0; i < size; i++) {
      const splat = order[start + i]!;
      const a = scales[3 * splat]!;
      const b = scales[3 * splat + 1]!;
      const c = scales[3 * splat + 2]!;
      const area = Math.max(a * b, b * c, a * c);
      members[i] = splat;
      ranks[i] = Math.log2(Math.max(1e-30, area * opacities[splat]!));
      mean += ranks[i]! / size;
    }
    const local = keys.subarray(0, size);
    for (let i = 0; i < size; i++) {
      const turn = SPREAD[i]! - LEAD_PER_OCTAVE * (ranks[i]! - mean);
      // Twenty bits of turn with the member in the low bits: a plain numeric sort does the rest.
      local[i] = Math.round(turn * 1048576) * CHUNK_SIZE + i;
    }
    local.sort();
    for (let i = 0; i < size; i++) {
      const key = local[i]!;
      order[start + i] = members[key - Math.floor(key / CHUNK_SIZE) * CHUNK_SIZE]!;
    }
  }
}
