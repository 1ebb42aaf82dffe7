import { GAZE_FLAG } from '../../shared/gaze.ts';
import type { GazeRecord } from './gaze-source.ts';
import { GAZE_TRACE_FORMAT, GAZE_TRACE_VERSION, type GazeTrace, TRACE_STRIDE } from './gaze-trace.ts';

/** A recording ends by itself after this time, ms. */
export const LONGEST_RECORDING_MS = 10 * 60_000;
/** Room for that at 144 samples a second. */
const MOST_SAMPLES = 600 * 144;
/** Rate of the trace, Hz: the highest of today's headsets. */
export const RECORDING_RATE_HZ = 120;
/** A longer time without a sample is a gap, ms. Blinks are samples; this is for a display that stood still. */
const LONGEST_STEP_MS = 250;
/** What a trace may hold, degrees. */
const MAX_DEG = 60;
const MAX_SIGMA_DEG = 30;

/** Numbers kept for one sample: time in ms since the first one, yaw, pitch in degrees, valid. */
const STRIDE = 4;

/**
 * Keeps gaze in memory between `start` and `stop`, and only then. Gaze is biometric: nothing here stores or sends it, and
 * what was recorded is dropped with `stop`, which hands it over as a trace, or with `discard`.
 */
export class GazeRecorder {
  private samples: Float64Array | null = null;
  private count = 0;
  private firstMs = 0;
  private sigmaSquares = 0;
  private valid = 0;

  get recording(): boolean {
    return this.samples !== null;
  }

  /** Whether the longest time is reached; nothing more is kept then. */
  get full(): boolean {
    return this.count >= MOST_SAMPLES || this.durationMs >= LONGEST_RECORDING_MS;
  }

  /** From the first to the newest sample, ms. */
  get durationMs(): number {
    return this.samples && this.count > 0 ? this.samples[(this.count - 1) * STRIDE]! : 0;
  }

  start(): void {
    this.discard();
    this.samples = new Float64Array(MOST_SAMPLES * STRIDE);
  }

  discard(): void {
    this.samples = null;
    this.count = 0;
    this.sigmaSquares = 0;
    this.valid = 0;
  }

  /** Takes one published record. Called every display frame; allocates nothing. */
  take(record: GazeRecord): void {
    const { samples, count } = this;
    if (!samples || this.full) return;
    const ms = record.captureMs[0]!;
    if (count === 0) this.firstMs = ms;
    const at = count * STRIDE;
    // A source that has nothing newer gives its last sample again.
    if (count > 0 && ms - this.firstMs <= samples[at - STRIDE]!) return;
    const y = record.direction[1]!;
    const valid = (record.flags[0]! & GAZE_FLAG.valid) !== 0;
    samples[at] = ms - this.firstMs;
    samples[at + 1] = toDegrees(Math.atan2(record.direction[0]!, -record.direction[2]!));
    samples[at + 2] = toDegrees(Math.asin(Math.max(-1, Math.min(1, y))));
    samples[at + 3] = valid ? 1 : 0;
    this.count++;
    if (!valid) return;
    this.valid++;
    this.sigmaSquares += record.sigmaDeg[0]! ** 2;
  }

  /**
   * Ends the recording and forgets it.
   * @returns the trace at `RECORDING_RATE_HZ`, blinks as gaps; null when no gaze was there at all
   */
  stop(name: string): GazeTrace | null {
    const { samples, count, valid, sigmaSquares } = this;
    this.discard();
    if (!samples || valid === 0) return null;
    const sigma = Math.sqrt(sigmaSquares / valid);
    return {
      format: GAZE_TRACE_FORMAT,
      version: GAZE_TRACE_VERSION,
      name,
      rateHz: RECORDING_RATE_HZ,
      seed: null,
      sigmaDeg: rounded(Math.min(Number.isFinite(sigma) ? sigma : 0, MAX_SIGMA_DEG)),
      samples: evenly(samples, count),
    };
  }
}

/** Resamples (count, 4) rows at the trace's rate: linear between two open-eyed samples, gaps elsewhere. */
function evenly(rows: Float64Array, count: number): number[] {
  const periodMs = 1000 / RECORDING_RATE_HZ;
  const lastMs = Math.min(rows[(count - 1) * STRIDE]!, LONGEST_RECORDING_MS);
  // Times have a resolution of their own: a step may end a hair early.
  const steps = Math.floor(lastMs / periodMs + 1e-3) + 1;
  const out: number[] = new Array(steps * TRACE_STRIDE);
  let row = 0;
  for (let step = 0; step < steps; step++) {
    const ms = Math.min(step * periodMs, lastMs);
    while (row + 1 < count && rows[(row + 1) * STRIDE]! <= ms) row++;
    const [a, b] = [row * STRIDE, Math.min(row + 1, count - 1) * STRIDE];
    const span = rows[b]! - rows[a]!;
    const part = span > 0 ? (ms - rows[a]!) / span : 0;
    const near = part < 0.5 ? a : b;
    const open = rows[near + 3] === 1 && span <= LONGEST_STEP_MS;
    // Where one neighbour is a blink the other one is held.
    const mix = rows[a + 3] === 1 && rows[b + 3] === 1 ? part : near === a ? 0 : 1;
    const at = step * TRACE_STRIDE;
    out[at] = open ? within(rows[a + 1]! + mix * (rows[b + 1]! - rows[a + 1]!)) : 0;
    out[at + 1] = open ? within(rows[a + 2]! + mix * (rows[b + 2]! - rows[a + 2]!)) : 0;
    out[at + 2] = open ? 1 : 0;
  }
  return out;
}

function toDegrees(radians: number): number {
  return (radians * 180) / Math.PI;
}

function within(degrees: number): number {
  return rounded(Math.max(-MAX_DEG, Math.min(MAX_DEG, degrees)));
}

/** Thousandths of a degree are finer than any tracker, and keep the file short. */
function rounded(degrees: number): number {
  // Adding 0 makes a plain 0 of a negative one.
  return Math.round(degrees * 1000) / 1000 + 0;
}
