import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { GazeAngles } from '../../../src/workers/gaze/angles.ts';
import { checkGazeTrace, GAZE_TRACE_FORMAT, type GazeTrace } from '../../../src/xr/gaze/gaze-trace.ts';

/** Gaze traces of the project, by their `format`. @param root the project's folder */
export function allTraces(root: string): GazeTrace[] {
  const folder = path.join(root, 'assets/gaze');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as { format?: unknown })
    .filter(({ format }) => format === GAZE_TRACE_FORMAT)
    .map(checkGazeTrace);
}

/** Where the eye looks at so many moments, evenly over a trace; blinks are passed over. */
export function traceMoments({ samples }: GazeTrace, count: number): GazeAngles[] {
  const length = samples.length / 3;
  return Array.from({ length: count }, (_, i) => {
    let at = Math.floor(((i + 0.5) / count) * length);
    while (samples[3 * at + 2] !== 1) at = (at + 1) % length;
    return { yawDeg: samples[3 * at]!, pitchDeg: samples[3 * at + 1]! };
  });
}
