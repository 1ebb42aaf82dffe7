import { Worker } from 'node:worker_threads';
import { nowMs } from '../../../src/shared/time.ts';
import { EXITS, PAPER } from '../../../src/workers/gaze/tracker-config.ts';
import { makeTrackerMemory, type TrackerMemory, WORD } from './tracker-memory.ts';

export interface TrackerThreadData {
  readonly memory: TrackerMemory;
}

/** Loading a network must not take longer than this. */
const LOAD_MS = 120_000;

/** A tracker of the paper's size on a thread of its own, asked from this one. */
export class TrackerLink {
  readonly memory: TrackerMemory;
  private readonly worker: Worker;
  private failure: Error | null = null;
  private serial = 0;

  private constructor() {
    this.memory = makeTrackerMemory(PAPER);
    const workerData: TrackerThreadData = { memory: this.memory };
    this.worker = new Worker(new URL('./tracker-thread-start.mjs', import.meta.url), { workerData });
    this.worker.on('error', (error) => {
      this.failure = error;
    });
  }

  /** @throws Error when the thread dies before its network is there */
  static async open(): Promise<TrackerLink> {
    const link = new TrackerLink();
    const giveUp = nowMs() + LOAD_MS;
    while (Atomics.load(link.memory.words, WORD.done) === 0) {
      if (link.failure) throw link.failure;
      if (nowMs() > giveUp) {
        await link.close();
        throw new Error(`The tracker was not there after ${LOAD_MS / 1000} s.`);
      }
      // Leaves this thread free for the worker's messages.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return link;
  }

  /**
   * Gives the tracker a new image. Returns at once.
   * @param directions (exits, 3) what its exits are to say
   * @returns number of the image
   */
  ask(image: Uint8Array, topK: number, directions: Float32Array): number {
    const { memory } = this;
    memory.image.set(image);
    memory.topK[0] = topK;
    memory.directions.set(directions);
    memory.times[0] = nowMs();
    Atomics.store(memory.words, WORD.asked, ++this.serial);
    Atomics.notify(memory.words, WORD.asked);
    return this.serial;
  }

  /** Blocks until the last exit of the newest image was published. @throws Error when the tracker's thread has died */
  finish(): void {
    const { words } = this.memory;
    for (;;) {
      const done = Atomics.load(words, WORD.done);
      if (done === this.serial) return;
      if (Atomics.wait(words, WORD.done, done, 10_000) === 'timed-out') {
        throw this.failure ?? new Error('The tracker does not answer.');
      }
    }
  }

  /** From the image to each exit of the newest one, ms. */
  exitMs(): number[] {
    const { times } = this.memory;
    return Array.from({ length: EXITS }, (_, i) => times[i + 1]! - times[0]!);
  }

  async close(): Promise<void> {
    await this.worker.terminate();
  }
}
