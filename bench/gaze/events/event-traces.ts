import { makeTrace, RECIPES, type TraceRecipe } from '../../../scripts/gaze-traces/make-trace.ts';
import {
  LEAST_AMPLITUDE_DEG,
  type SaccadeInterval,
} from '../../../src/workers/gaze/events/score-saccades.ts';
import type { GazeTrace } from '../../../src/xr/gaze/gaze-trace.ts';

/** A trace with what its eye truly did. */
export interface EventTrace {
  readonly trace: GazeTrace;
  readonly saccades: readonly SaccadeInterval[];
}

/** Seeds from here on belong to no trace that ships, and to none that a detector was fitted to. */
const FIRST_SEED = 9001;

/** The traces that ship, whole, with the truth that made them. */
export function shippedTraces(): EventTrace[] {
  return RECIPES.map(withTruth);
}

/** Traces of the same tasks that nothing was fitted to. @param count of each task */
export function newTraces(durationMs: number, count: number): EventTrace[] {
  return RECIPES.flatMap((recipe, task) =>
    Array.from({ length: count }, (_, i) =>
      withTruth({ ...recipe, durationMs, seed: FIRST_SEED + 100 * task + i }),
    ),
  );
}

/** Saccades during which the eye closes are left out: nobody sees them. Microsaccades are not asked for. */
function withTruth(recipe: TraceRecipe): EventTrace {
  const { trace, events } = makeTrace(recipe);
  const blinks = events.filter(({ kind }) => kind === 'blink');
  const saccades = events.filter(
    ({ kind, amplitudeDeg, startMs, endMs }) =>
      kind === 'saccade' &&
      amplitudeDeg >= LEAST_AMPLITUDE_DEG &&
      !blinks.some((blink) => blink.startMs <= endMs && blink.endMs >= startMs),
  );
  return { trace, saccades };
}

/** Times of a trace's samples, ms. */
export function sampleTimes({ rateHz, samples }: GazeTrace): Float64Array {
  return Float64Array.from({ length: samples.length / 3 }, (_, i) => (1000 * i) / rateHz);
}
