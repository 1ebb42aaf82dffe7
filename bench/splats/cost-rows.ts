import type { Measured } from '../harness/interleave.ts';
import { median, summarize } from '../harness/statistics.ts';
import type { Row } from '../harness/suite.ts';
import type { FrameCost } from '../pages/contestant.ts';

/** Median frame of one contestant, ms; null when it was not there. */
export function medianFrame(measured: readonly Measured<FrameCost>[], name: string): number | null {
  const frames = measured.filter((entry) => entry.name === name).map(({ sample }) => sample.frameMs);
  return frames.length > 0 ? median(frames) : null;
}

/** Rows of every contestant: its frame, and what came before the frame or happened inside it. */
export function costRows(measured: readonly Measured<FrameCost>[], part: string, scene: string): Row[] {
  const names = [...new Set(measured.map(({ name }) => name))];
  return names.flatMap((name) => contestantRows(measured, name, part, scene));
}

function contestantRows(
  measured: readonly Measured<FrameCost>[],
  subject: string,
  part: string,
  scene: string,
): Row[] {
  const own = measured.filter(({ name }) => name === subject);
  const poses = [...new Set(own.map(({ index }) => index))].sort((a, b) => a - b);
  const row = (metric: string, of: (cost: FrameCost) => number, note?: string): Row => {
    const statistics = summarize(own.map(({ sample }) => of(sample)));
    const atPose = (pose: number) =>
      own.filter(({ index }) => index === pose).map(({ sample }) => of(sample));
    return {
      part,
      scene,
      subject,
      metric,
      unit: 'ms',
      value: statistics.median,
      statistics,
      series: poses.map((pose) => median(atPose(pose))),
      ...(note ? { note } : {}),
    };
  };
  const settles = own.some(({ sample }) => sample.settleMs > 0);
  const stages = Object.keys(own[0]?.sample.stages ?? {});
  return [
    row('frame', (cost) => cost.frameMs, settles ? 'draw only; its order was ready' : 'order included'),
    ...(settles ? [row('order and upload', (cost) => cost.settleMs, 'not counted in frame')] : []),
    ...stages.map((stage) => row(`stage ${stage}`, (cost) => cost.stages?.[stage] ?? 0)),
  ];
}
