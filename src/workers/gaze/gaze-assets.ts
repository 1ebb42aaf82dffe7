import type { TrackerConfig } from './tracker-config.ts';
import { checkTrackerFacts, type TrackerFacts } from './tracker-facts.ts';
import type { TrackerProgress } from './tracker-status.ts';

/** Addresses of the tracker's files, on the page's own origin. */
export interface GazeAssets {
  /** What is known of the network: sizes and measured errors (JSON). */
  readonly tracker: string;
  /** Its weights. */
  readonly weights: string;
  /** Weights of the saccade net (JSON); null = saccades by velocity alone. */
  readonly saccadeNet: string | null;
}

/** What a worker needs to make a tracker. */
export interface GazeParts {
  readonly config: TrackerConfig;
  readonly facts: TrackerFacts;
  readonly weights: ArrayBuffer;
  readonly saccadeNet: unknown;
  /** Size of all files. */
  readonly bytes: number;
}

/** Fetches the tracker's files. @throws Error in one sentence */
export async function loadGazeParts(
  assets: GazeAssets,
  config: TrackerConfig,
  onProgress: (progress: TrackerProgress) => void,
): Promise<GazeParts> {
  let bytes = 0;
  let expected = 0;
  const files = [assets.tracker, assets.weights, ...(assets.saccadeNet ? [assets.saccadeNet] : [])];
  const fetched = await Promise.all(
    files.map((url) =>
      fetchBytes(
        url,
        (size) => {
          expected += size;
        },
        (more) => {
          bytes += more;
          onProgress({ stage: 'download', bytes, fraction: Math.min(1, bytes / expected) });
        },
      ),
    ),
  );
  return {
    config,
    facts: checkTrackerFacts(jsonOf(fetched[0]!, assets.tracker), config),
    weights: fetched[1]!,
    saccadeNet: fetched[2] ? jsonOf(fetched[2], assets.saccadeNet!) : null,
    bytes,
  };
}

/**
 * @param onSize told the announced size; NaN where there is none, or where the bytes come packed
 * @param onBytes told the size of each part
 */
async function fetchBytes(
  url: string,
  onSize: (bytes: number) => void,
  onBytes: (bytes: number) => void,
): Promise<ArrayBuffer> {
  const response = await fetch(url).catch(() => null);
  if (!response) throw new Error(`${fileName(url)} of the gaze tracker cannot be reached.`);
  if (!response.ok || !response.body) {
    throw new Error(`${fileName(url)} of the gaze tracker could not be loaded: HTTP ${response.status}.`);
  }
  const packed = response.headers.has('Content-Encoding');
  onSize(packed ? Number.NaN : Number(response.headers.get('Content-Length') ?? Number.NaN));
  const reader = response.body.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    onBytes(value.length);
  }
  return new Blob(parts).arrayBuffer();
}

function jsonOf(bytes: ArrayBuffer, url: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error(`${fileName(url)} of the gaze tracker is not valid JSON.`);
  }
}

function fileName(url: string): string {
  return url.replace(/[?#].*$/, '').replace(/^.*\/(?=.)/, '');
}
