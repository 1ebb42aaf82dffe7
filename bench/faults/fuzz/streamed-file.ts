import type { FuzzFile } from '../../../src/workers/splats/formats/testing/fuzz-files.ts';
import { syntheticSplats } from '../../../src/workers/splats/formats/testing/synthetic-splats.ts';
import { encodeStreamed } from '../../../src/workers/splats/streaming/testing/encode-streamed.ts';

const NAME = 'lod-meta.json';
const SPLATS = 120;

const files = [
  await encodeStreamed(syntheticSplats(SPLATS, 0, 'y-down', 1), {
    levels: 2,
    leafSplats: 40,
    leavesPerFile: 4,
  }),
  await encodeStreamed(syntheticSplats(SPLATS, 0, 'y-down', 2), {
    levels: 2,
    leafSplats: 70,
    leavesPerFile: 1,
    environment: syntheticSplats(30, 0, 'y-down', 3),
  }),
];
const variant = (seed: number) => files[Math.abs(seed) % files.length]!;

/** A scene in levels of detail, to be damaged like the files of one piece. */
export const STREAMED_FILE: FuzzFile = {
  name: NAME,
  format: 'lod-meta',
  make: (seed) => variant(seed).get(NAME)!,
  besides: (seed) => new Map([...variant(seed)].filter(([path]) => path !== NAME)),
};
