import createSpz from '@adobe/spz';
import { unzipSync } from 'fflate';
import type { SplatFormat } from '../detect-format.ts';
import type { RawSplats } from '../raw-splats.ts';
import { SH_C0 } from '../splat-arrays.ts';
import { chanceFrom } from './chance.ts';
import { encodeCompressedPly } from './encode-compressed-ply.ts';
import { addView, draftGltf, packGlb, packGltf, splatPrimitive } from './encode-gltf.ts';
import { encodeKsplat } from './encode-ksplat.ts';
import { encodePly } from './encode-ply.ts';
import { encodeSog } from './encode-sog.ts';
import { encodeSplat } from './encode-splat.ts';
import { encodeSpz } from './encode-spz.ts';
import { mutate } from './mutate.ts';
import { syntheticSplats } from './synthetic-splats.ts';

/** A sound file to be damaged. What it gives is shared: read, do not write. */
export interface FuzzFile {
  /** File name with the extension that its format has. */
  readonly name: string;
  readonly format: SplatFormat;
  /** One of a few variants, by the seed. */
  make(seed: number): Uint8Array;
  /** Files beside it that it names, by path. */
  besides?(seed: number): Map<string, Uint8Array>;
}

/** Different files of each kind. */
const VARIANTS = 4;
const DEGREES = [0, 1, 2, 3] as const;

const splats = (
  shDegree: RawSplats['shDegree'],
  up: RawSplats['up'],
  variant: number,
  count = 70,
): RawSplats => syntheticSplats(count + variant * 37, shDegree, up, variant + 1);

/** A file whose variants are made when they are first asked for. */
function file(name: string, format: SplatFormat, make: (variant: number) => Uint8Array): FuzzFile {
  const made: Uint8Array[] = [];
  return {
    name,
    format,
    make(seed) {
      const variant = Math.abs(seed) % VARIANTS;
      made[variant] ??= make(variant);
      return made[variant];
    },
  };
}

const spzModule = await createSpz({ print: () => {}, printErr: () => {} });

/** SPZ of version 4 as the reference library compresses it: Huffman trees, sequences, repeated tables. */
function referenceSpz(raw: RawSplats): Uint8Array {
  const cloud = {
    numPoints: raw.count,
    shDegree: raw.shDegree,
    antialiased: false,
    extensions: [],
    positions: raw.positions,
    scales: raw.scales.map(Math.log),
    rotations: raw.rotations,
    colors: raw.colors.map((value) => (value - 0.5) / SH_C0),
    alphas: raw.opacities.map((value) => Math.log(value / (1 - value))),
    sh: raw.shRest ?? new Float32Array(0),
  };
  const from = spzModule.CoordinateSystem.RUB;
  return spzModule.saveSpzToBuffer(cloud, { version: 4, from, sh1Bits: 5, shRestBits: 4 });
}

const bundles = await Promise.all(
  ([1, 2] as const).map((version) =>
    Promise.all(DEGREES.map((degree) => encodeSog(splats(degree, 'y-down', degree), version))),
  ),
);
const folders = bundles[1]!.map((bundle) => new Map(Object.entries(unzipSync(bundle))));

/** Sound files of every format that is read. Made in Node: WebP and zstd are written by WebAssembly modules of packages. */
export const FUZZ_FILES: readonly FuzzFile[] = [
  ...DEGREES.map((degree) => file(`sh${degree}.ply`, 'ply', (v) => encodePly(splats(degree, 'y-down', v)))),
  file('big-endian.ply', 'ply', (v) =>
    encodePly(splats(1, 'y-down', v), { encoding: 'binary_big_endian', shuffled: true, lineEnd: '\r\n' }),
  ),
  file('text.ply', 'ply', (v) => encodePly(splats(DEGREES[v]!, 'y-down', v, 20), { encoding: 'ascii' })),
  file('a.compressed.ply', 'compressed-ply', (v) =>
    encodeCompressedPly(splats(DEGREES[v]!, 'y-down', v, 260), v > 0),
  ),
  file('a.splat', 'splat', (v) => encodeSplat(splats(0, 'y-down', v))),
  ...([0, 1, 2] as const).map((level) =>
    file(`level${level}.ksplat`, 'ksplat', (v) => {
      const raw = splats(DEGREES[v]!, 'y-down', v);
      return encodeKsplat(raw, { level, sections: [50, raw.count - 50], bucketSize: 16 });
    }),
  ),
  ...([1, 2, 3] as const).map((version) =>
    file(`v${version}.spz`, 'spz', (v) => encodeSpz(splats(DEGREES[v]!, 'y-up', v), version)),
  ),
  file('v4.spz', 'spz', (v) => referenceSpz(splats(DEGREES[v]!, 'y-up', v, 400))),
  file('v4-stored.spz', 'spz', (v) => encodeSpz(splats(DEGREES[v]!, 'y-up', v), 4)),
  file('v1.sog', 'sog', (v) => bundles[0]![v]!),
  file('v2.sog', 'sog', (v) => bundles[1]![v]!),
  {
    ...file('meta.json', 'sog', (v) => folders[v]!.get('meta.json')!),
    besides: (seed) => folders[Math.abs(seed) % VARIANTS]!,
  },
  file('a.glb', 'gltf', (v) => {
    const draft = draftGltf(
      splats(DEGREES[v]!, 'y-up', v),
      (['float', 'byte', 'short', 'float'] as const)[v],
    );
    draft.json.nodes = [
      { children: [1], translation: [1, 2, 3] },
      { mesh: 0, scale: [1, v === 3 ? 2 : 1, 1] },
    ];
    return packGlb(draft);
  }),
  file('spz.glb', 'gltf', (v) => {
    const draft = draftGltf(splats(0, 'y-up', v, 1));
    const bufferView = addView(draft, encodeSpz(splats(1, 'y-up', v), 2));
    draft.json.meshes[0]!.primitives = [
      splatPrimitive({}, { extensions: { KHR_gaussian_splatting_compression_spz_2: { bufferView } } }),
    ];
    return packGlb(draft);
  }),
  file('inline.gltf', 'gltf', (v) => packGltf(draftGltf(splats(1, 'y-up', v, 20)))),
  {
    ...file('a.gltf', 'gltf', (v) => packGltf(draftGltf(splats(DEGREES[v]!, 'y-up', v)), 'a.bin')),
    besides: (seed) => {
      const variant = Math.abs(seed) % VARIANTS;
      return new Map([['a.bin', draftGltf(splats(DEGREES[variant]!, 'y-up', variant)).binary]]);
    },
  },
];

/** A damaged file with what lies beside it. */
export interface FuzzCase {
  readonly bytes: Uint8Array;
  readonly besides: Map<string, Uint8Array>;
  readonly what: string;
}

/** Damage by a seed: to the file itself or, in one case of four, to one beside it, which may also go missing. */
export function fuzzCase(source: FuzzFile, seed: number): FuzzCase {
  const chance = chanceFrom(seed ^ 0x5eed);
  const besides = new Map(source.besides?.(seed));
  const whole = source.make(seed);
  if (besides.size > 0 && chance.below(4) === 0) {
    const path = chance.pick([...besides.keys()]);
    if (chance.below(8) === 0) {
      besides.delete(path);
      return { bytes: whole, besides, what: `“${path}” missing` };
    }
    const { bytes, what } = mutate(besides.get(path)!, 'splat', seed);
    besides.set(path, bytes);
    return { bytes: whole, besides, what: `“${path}”: ${what}` };
  }
  return { ...mutate(whole, source.format, seed), besides };
}
