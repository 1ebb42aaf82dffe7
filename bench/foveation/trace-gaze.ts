import { type GazeTrace, traceDirection, traceLength } from '../../src/xr/gaze/gaze-trace.ts';
import type { View } from '../splats/pose.ts';

const SACCADE_DEG_PER_S = 150;

/**
 * Where the eye looks at a time of a trace: the newest sample not after it, as a tracker would know; the last open one through a
 * blink, straight ahead before the first. Before the start the first sample holds, after the end the trace begins anew.
 * @param seconds from the start of the trace
 * @returns unit vector in viewer space
 */
export function gazeAt(trace: GazeTrace, seconds: number): View['gaze'] {
  const count = traceLength(trace);
  const direction = new Float64Array(3);
  const newest = Math.max(0, Math.floor(seconds * trace.rateHz + 1e-6)) % count;
  for (let index = newest; index >= 0; index--) {
    if (traceDirection(trace, index, direction)) return [direction[0]!, direction[1]!, direction[2]!];
  }
  return [0, 0, -1];
}

/** Starts of saccades in seconds: samples from which the eye moves faster than it does between them. Blinks are left out. */
export function saccadeStarts({ samples, rateHz }: GazeTrace): number[] {
  const starts: number[] = [];
  let moving = false;
  for (let at = 3; at < samples.length; at += 3) {
    const open = samples[at + 2] === 1 && samples[at - 1] === 1;
    const step = Math.hypot(samples[at]! - samples[at - 3]!, samples[at + 1]! - samples[at - 2]!);
    const fast = open && step * rateHz > SACCADE_DEG_PER_S;
    if (fast && !moving) starts.push((at / 3 - 1) / rateHz);
    moving = fast;
  }
  return starts;
}

/**
 * A stretch of a trace for a short video: it begins so that a saccade starts after `leadSeconds` and the gaze is steady before.
 * @param choice which of the trace's saccades, from 0; counted round
 * @returns seconds from the trace's start, not negative; 0 where the trace has no saccade
 */
export function stretchWithSaccade(trace: GazeTrace, choice: number, leadSeconds: number): number {
  const starts = saccadeStarts(trace).filter((start) => start >= leadSeconds);
  return starts.length > 0 ? starts[choice % starts.length]! - leadSeconds : 0;
}
