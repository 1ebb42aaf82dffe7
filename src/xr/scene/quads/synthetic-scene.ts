import {
  FACTOR_BIAS,
  PACKED_CHUNK,
  PACKED_CHUNK_FLOATS,
  PACKED_WORDS,
} from '../../../shared/packed-splat.ts';
import type { DrawList, GpuScene, PackedSplats } from '../../../workers/splats/splat-client.ts';

/** Sides of the box that holds the splats, metres: as wide at 3 m as a headset sees. */
const BOX = [6, 6, 4] as const;
const CORNER = [-3, -3, -7] as const;
/** Codes of units around 1 cm. */
const UNIT = FACTOR_BIAS - 53;

/**
 * Splats of usual sizes and opacities before an eye at the origin that looks along -z, as the workers would send them, in an
 * order that is right. The same at every call.
 */
export function syntheticScene(count: number): {
  readonly scene: GpuScene;
  readonly splats: PackedSplats;
  readonly list: DrawList;
} {
  const chunkCount = Math.ceil(count / PACKED_CHUNK);
  const words = new Uint32Array(PACKED_WORDS * count);
  const colors = new Uint32Array(count);
  const chunks = new Float32Array(PACKED_CHUNK_FLOATS * chunkCount);
  const prefixes = new Float32Array(2 * chunkCount);
  for (let chunk = 0; chunk < chunkCount; chunk++) {
    chunks.set([...CORNER, 0, ...BOX, 0], PACKED_CHUNK_FLOATS * chunk);
    prefixes.set([Math.min(PACKED_CHUNK, count - PACKED_CHUNK * chunk), 1], 2 * chunk);
  }
  for (let i = 0; i < count; i++) {
    // Golden ratios spread the places evenly; from near to far.
    const x = Math.floor(((i * 0.7548776662) % 1) * 65536);
    const y = Math.floor(((i * 0.569840291) % 1) * 65536);
    const z = Math.floor((1 - i / count) * 65535);
    const unit = UNIT + (i % 16);
    words[4 * i] = x | (y << 16);
    words[4 * i + 1] = z | ((40 + (i % 200)) << 16) | (unit << 24);
    words[4 * i + 2] = 2047 | (1023 << 11) | (511 << 22);
    words[4 * i + 3] = 1024 | (1024 << 11) | (512 << 22);
    colors[i] = (i * 2654435761) >>> 2;
  }
  return {
    scene: { id: 0, splatCount: count, chunkCount, shDegree: 0, harmonicScale: 0 },
    splats: { first: 0, count, words, colors, harmonics: new Uint32Array(0), chunks },
    list: {
      order: Uint32Array.from({ length: count }, (_, i) => i),
      chunks: prefixes,
      content: new Uint8Array(0),
    },
  };
}
