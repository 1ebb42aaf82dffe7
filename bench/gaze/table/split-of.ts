import type { RecordOf } from '../../../src/shared/layout.ts';
import type { FrameFields } from '../../../src/shared/layouts.ts';
import type { FrameSplit } from './frame-sample.ts';

/**
 * Where a frame's time went.
 * @param scheduled whether exits came while it was drawn
 * @param frameMs from the eye image to the finished picture
 * @param waitedMs for the tracker, unknown to the renderer: before it began, or, where exits come meanwhile, beyond its own patience, which
 * its record has among the passes
 */
export function splitOf(
  { stageMs, passMs, idleMs }: RecordOf<FrameFields>,
  scheduled: boolean,
  frameMs: number,
  waitedMs: number,
): FrameSplit {
  const preprocess = stageMs[0]! + stageMs[1]! + stageMs[2]!;
  const pass1 = scheduled ? passMs[0]! : stageMs[3]!;
  const increments = scheduled ? passMs[1]! - waitedMs : 0;
  const idle = waitedMs + (scheduled ? idleMs[0]! : 0);
  return { preprocess, pass1, increments, idle, rest: frameMs - preprocess - pass1 - increments - idle };
}
