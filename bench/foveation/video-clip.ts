import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkGazeTrace, type GazeTrace } from '../../src/xr/gaze/gaze-trace.ts';
import type { Bounds, Pose, View } from '../splats/pose.ts';
import type { TestScene } from './test-scenes.ts';
import { gazeAt, stretchWithSaccade } from './trace-gaze.ts';
import { walkingPose } from './walking-path.ts';

const TRACES = ['room-scan', 'pursuit', 'reading'] as const;

export interface ClipPlan {
  /** Which clip: chooses trace, saccade and part of the walk. */
  readonly number: number;
  readonly frames: number;
  readonly fps: number;
  /** Seconds of steady gaze before the eye jumps. */
  readonly leadSeconds: number;
}

/** A short video: where head and eye are in each frame. */
export interface VideoClip {
  readonly fps: number;
  readonly trace: string;
  readonly poses: readonly Pose[];
  /** Gaze of each frame as it was `latencySeconds` before. */
  gazes(latencySeconds: number): View['gaze'][];
}

/** A clip of a person who walks and looks, the gaze replayed from a trace around one of its saccades. */
export function videoClip({ stand }: Pick<TestScene, 'stand'>, bounds: Bounds, plan: ClipPlan): VideoClip {
  const trace = readTrace(TRACES[plan.number % TRACES.length]!);
  const start = stretchWithSaccade(trace, plan.number, plan.leadSeconds);
  const times = Array.from({ length: plan.frames }, (_, frame) => frame / plan.fps);
  const walkStart = 0.7 * plan.number;
  return {
    fps: plan.fps,
    trace: trace.name,
    poses: times.map((time) => walkingPose(stand, bounds, walkStart + time)),
    gazes: (latency) => times.map((time) => gazeAt(trace, start + time - latency)),
  };
}

function readTrace(name: (typeof TRACES)[number]): GazeTrace {
  const file = path.resolve(import.meta.dirname, `../../assets/gaze/${name}.json`);
  return checkGazeTrace(JSON.parse(readFileSync(file, 'utf8')));
}
