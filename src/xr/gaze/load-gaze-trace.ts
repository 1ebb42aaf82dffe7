import { checkGazeTrace, type GazeTrace, GazeTraceError } from './gaze-trace.ts';

/**
 * Fetches a trace file of this site.
 * @throws GazeTraceError with one sentence when it is missing, no JSON or no trace.
 */
export async function loadGazeTrace(url: string): Promise<GazeTrace> {
  const response = await fetch(url);
  if (!response.ok)
    throw new GazeTraceError(`The gaze trace ${url} could not be loaded (${response.status}).`);
  let value: unknown;
  try {
    value = await response.json();
  } catch {
    throw new GazeTraceError(`The gaze trace ${url} is not valid JSON.`);
  }
  return checkGazeTrace(value);
}
