import { GAZE_TRACE_FORMAT, GAZE_TRACE_VERSION, type GazeTrace } from '../../src/xr/gaze/gaze-trace.ts';
import { Eye, type EyeEvent } from './eye.ts';
import { seededRandom } from './seeded-random.ts';
import { pursuit, reading, roomScan, type Task } from './tasks.ts';

export interface TraceRecipe {
  readonly name: string;
  readonly task: Task;
  readonly rateHz: number;
  readonly seed: number;
  readonly durationMs: number;
  readonly noiseDeg: number;
}

/** The traces that ship. */
export const RECIPES: readonly TraceRecipe[] = [
  { name: 'room-scan', task: roomScan, rateHz: 100, seed: 1, durationMs: 60_000, noiseDeg: 0.05 },
  { name: 'reading', task: reading, rateHz: 100, seed: 2, durationMs: 45_000, noiseDeg: 0.05 },
  { name: 'pursuit', task: pursuit, rateHz: 120, seed: 3, durationMs: 40_000, noiseDeg: 0.05 },
];

/** Simulates a recipe. The same recipe gives the same trace on every machine. */
export function makeTrace(recipe: TraceRecipe): { readonly trace: GazeTrace; readonly events: EyeEvent[] } {
  const random = seededRandom(recipe.seed);
  const eye = new Eye(random, recipe.rateHz, recipe.noiseDeg);
  recipe.task(eye, random, recipe.durationMs);
  const trace: GazeTrace = {
    format: GAZE_TRACE_FORMAT,
    version: GAZE_TRACE_VERSION,
    name: recipe.name,
    rateHz: recipe.rateHz,
    seed: recipe.seed,
    sigmaDeg: recipe.noiseDeg,
    samples: eye.samples,
  };
  return { trace, events: eye.events };
}
