import { Worker } from 'node:worker_threads';
import type { TakeResult } from './takes.ts';
import type { TakesJob } from './tiles-job.ts';

const THREAD = new URL('./tiles-thread-start.mjs', import.meta.url);

type Answer = { readonly results: TakeResult[] } | { readonly failure: string };

/** Runs jobs on threads of their own, one job a thread at a time. */
export class TilesPool {
  private readonly idle: Worker[] = [];
  private readonly all: Worker[];
  private readonly waiting: ((worker: Worker) => void)[] = [];

  constructor(threads: number) {
    this.all = Array.from({ length: threads }, () => new Worker(THREAD));
    this.idle.push(...this.all);
  }

  /** @throws Error when the job fails or its thread dies; the pool then has one thread less */
  async run(job: TakesJob): Promise<TakeResult[]> {
    const worker = this.idle.pop() ?? (await new Promise<Worker>((resolve) => this.waiting.push(resolve)));
    const answer = await new Promise<Answer>((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', (message: Answer) => {
        worker.off('error', reject);
        resolve(message);
      });
      worker.postMessage(job);
    });
    const next = this.waiting.shift();
    if (next) next(worker);
    else this.idle.push(worker);
    if ('failure' in answer) throw new Error(answer.failure);
    return answer.results;
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((worker) => worker.terminate()));
  }
}
