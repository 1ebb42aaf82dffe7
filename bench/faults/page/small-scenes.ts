import { encodePly } from '../../../src/workers/splats/formats/testing/encode-ply.ts';
import { syntheticSplats } from '../../../src/workers/splats/formats/testing/synthetic-splats.ts';

/** A file that opens at once. Successive ones differ in their number of splats, so that pictures tell them apart. */
export function smallScene(number: number): { readonly name: string; readonly bytes: Uint8Array } {
  const splats = syntheticSplats(500 + (number % 400), 0, 'y-up', number + 1);
  return { name: `small-${number}.ply`, bytes: encodePly(splats) };
}
