/** Name and version that every trace file carries. */
export const GAZE_TRACE_FORMAT = 'saccade-gaze-trace';
export const GAZE_TRACE_VERSION = 1;

/** Numbers that one sample takes: yaw (degrees, right positive), pitch (degrees, up positive), valid (0 or 1). */
export const TRACE_STRIDE = 3;

/** Farthest direction that a trace may hold, degrees: eyes do not turn farther in the head. */
const MAX_DEG = 60;

/** A recorded or generated gaze trace, in the head's frame, sampled evenly. Also the form of the file (JSON). */
export interface GazeTrace {
  readonly format: typeof GAZE_TRACE_FORMAT;
  readonly version: typeof GAZE_TRACE_VERSION;
  /** What was looked at, e.g. `reading`. */
  readonly name: string;
  readonly rateHz: number;
  /** Seed of a generated trace; null for a recorded one. */
  readonly seed: number | null;
  /** Standard deviation of the recording's noise, degrees. */
  readonly sigmaDeg: number;
  /** (samples, 3), row after row: yaw, pitch, valid. */
  readonly samples: readonly number[];
}

/** A trace file that cannot be used; the message is one sentence for the person. */
export class GazeTraceError extends Error {
  override readonly name = 'GazeTraceError';
}

/** Samples in a trace. */
export function traceLength(trace: GazeTrace): number {
  return trace.samples.length / TRACE_STRIDE;
}

/**
 * Unit direction in viewer space of one sample.
 * @returns whether the eye was open there; `out` is written in either case.
 */
export function traceDirection(trace: GazeTrace, index: number, out: Float32Array | Float64Array): boolean {
  const at = index * TRACE_STRIDE;
  const yaw = trace.samples[at]! * (Math.PI / 180);
  const pitch = trace.samples[at + 1]! * (Math.PI / 180);
  out[0] = Math.sin(yaw) * Math.cos(pitch);
  out[1] = Math.sin(pitch);
  out[2] = -Math.cos(yaw) * Math.cos(pitch);
  return trace.samples[at + 2] === 1;
}

/**
 * Checks the parsed content of a trace file.
 * @throws GazeTraceError that names what is wrong and where.
 */
export function checkGazeTrace(value: unknown): GazeTrace {
  if (typeof value !== 'object' || value === null)
    throw new GazeTraceError('The gaze trace is not an object.');
  const trace = value as Partial<Record<keyof GazeTrace, unknown>>;
  if (trace.format !== GAZE_TRACE_FORMAT) {
    throw new GazeTraceError(`The file is no gaze trace: its format is not "${GAZE_TRACE_FORMAT}".`);
  }
  if (trace.version !== GAZE_TRACE_VERSION) {
    throw new GazeTraceError(
      `The gaze trace has version ${String(trace.version)}; this page reads ${GAZE_TRACE_VERSION}.`,
    );
  }
  if (typeof trace.name !== 'string') throw new GazeTraceError('The gaze trace has no name.');
  if (!isBetween(trace.rateHz, 1, 2000))
    throw new GazeTraceError('The gaze trace has no rate between 1 and 2000 Hz.');
  if (trace.seed !== null && typeof trace.seed !== 'number') {
    throw new GazeTraceError('The seed of the gaze trace is neither a number nor null.');
  }
  if (!isBetween(trace.sigmaDeg, 0, 30))
    throw new GazeTraceError('The gaze trace has no noise between 0 and 30 degrees.');
  checkSamples(trace.samples);
  return value as GazeTrace;
}

function checkSamples(samples: unknown): void {
  if (!Array.isArray(samples) || samples.length === 0 || samples.length % TRACE_STRIDE !== 0) {
    throw new GazeTraceError(
      'The samples of the gaze trace are not a list of yaw, pitch and valid, three by three.',
    );
  }
  for (let i = 0; i < samples.length; i += TRACE_STRIDE) {
    const row = i / TRACE_STRIDE;
    if (!isBetween(samples[i], -MAX_DEG, MAX_DEG) || !isBetween(samples[i + 1], -MAX_DEG, MAX_DEG)) {
      throw new GazeTraceError(`Sample ${row} of the gaze trace is not within ${MAX_DEG} degrees.`);
    }
    if (samples[i + 2] !== 0 && samples[i + 2] !== 1) {
      throw new GazeTraceError(`Sample ${row} of the gaze trace is neither valid (1) nor a gap (0).`);
    }
  }
}

function isBetween(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most;
}
