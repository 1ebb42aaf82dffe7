import { decodeSplats } from './formats/decode.ts';
import { toYUp } from './formats/orient.ts';
import { type LoadProgress, type RawSplats, SplatFileError } from './formats/raw-splats.ts';
import type { WasmLoader } from './formats/webp-decoder.ts';
import { sceneBounds } from './scene/scene-bounds.ts';
import { CHUNK_FIELDS, CHUNK_SIZE, SPLAT_ARRAYS } from './scene/splat-scene.ts';
import type { SceneInfo, SceneSource } from './splat-client.ts';

export interface OpenedScene {
  readonly info: SceneInfo;
  /** y-up. */
  readonly raw: RawSplats;
}

/** Last part of an address, for sentences. */
function nameOf(source: SceneSource): string {
  if (source.kind === 'file') return source.name;
  const path = new URL(source.url, 'http://localhost').pathname;
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1)) || source.url;
}

/**
 * Reads, decodes and orients a scene; everything short of building it.
 * @throws SplatFileError with one sentence that names the file.
 */
export async function openScene(
  source: SceneSource,
  loadWebpWasm: WasmLoader,
  onProgress: (progress: LoadProgress) => void,
): Promise<OpenedScene> {
  const name = nameOf(source);
  const bytes =
    source.kind === 'file' ? new Uint8Array(source.bytes) : await download(name, source.url, onProgress);
  onProgress({ stage: 'decode', fraction: 0, bytes: bytes.length });
  const { format, raw: decoded } = await decodeSplats(
    name,
    bytes,
    (fraction) => onProgress({ stage: 'decode', fraction, bytes: bytes.length }),
    { loadWebpWasm },
  );
  const raw = toYUp(decoded);
  onProgress({ stage: 'order', fraction: 0, bytes: bytes.length });
  const info: SceneInfo = {
    name,
    format,
    splatCount: raw.count,
    shDegree: raw.shDegree,
    up: decoded.up,
    sceneBytes: raw.count * 4 * (SPLAT_ARRAYS + 1) + Math.ceil(raw.count / CHUNK_SIZE) * CHUNK_FIELDS * 4,
    bounds: sceneBounds(raw.positions, raw.count),
  };
  return { info, raw };
}

/** Downloads with progress into one buffer. */
async function download(
  name: string,
  url: string,
  onProgress: (progress: LoadProgress) => void,
): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch {
    throw new SplatFileError(`${name} could not be fetched: the address cannot be reached from here.`);
  }
  if (!response.ok)
    throw new SplatFileError(`${name} could not be fetched: the server answered ${response.status}.`);
  const total = Number(response.headers.get('Content-Length')) || Number.NaN;
  const parts: Uint8Array[] = [];
  let received = 0;
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(await response.arrayBuffer());
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    received += value.length;
    // A compressed transfer may announce fewer bytes than it delivers.
    onProgress({ stage: 'download', fraction: Math.min(1, received / total), bytes: received });
  }
  const bytes = new Uint8Array(received);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
