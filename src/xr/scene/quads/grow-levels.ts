import { PASS_COUNT } from '../../../workers/splats/foveation/quad-passes.ts';

/**
 * Raises tile levels while the passes of a view are being submitted. A tile can get what is still to come: a later interleaved pass
 * where it has had all before it, else the pass that draws all of its pixels at once, which comes after them.
 * @param levels of the tiles, in place; none falls @param wanted at least as high
 * @param pass the next one to be submitted: 0 … 2 interleaved, 3 whole tiles, anything later than which comes too late
 * @returns whether a level rose
 */
export function growLevels(levels: Uint8Array, wanted: Uint8Array, pass: number): boolean {
  if (pass >= PASS_COUNT) return false;
  let risen = false;
  for (let i = 0; i < levels.length; i++) {
    const level = levels[i]!;
    const wish = wanted[i]!;
    if (wish <= level) continue;
    const isLate = level < pass || pass === PASS_COUNT - 1;
    levels[i] = isLate ? PASS_COUNT : wish;
    risen = true;
  }
  return risen;
}
