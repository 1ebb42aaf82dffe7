import { decodeCompressedPly } from './compressed-ply.ts';
import { detectFormat, isJson, isWebPage, type SplatFormat } from './detect-format.ts';
import { decodeGltf } from './gltf.ts';
import { decodeKsplat } from './ksplat.ts';
import { fileError } from './limits.ts';
import { decodePly } from './ply.ts';
import { type RawSplats, SplatFileError } from './raw-splats.ts';
import { decodeSog } from './sog.ts';
import { decodeSogFolder } from './sog-folder.ts';
import { decodeSplat } from './splat.ts';
import { decodeSpz } from './spz.ts';
import type { WasmLoader } from './webp-decoder.ts';

/** Called now and then with the finished share of the work, 0..1. */
export type DecodeProgress = (fraction: number) => void;

export interface DecodeOptions {
  /**
   * Compiled WebP decoder, asked for when a .sog is opened: `loadWebpWasm` of `webp-wasm-vite.ts` in the browser, of
   * `webp-wasm-node.ts` in Node.
   */
  readonly loadWebpWasm?: WasmLoader;
  /**
   * Reads a file that the opened one names, by its path relative to it. Rejects with a SplatFileError when it is not there
   * or when the path leads elsewhere.
   */
  readonly readBeside?: (path: string) => Promise<Uint8Array>;
}

const TITLES: Readonly<Record<SplatFormat, string>> = {
  ply: 'PLY',
  'compressed-ply': 'compressed PLY',
  splat: '.splat',
  ksplat: '.ksplat',
  spz: 'SPZ',
  sog: 'SOG',
  gltf: 'glTF',
  'lod-meta': 'a streamed scene',
};

/**
 * Decodes a whole file of Gaussian splats: INRIA .ply, PlayCanvas .compressed.ply, antimatter15 .splat, GaussianSplats3D
 * .ksplat, Niantic .spz, PlayCanvas .sog (or the meta.json of an unbundled one), .glb and .gltf. Values stay in the file's own frame, see `RawSplats.up`. Bytes are only read.
 * @throws SplatFileError with one sentence, whatever the bytes are.
 */
export async function decodeSplats(
  name: string,
  bytes: Uint8Array,
  onProgress: DecodeProgress = () => {},
  options: DecodeOptions = {},
): Promise<{ format: SplatFormat; raw: RawSplats }> {
  if (bytes.length === 0) throw fileError(name, 'is empty');
  const format = detectFormat(name, bytes);
  if (format === null) {
    if (isWebPage(bytes)) throw fileError(name, 'is a web page, not a splat file; its address may be wrong');
    throw fileError(
      name,
      'is of no known type (.ply, .compressed.ply, .splat, .ksplat, .spz, .sog, .glb, .gltf)',
    );
  }
  try {
    const raw = await decodeAs(format, name, bytes, onProgress, options);
    onProgress(1);
    return { format, raw };
  } catch (error) {
    if (error instanceof SplatFileError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw fileError(name, `cannot be read as ${TITLES[format]} (${detail})`);
  }
}

function decodeAs(
  format: SplatFormat,
  name: string,
  bytes: Uint8Array,
  onProgress: DecodeProgress,
  options: DecodeOptions,
): RawSplats | Promise<RawSplats> {
  switch (format) {
    case 'ply':
      return decodePly(name, bytes, onProgress);
    case 'compressed-ply':
      return decodeCompressedPly(name, bytes, onProgress);
    case 'splat':
      return decodeSplat(name, bytes, onProgress);
    case 'spz':
      return decodeSpz(name, bytes, onProgress);
    case 'sog':
      if (!options.loadWebpWasm) throw fileError(name, 'needs a WebP decoder, which was not provided');
      if (!isJson(bytes)) return decodeSog(name, bytes, onProgress, options.loadWebpWasm);
      if (!options.readBeside)
        throw fileError(name, 'names images beside it, which were not given; open its folder');
      return decodeSogFolder(name, bytes, onProgress, options.loadWebpWasm, options.readBeside);
    case 'ksplat':
      return decodeKsplat(name, bytes, onProgress);
    case 'gltf':
      return decodeGltf(name, bytes, onProgress, options.readBeside ?? null);
    case 'lod-meta':
      throw fileError(name, 'lists the parts of a streamed scene and is opened as one, not as a single file');
  }
}
