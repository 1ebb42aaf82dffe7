import { expose, transfer } from 'comlink';
import type { BridgePort } from '../../shared/bridge.ts';
import { Pulse } from '../../shared/pulse.ts';
import { type Lifeline, takeLifeline } from '../supervision/lifeline.ts';
import type { LoadProgress } from './formats/raw-splats.ts';
import { loadWebpWasm } from './formats/webp-wasm-vite.ts';
import { type BuildTarget, LoaderEngine, type LoadResult } from './loader-engine.ts';
import { createWebpEncoder } from './saving/webp-encoder.ts';
import { loadWebpEncoderWasm } from './saving/webp-encoder-wasm-vite.ts';
import { writeSog } from './saving/write-sog.ts';
import { writeSpz } from './saving/write-spz.ts';
import type { ExportFormat, OpenOptions, SceneSource } from './splat-client.ts';
import { Stretches } from './supervision/stretches.ts';

type OnProgress = (progress: LoadProgress) => void;

let encoder: Promise<WebAssembly.Module> | null = null;
/** Downloaded once; a failed download must not stick. */
function encoderWasm(): Promise<WebAssembly.Module> {
  encoder ??= loadWebpEncoderWasm();
  encoder.catch(() => {
    encoder = null;
  });
  return encoder;
}

const engine = new LoaderEngine({
  loadWebpWasm,
  writers: {
    spz: writeSpz,
    sog: (raw, onProgress) => writeSog(raw, createWebpEncoder(encoderWasm), onProgress),
  },
});
let pulse = new Pulse();
const stretches = new Stretches(() => pulse);

let ahead = false;
/** Fetches the codecs of .sog once a first scene is there, so that every format opens and saves without a network too. */
function fetchAhead(): void {
  if (ahead) return;
  ahead = true;
  // Whoever needs one that could not be had asks again and says so.
  for (const load of [loadWebpWasm, encoderWasm]) load().catch(() => {});
}

/** Decoded splats are moved to the page, not copied. */
function handOver<Result extends LoadResult | null>(result: Result): Result {
  if (result?.kind !== 'raw') return result;
  const { positions, scales, rotations, colors, opacities, shRest } = result.raw;
  const arrays = [positions, scales, rotations, colors, opacities, ...(shRest ? [shRest] : [])];
  return transfer(
    result,
    arrays.map((array) => array.buffer as ArrayBuffer),
  );
}

/** Opens, builds and saves scenes beside the renderer, so that the old scene keeps moving; see `LoaderEngine`. */
const api = {
  /** @returns whether the worker holds its life lock */
  async start(lifeline: Lifeline): Promise<boolean> {
    const taken = await takeLifeline(lifeline, self as unknown as BridgePort);
    pulse = taken.pulse;
    return taken.locked;
  },
  /** At rest the loader beats no more unless it works. A successor at rest gets ready for a time without a network. */
  setRunning(running: boolean): void {
    if (running) pulse.start();
    else {
      pulse.rest();
      fetchAhead();
    }
  },
  async load(
    source: SceneSource,
    options: OpenOptions,
    build: BuildTarget,
    onProgress: OnProgress,
  ): Promise<LoadResult> {
    const result = await stretches.reported(onProgress, (report) =>
      engine.load(source, options, build, report),
    );
    fetchAhead();
    return handOver(result);
  },
  async page(head: readonly [number, number, number], build: BuildTarget): Promise<LoadResult | null> {
    const result = await stretches.reported(
      () => {},
      (report) => engine.page(head, build, report),
    );
    return handOver(result);
  },
  save(
    source: SceneSource,
    options: OpenOptions,
    format: ExportFormat,
    onProgress: OnProgress,
  ): Promise<Blob> {
    return stretches.reported(onProgress, (report) => engine.save(source, options, format, report));
  },
};

export type LoaderApi = typeof api;

expose(api);
