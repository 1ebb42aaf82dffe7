import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import encodeWebp, { init } from '@jsquash/webp/encode.js';
import { strToU8, zipSync } from 'fflate';
import { type RawSplats, shRestCount } from '../raw-splats.ts';
import { SH_C0 } from '../splat-arrays.ts';
import { smallestThree } from './encode-compressed-ply.ts';

type Code = (splat: number, channel: number) => number;

let encoder: Promise<unknown> | null = null;

/** Lossless WebP of RGBA pixels, alpha kept where it is 0. */
export async function encodeImage(
  width: number,
  height: number,
  data: Uint8ClampedArray,
): Promise<Uint8Array> {
  encoder ??= startEncoder();
  await encoder;
  const image = { width, height, data, colorSpace: 'srgb' } as unknown as ImageData;
  return new Uint8Array(await encodeWebp(image, { lossless: 1, exact: 1, quality: 20, method: 1 }));
}

async function startEncoder(): Promise<unknown> {
  const path = createRequire(import.meta.url).resolve('@jsquash/webp/codec/enc/webp_enc_simd.wasm');
  const compiled = await WebAssembly.compile(await readFile(path));
  // The package takes a module here, which its types leave out.
  return (init as unknown as (module: WebAssembly.Module) => Promise<unknown>)(compiled);
}

/** A bundled .sog of version 1 (ranges) or 2 (codebooks) with at most 65536 splats, each its own centroid. */
export async function encodeSog(raw: RawSplats, version: 1 | 2, folder = ''): Promise<Uint8Array> {
  const width = Math.ceil(Math.sqrt(raw.count) / 4) * 4;
  const height = Math.ceil(raw.count / width);
  const image = (code: Code): Promise<Uint8Array> => {
    const data = new Uint8ClampedArray(width * height * 4);
    for (let k = 0; k < raw.count * 4; k++) data[k] = code(k >> 2, k & 3);
    return encodeImage(width, height, data);
  };

  const logs = raw.positions.map((value) => Math.sign(value) * Math.log1p(Math.abs(value)));
  const means = channelRange(logs);
  const mean = (i: number, k: number): number => Math.round(unit(logs[i * 3 + k]!, means, k) * 65535);
  const logScales = raw.scales.map(Math.log);
  const dc = raw.colors.map((value) => (value - 0.5) / SH_C0);
  // One range for all channels, as codebooks have it.
  const scales = version === 2 ? commonRange(logScales) : channelRange(logScales);
  const colors = version === 2 ? commonRange(dc) : channelRange(dc);
  const logits = raw.opacities.map((value) => Math.log(value / (1 - value)));
  const alpha = { mins: [Math.min(...logits)], maxs: [Math.max(...logits)] };

  const entries: Record<string, Uint8Array> = {
    'means_l.webp': await image((i, k) => (k < 3 ? mean(i, k) & 255 : 255)),
    'means_u.webp': await image((i, k) => (k < 3 ? mean(i, k) >> 8 : 255)),
    'scales.webp': await image((i, k) =>
      k < 3 ? Math.round(unit(logScales[i * 3 + k]!, scales, k) * 255) : 255,
    ),
    'sh0.webp': await image((i, k) => {
      if (k < 3) return Math.round(unit(dc[i * 3 + k]!, colors, k) * 255);
      return Math.round((version === 2 ? raw.opacities[i]! : unit(logits[i]!, alpha, 0)) * 255);
    }),
    'quats.webp': await image((i, k) => {
      const { place, rest } = smallestThree(raw.rotations, i);
      return k === 3 ? 252 + place : Math.round((rest[k]! * Math.SQRT2 * 0.5 + 0.5) * 255);
    }),
  };
  const meta: Record<string, unknown> = {
    ...(version === 2 ? { version: 2, count: raw.count } : {}),
    means: { ...means, shape: [raw.count, 3], files: ['means_l.webp', 'means_u.webp'] },
    scales: { ...(version === 2 ? { codebook: codebook(scales) } : scales), files: ['scales.webp'] },
    quats: { files: ['quats.webp'] },
    sh0: {
      ...(version === 2
        ? { codebook: codebook(colors) }
        : { mins: [...colors.mins, ...alpha.mins], maxs: [...colors.maxs, ...alpha.maxs] }),
      files: ['sh0.webp'],
    },
  };
  if (raw.shRest) {
    const rest = shRestCount(raw.shDegree);
    const range = commonRange(raw.shRest);
    const rows = Math.ceil(raw.count / 64);
    const palette = new Uint8ClampedArray(64 * rest * rows * 4).fill(255);
    for (let n = 0; n < raw.shRest.length; n++) {
      const pixel = Math.floor(n / 3);
      palette[pixel * 4 + (n % 3)] = Math.round(unit(raw.shRest[n]!, range, 0) * 255);
    }
    entries['shN_centroids.webp'] = await encodeImage(64 * rest, rows, palette);
    entries['shN_labels.webp'] = await image((i, k) => [i & 255, i >> 8, 0, 255][k]!);
    meta.shN = {
      ...(version === 2
        ? { count: raw.count, bands: raw.shDegree, codebook: codebook(range) }
        : { mins: range.mins[0], maxs: range.maxs[0] }),
      files: ['shN_centroids.webp', 'shN_labels.webp'],
    };
  }
  entries['meta.json'] = strToU8(JSON.stringify(meta));
  return zipSync(Object.fromEntries(Object.entries(entries).map(([path, bytes]) => [folder + path, bytes])), {
    level: version === 1 ? 6 : 0,
  });
}

interface Range {
  readonly mins: readonly number[];
  readonly maxs: readonly number[];
}

function channelRange(values: Float32Array): Range {
  const channel = (k: number): Float32Array => values.filter((_, n) => n % 3 === k);
  return {
    mins: [0, 1, 2].map((k) => Math.min(...channel(k))),
    maxs: [0, 1, 2].map((k) => Math.max(...channel(k))),
  };
}

function commonRange(values: Float32Array): Range {
  return {
    mins: Array<number>(3).fill(Math.min(...values)),
    maxs: Array<number>(3).fill(Math.max(...values)),
  };
}

function unit(value: number, { mins, maxs }: Range, k: number): number {
  return (value - mins[k]!) / (maxs[k]! - mins[k]!);
}

function codebook({ mins, maxs }: Range): number[] {
  return Array.from({ length: 256 }, (_, code) => mins[0]! + ((maxs[0]! - mins[0]!) * code) / 255);
}
