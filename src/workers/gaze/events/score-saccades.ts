import { angleBetweenGazesDeg } from '../angles.ts';

/** A gaze trace without noise, sampled evenly: row after row yaw, pitch in degrees, 1 or 0 where there is no gaze. */
export interface EvenTrace {
  readonly rateHz: number;
  /** (samples, 3) */
  readonly samples: ArrayLike<number>;
}

export interface SaccadeInterval {
  readonly startMs: number;
  readonly endMs: number;
  /** Angle between where it starts and where it ends. */
  readonly amplitudeDeg: number;
}

/** Speeds of a true saccade's core and of its ends, degrees a second (I-VT with the full trace at hand). */
const CORE_DEG_S = 100;
const EDGE_DEG_S = 30;
/** Smaller ones are microsaccades, which no detector of images is asked to find. */
export const LEAST_AMPLITUDE_DEG = 1.5;

/** Saccades of a trace as they are: with the whole trace known, by speeds over two samples on either side. */
export function trueSaccades(trace: EvenTrace): SaccadeInterval[] {
  const { rateHz, samples } = trace;
  const count = Math.floor(samples.length / 3);
  const at = (i: number) => ({ yawDeg: samples[3 * i]!, pitchDeg: samples[3 * i + 1]! });
  const valid = (i: number) => i >= 0 && i < count && samples[3 * i + 2] === 1;
  const speed = (i: number) =>
    valid(i) && valid(i + 1) ? angleBetweenGazesDeg(at(i), at(i + 1)) * rateHz : Number.NaN;
  const found: SaccadeInterval[] = [];
  for (let i = 0; i < count - 1; i++) {
    if (!(speed(i) > CORE_DEG_S)) continue;
    let start = i;
    while (speed(start - 1) > EDGE_DEG_S) start--;
    let end = i + 1;
    while (speed(end) > EDGE_DEG_S) end++;
    const amplitudeDeg = angleBetweenGazesDeg(at(start), at(end));
    if (amplitudeDeg >= LEAST_AMPLITUDE_DEG) {
      found.push({ startMs: (start * 1000) / rateHz, endMs: (end * 1000) / rateHz, amplitudeDeg });
    }
    i = end;
  }
  return found;
}

export interface SaccadeScore {
  readonly saccades: number;
  readonly hits: number;
  /** Flagged stretches that no true saccade overlaps. */
  readonly falseAlarms: number;
  /** NaN where there was nothing to find. */
  readonly hitRate: number;
  /** Of the flagged stretches, NaN where there were none. */
  readonly falseShare: number;
  readonly falsePerMinute: number;
  /** From a saccade's beginning to its first flagged sample, ms, over the hits. */
  readonly meanDelayMs: number;
}

/**
 * Compares a detector with the truth, saccade by saccade. A saccade is hit when a flagged sample lies in it or within the tolerance
 * after it; a flagged stretch is a false alarm when it touches no saccade within the tolerance.
 * @param timesMs (n) of the detector's samples, rising, on the clock of the intervals
 * @param flags (n) whether the detector saw a saccade
 * @param toleranceMs lag that is not held against the detector: an image, the tracker and the sample that ends the saccade
 */
export function scoreSaccades(
  truth: readonly SaccadeInterval[],
  timesMs: ArrayLike<number>,
  flags: ArrayLike<number>,
  toleranceMs = 30,
): SaccadeScore {
  let hits = 0;
  let delays = 0;
  for (const { startMs, endMs } of truth) {
    const first = firstFlag(timesMs, flags, startMs, endMs + toleranceMs);
    if (Number.isNaN(first)) continue;
    hits++;
    delays += first - startMs;
  }
  let stretches = 0;
  let falseAlarms = 0;
  for (let i = 0; i < timesMs.length; i++) {
    if (!flags[i] || (i > 0 && flags[i - 1])) continue;
    let end = i;
    while (flags[end + 1]) end++;
    stretches++;
    const [from, to] = [timesMs[i]! - toleranceMs, timesMs[end]! + toleranceMs];
    if (!truth.some(({ startMs, endMs }) => startMs <= to && endMs >= from)) falseAlarms++;
  }
  const minutes = timesMs.length > 1 ? (timesMs[timesMs.length - 1]! - timesMs[0]!) / 60_000 : Number.NaN;
  return {
    saccades: truth.length,
    hits,
    falseAlarms,
    hitRate: truth.length > 0 ? hits / truth.length : Number.NaN,
    falseShare: stretches > 0 ? falseAlarms / stretches : Number.NaN,
    falsePerMinute: falseAlarms / minutes,
    meanDelayMs: hits > 0 ? delays / hits : Number.NaN,
  };
}

function firstFlag(timesMs: ArrayLike<number>, flags: ArrayLike<number>, from: number, to: number): number {
  for (let i = 0; i < timesMs.length; i++) {
    if (timesMs[i]! >= from && timesMs[i]! <= to && flags[i]) return timesMs[i]!;
  }
  return Number.NaN;
}
