import { seededRandom } from '../../../src/workers/splats/formats/testing/synthetic-splats.ts';
import type { WorkerFault } from '../../../src/workers/splats/splat-client.ts';

/** One fault to come. */
export interface Kill {
  /** `loader`, or the number of a render worker, 0 = the one that leads. */
  readonly worker: 'loader' | 0 | 1;
  readonly fault: WorkerFault;
  /** Whether a file is being opened at that moment. */
  readonly duringLoad: boolean;
  /** From the start of the load, or from nothing in particular, ms. */
  readonly delayMs: number;
}

const WORKERS = [0, 'loader', 1, 'loader'] as const;
const FAULTS: readonly WorkerFault[] = ['kill', 'hang', 'throw'];
const LONGEST_DELAY_MS = 120;

/**
 * `count` faults: every second one hits the loader, so that the render workers have time to prove themselves, else two deaths more
 * would switch them off for good reason. Faults and loads are dealt evenly, moments by chance.
 */
export function killPlan(count: number, seed: number): Kill[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const round = Math.floor(i / WORKERS.length);
    return {
      worker: WORKERS[i % WORKERS.length]!,
      fault: FAULTS[(i + round) % FAULTS.length]!,
      duringLoad: (Math.floor(i / 2) + round) % 2 === 0,
      delayMs: Math.floor(random() * LONGEST_DELAY_MS),
    };
  });
}
