import { gzipSync } from 'node:zlib';
import { packSpz } from '../../src/workers/splats/saving/pack-spz.ts';
import type { SplatArrays } from './core/splat-list.ts';

/** An .spz of splats of degree 0 in the order given, packed as tightly as gzip does. Axes: x right, y up, z back. */
export function encodeSpz(splats: SplatArrays): Uint8Array {
  return gzipSync(packSpz({ ...splats, shDegree: 0, shRest: null, up: 'y-up' }), { level: 9 });
}
