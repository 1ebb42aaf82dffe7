import type { TrackerConfig } from './tracker-config.ts';

/** What was measured of a trained network, on people whom no training step saw. */
export interface TrackerFacts {
  /** Error of each exit after a calibration, standard deviation per axis, degrees (6). */
  readonly exitSigmaDeg: readonly number[];
}

/**
 * Checks the content of `tracker.json`.
 * @throws RangeError in one sentence when it is of another network, or lacks the errors
 */
export function checkTrackerFacts(value: unknown, config: TrackerConfig): TrackerFacts {
  const facts = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const sigmas: unknown = facts.exitSigmaDeg;
  const fits =
    Array.isArray(sigmas) &&
    sigmas.length === config.blocks &&
    sigmas.every((sigma) => typeof sigma === 'number' && sigma > 0 && sigma < 90);
  if (!fits) {
    throw new RangeError(
      `The gaze tracker's file does not state the errors of ${config.blocks} exits ("exitSigmaDeg").`,
    );
  }
  return { exitSigmaDeg: sigmas as number[] };
}
