import type { Pulse } from '../../../shared/pulse.ts';
import type { LoadProgress } from '../formats/raw-splats.ts';

type OnProgress = (progress: LoadProgress) => void;

/** Fewest bytes that a splat takes in any format. */
const BYTES_PER_SPLAT = 8;
/** First use of code, collection of garbage, ms. */
const LEAST_MS = 150;
/** What a slow machine needs for a splat between two reports of progress, ms. */
const MS_PER_SPLAT = { download: 0, decode: 1.6e-3, order: 1.6e-3, write: 1e-2, ready: 0 } as const;

/**
 * A loader's job is a row of stretches that cannot be interrupted, each longer the larger the file is. Before each the page is
 * told how long the silence may get; a real hang is noticed that much later.
 */
export class Stretches {
  private splats = 0;

  /** @param pulse of the worker that does the work */
  constructor(private readonly pulse: () => Pulse) {}

  /** A job that reports its progress. */
  async reported<T>(onProgress: OnProgress, job: (report: OnProgress) => Promise<T>): Promise<T> {
    this.splats = 0;
    const report = (progress: LoadProgress) => {
      this.splats = Math.max(this.splats, progress.bytes / BYTES_PER_SPLAT);
      this.allow(MS_PER_SPLAT[progress.stage]);
      onProgress(progress);
    };
    try {
      return await job(report);
    } finally {
      this.pulse().allow(0);
    }
  }

  private allow(msPerSplat: number): void {
    this.pulse().allow(LEAST_MS + this.splats * msPerSplat);
  }
}
