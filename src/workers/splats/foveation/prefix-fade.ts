/** Share of a prefix that fades at its end. */
export const FADE_SHARE = 0.1;

/**
 * Factor 0..1 on the opacity of a splat of a chunk whose importance order is drawn up to a number that need not be whole, so that
 * splats come and go without a flash. The last tenth of the prefix fades, one splat at least; towards the whole chunk the fading
 * part shrinks, and of a whole chunk nothing fades. Continuous in `drawn`, never falls with it, never rises with `rank`, and 0 from
 * `drawn` on. The vertex shader of `quads` repeats it.
 * @param rank place in the chunk's importance order, from 0
 * @param drawn 0..count
 * @param count splats of the chunk
 */
export function prefixFade(rank: number, drawn: number, count: number): number {
  const width = Math.max(1, Math.min(FADE_SHARE * drawn, count - drawn));
  return Math.min(1, Math.max(0, (drawn - rank) / width));
}
