import type { DecodeProgress } from './decode.ts';
import type { RawSplats } from './raw-splats.ts';
import { readSogArrays } from './sog.ts';
import { finishSplats } from './splat-arrays.ts';
import type { WasmLoader } from './webp-decoder.ts';

/**
 * Decodes an unbundled SOG of version 1 or 2: `meta.json` with its WebP images as files beside it.
 * @param readBeside reads a file by its path relative to the meta.json
 * @throws SplatFileError
 */
export async function decodeSogFolder(
  name: string,
  metaBytes: Uint8Array,
  onProgress: DecodeProgress,
  loadWebpWasm: WasmLoader,
  readBeside: (path: string) => Promise<Uint8Array>,
): Promise<RawSplats> {
  return finishSplats(
    name,
    await readSogArrays(name, metaBytes, onProgress, loadWebpWasm, readBeside),
    'y-down',
  );
}
