import type { RawSplats } from '../formats/raw-splats.ts';
import { CHUNK_SIZE } from './splat-scene.ts';

/**
 * Orders the splats of every chunk by falling importance, in place: opacity times the area of the two longest axes, which
 * is what a splat covers when seen face on. Any prefix of a chunk then keeps its largest, most solid splats.
 * @param order indices into `raw`, chunk after chunk of `CHUNK_SIZE`
 */
export function orderByImportance(raw: RawSplats, order: Uint32Array): void {
  const { scales, opacities } = raw;
  const keys = new Float64Array(CHUNK_SIZE);
  const members = new Uint32Array(CHUNK_SIZE);
  for (let start = 0; start < order.length; start += CHUNK_SIZE) {
    const size = Math.min(CHUNK_SIZE, order.length - start);
    const local = keys.subarray(0, size);
    for (let i = 0; i < size; i++) {
      const splat = order[start + i]!;
      const a = scales[3 * splat]!;
      const b = scales[3 * splat + 1]!;
      const c = scales[3 * splat + 2]!;
      const area = Math.max(a * b, b * c, a * c);
      members[i] = splat;
      // Importance on a log scale of 24 bits, falling, with the member in the low bits: a plain numeric sort does the rest.
      const rank = Math.log2(Math.max(1e-30, area * opacities[splat]!)) * 65536;
      local[i] = Math.round(-rank) * CHUNK_SIZE + i;
    }
    local.sort();
    for (let i = 0; i < size; i++) {
      const key = local[i]!;
      order[start + i] = members[key - Math.floor(key / CHUNK_SIZE) * CHUNK_SIZE]!;
    }
  }
}
