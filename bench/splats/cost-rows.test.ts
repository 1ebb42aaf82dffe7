import { describe, expect, it } from 'vitest';
import type { Measured } from '../harness/interleave.ts';
import type { FrameCost } from '../pages/contestant.ts';
import { costRows, medianFrame } from './cost-rows.ts';

function entry(name: string, round: number, index: number, sample: FrameCost): Measured<FrameCost> {
  return { name, round, index, sample };
}

const MEASURED = [
  entry('rival', 0, 0, { frameMs: 100, settleMs: 5 }),
  entry('rival', 0, 1, { frameMs: 300, settleMs: 7 }),
  entry('rival', 1, 0, { frameMs: 200, settleMs: 6 }),
  entry('rival', 1, 1, { frameMs: 400, settleMs: 8 }),
  entry('ours', 0, 0, { frameMs: 10, settleMs: 0, stages: { sort: 2, blend: 6 } }),
  entry('ours', 0, 1, { frameMs: 20, settleMs: 0, stages: { sort: 4, blend: 9 } }),
];

describe('costRows', () => {
  const rows = costRows(MEASURED, 'part', 'scene');
  const find = (subject: string, metric: string) =>
    rows.find((row) => row.subject === subject && row.metric === metric);

  it('takes the median over rounds at each pose, in order of the path', () => {
    expect(find('rival', 'frame')).toMatchObject({ value: 250, series: [150, 350] });
  });

  it('keeps what precedes a frame apart, and says whether the frame includes the order', () => {
    expect(find('rival', 'order and upload')).toMatchObject({ value: 6.5 });
    expect(find('rival', 'frame')!.note).toContain('draw only');
    expect(find('ours', 'order and upload')).toBeUndefined();
    expect(find('ours', 'frame')!.note).toBe('order included');
    expect(find('ours', 'stage sort')).toMatchObject({ value: 3 });
  });

  it('has no median for a contestant that did not run', () => {
    expect(medianFrame(MEASURED, 'ours')).toBe(15);
    expect(medianFrame(MEASURED, 'nobody')).toBeNull();
  });
});
