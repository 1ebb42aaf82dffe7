import { decodeSplats } from './formats/decode.ts';
import { detectFormat, type SplatFormat } from './formats/detect-format.ts';
import { fileError } from './formats/limits.ts';
import { type LoadProgress, type RawSplats, SplatFileError } from './formats/raw-splats.ts';
import { decodeSogZip } from './formats/sog.ts';
import type { WasmLoader } from './formats/webp-decoder.ts';
import { openZip, type Zip } from './formats/zip.ts';
import { openZipByParts, PartsRefused } from './sources/remote-zip.ts';
import type { SceneFile } from './sources/scene-file.ts';
import { zipFile } from './sources/zip-file.ts';
import { StreamedScene } from './streaming/streamed-scene.ts';

/** Files that are zips by their names, of which parts are asked for. */
const ZIP_NAME = /\.(?:sog|zip)$/i;

export interface DecodedScene {
  readonly format: SplatFormat;
  /** In the file's own frame. */
  readonly raw: RawSplats;
  readonly splatsInFile: number;
  readonly remarks: readonly string[];
  /** Holds the other levels of a streamed scene; null for a scene that is there as a whole. */
  readonly streamed: StreamedScene | null;
}

export interface DecodeSceneOptions {
  /** Most splats held of a streamed scene; 0 = chosen. */
  readonly residentBudget: number;
  readonly loadWebpWasm: WasmLoader;
}

/**
 * Reads and decodes a scene of any format: one file, several that name each other, or a streamed one, of which the coarsest
 * levels are read. Nothing is placed yet.
 * @throws SplatFileError with one sentence that names the file
 */
export async function decodeScene(
  file: SceneFile,
  options: DecodeSceneOptions,
  onProgress: (progress: LoadProgress) => void,
): Promise<DecodedScene> {
  try {
    return (await decodeByParts(file, options, onProgress)) ?? (await decodeWhole(file, options, onProgress));
  } catch (error) {
    if (error instanceof SplatFileError) throw error;
    throw fileError(
      file.name,
      `cannot be opened (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

/** A zip of which only the wanted parts are read; null where that is not possible. */
async function decodeByParts(
  file: SceneFile,
  options: DecodeSceneOptions,
  onProgress: (progress: LoadProgress) => void,
): Promise<DecodedScene | null> {
  if (!ZIP_NAME.test(file.name)) return null;
  try {
    const zip = await openZipByParts(file, onProgress);
    return zip && (await decodeZip(file, zip, options, onProgress));
  } catch (error) {
    if (error instanceof PartsRefused) return null;
    throw error;
  }
}

async function decodeWhole(
  file: SceneFile,
  options: DecodeSceneOptions,
  onProgress: (progress: LoadProgress) => void,
): Promise<DecodedScene> {
  const { loadWebpWasm } = options;
  const bytes = await file.read(onProgress);
  onProgress({ stage: 'decode', fraction: 0, bytes: bytes.length });
  const format = detectFormat(file.name, bytes);
  if (format === 'lod-meta') return decodeStreamed(file, bytes, options, onProgress);
  if (format === 'sog' && bytes[0] === 0x50) {
    const zip = openZip(file.name, bytes);
    return decodeZip(file, zip, options, onProgress);
  }
  const decoded = await decodeSplats(
    file.name,
    bytes,
    (fraction) => onProgress({ stage: 'decode', fraction, bytes: bytes.length }),
    {
      loadWebpWasm,
      readBeside: async (path) =>
        file
          .beside(path)
          .read(({ bytes: more }) =>
            onProgress({ stage: 'download', fraction: Number.NaN, bytes: bytes.length + more }),
          ),
    },
  );
  return whole(decoded.format, decoded.raw);
}

/** A bundled SOG, or a streamed scene in a zip. */
async function decodeZip(
  file: SceneFile,
  zip: Zip,
  options: DecodeSceneOptions,
  onProgress: (progress: LoadProgress) => void,
): Promise<DecodedScene> {
  const index = zip.outermost('lod-meta.json');
  if (index !== null) {
    const inside = zipFile(file.name, zip, index);
    return decodeStreamed(inside, await inside.read(onProgress), options, onProgress);
  }
  const raw = await decodeSogZip(
    file.name,
    zip,
    (fraction) => onProgress({ stage: 'decode', fraction, bytes: zip.packedBytes }),
    options.loadWebpWasm,
  );
  return whole('sog', raw);
}

/** A scene of which everything was read. */
function whole(format: SplatFormat, raw: RawSplats): DecodedScene {
  const dropped = raw.dropped ?? 0;
  const remarks = dropped > 0 ? [`${dropped} splats of the file were left out: they cannot be drawn.`] : [];
  return { format, raw, splatsInFile: raw.count + dropped, remarks, streamed: null };
}

async function decodeStreamed(
  file: SceneFile,
  bytes: Uint8Array,
  options: DecodeSceneOptions,
  onProgress: (progress: LoadProgress) => void,
): Promise<DecodedScene> {
  const streamed = new StreamedScene(file, bytes, options);
  const { raw, remarks } = await streamed.first(onProgress);
  return { format: 'lod-meta', raw, splatsInFile: streamed.splatsInFile, remarks, streamed };
}
