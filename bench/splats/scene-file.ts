import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { decodeSplats } from '../../src/workers/splats/formats/decode.ts';
import { orient } from '../../src/workers/splats/formats/orient.ts';
import type { RawSplats } from '../../src/workers/splats/formats/raw-splats.ts';
import { loadWebpWasm } from '../../src/workers/splats/formats/webp-wasm-node.ts';
import { percentile } from '../harness/statistics.ts';
import type { Bounds } from './pose.ts';

/** Decodes a scene file of any format, turned y-up. @throws SplatFileError when it cannot be read. */
export async function readSceneFile(file: string): Promise<RawSplats> {
  const { raw } = await decodeSplats(path.basename(file), await readFile(file), () => {}, { loadWebpWasm });
  return orient(raw, 'auto');
}

/** Bounds that hold 98 % of the centres on each axis. */
export function boundsOf({ count, positions }: Pick<RawSplats, 'count' | 'positions'>): Bounds {
  const ends = [0, 1, 2].map((axis) => {
    const sorted = Array.from({ length: count }, (_, i) => positions[3 * i + axis]!).sort((a, b) => a - b);
    return [percentile(sorted, 0.01), percentile(sorted, 0.99)] as const;
  });
  return [ends[0]![0], ends[1]![0], ends[2]![0], ends[0]![1], ends[1]![1], ends[2]![1]];
}
