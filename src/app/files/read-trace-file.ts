import {
  checkGazeTrace,
  GAZE_TRACE_FORMAT,
  type GazeTrace,
  GazeTraceError,
} from '../../xr/gaze/gaze-trace.ts';

/** Ten minutes at the highest rate that a trace may have, with room to spare. */
const MOST_BYTES = 64e6;

/**
 * The recorded gaze in a file that a person handed over.
 * @returns null when the file is something else, e.g. the description of a scene
 * @throws GazeTraceError with one sentence when it is a trace that cannot be used
 */
export async function readTraceFile(name: string, blob: Blob): Promise<GazeTrace | null> {
  if (!/\.json$/i.test(name) || blob.size > MOST_BYTES) return null;
  const text = await blob.text();
  if (!text.includes(GAZE_TRACE_FORMAT)) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new GazeTraceError(`${name} is a gaze trace that was cut short: it is not valid JSON.`);
  }
  if (!isTrace(value)) return null;
  try {
    return checkGazeTrace(value);
  } catch (error) {
    throw new GazeTraceError(`${name} cannot be replayed. ${(error as Error).message}`);
  }
}

function isTrace(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Reflect.get(value, 'format') === GAZE_TRACE_FORMAT;
}
