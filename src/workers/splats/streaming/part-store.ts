import { fileError } from '../formats/limits.ts';
import { SplatFileError } from '../formats/raw-splats.ts';
import { readSogArrays } from '../formats/sog.ts';
import type { SplatArrays } from '../formats/splat-arrays.ts';
import type { WasmLoader } from '../formats/webp-decoder.ts';
import type { ReadProgress, SceneFile } from '../sources/scene-file.ts';
import { PartCache } from './part-cache.ts';

/** Bytes of decoded files that are kept. */
const CACHE_BYTES = 2 ** 28;
/** Failures after which a file is not asked for again. */
const TRIES = 2;
/** Longest time that one turn spends on files that then fail, ms; a server that is gone must not hold up the rest. */
const FAILURE_MS = 45_000;

/** Files of a streamed scene: read, decoded, kept for a while; those that fail are remembered with the reason. */
export class PartStore {
  private readonly cache = new PartCache(CACHE_BYTES);
  private readonly failures = new Map<number, { tries: number; turn: number; reason: string }>();
  private turn = 0;
  private failureMs = 0;
  private received = 0;

  /** @param index the table of contents, which the paths are relative to */
  constructor(
    private readonly index: SceneFile,
    private readonly paths: readonly string[],
    private readonly loadWebpWasm: WasmLoader,
  ) {}

  /** Begins a turn, in which files that failed before may be tried once more. */
  begin(): void {
    this.turn++;
    this.failureMs = 0;
    this.received = 0;
  }

  /** Bytes read in this turn. */
  get bytes(): number {
    return this.received;
  }

  /** Whether a file is worth asking for in this turn. */
  usable(file: number): boolean {
    const failure = this.failures.get(file);
    return !failure || (failure.tries < TRIES && failure.turn !== this.turn);
  }

  /** Whether a file can be had without reading it. */
  has(file: number): boolean {
    return this.cache.has(file);
  }

  /** Sentences on the files that failed. */
  get reasons(): string[] {
    return [...this.failures.values()].map(({ reason }) => reason);
  }

  /** The splats of a file in its own order, or null when it cannot be had; then it is no longer usable. */
  async load(file: number, onProgress: ReadProgress): Promise<SplatArrays | null> {
    const kept = this.cache.get(file);
    if (kept) return kept;
    if (this.failureMs > FAILURE_MS) {
      this.fail(
        file,
        fileError(this.paths[file]!, 'was not asked for, because others could not be read').message,
      );
      return null;
    }
    const start = performance.now();
    try {
      const part = await this.read(this.paths[file]!, onProgress);
      this.failures.delete(file);
      this.cache.add(file, part);
      return part;
    } catch (error) {
      this.failureMs += performance.now() - start;
      this.fail(file, sentenceOf(this.paths[file]!, error));
      return null;
    }
  }

  /** Notes that a file's content does not fit the table. */
  fail(file: number, reason: string): void {
    this.failures.set(file, { tries: (this.failures.get(file)?.tries ?? 0) + 1, turn: this.turn, reason });
  }

  /** Reads and decodes the unbundled SOG whose `meta.json` has this path. @throws SplatFileError */
  async read(path: string, onProgress: ReadProgress): Promise<SplatArrays> {
    const meta = this.index.beside(path);
    const count: ReadProgress = () =>
      onProgress({ stage: 'download', fraction: Number.NaN, bytes: this.received });
    const take = async (file: SceneFile): Promise<Uint8Array> => {
      const bytes = await file.read(count);
      this.received += bytes.length;
      return bytes;
    };
    return readSogArrays(
      path,
      await take(meta),
      () => onProgress({ stage: 'decode', fraction: Number.NaN, bytes: this.received }),
      this.loadWebpWasm,
      (image) => take(meta.beside(image)),
    );
  }
}

/** What went wrong with a file, in a sentence. */
export function sentenceOf(path: string, error: unknown): string {
  if (error instanceof SplatFileError) return error.message;
  return fileError(path, `cannot be read (${error instanceof Error ? error.message : String(error)})`)
    .message;
}
