import type { Report } from './report.ts';
import { summarize } from './statistics.ts';

/** A small complete report for tests. */
export function exampleReport(changes: Partial<Report> = {}): Report {
  return {
    suite: 'example',
    machine: {
      cpu: 'Example CPU',
      cores: 2,
      memoryGiB: 8,
      os: 'Linux',
      node: 'v20',
      loadAtStart: 0.1,
      chromium: null,
      glRenderer: null,
    },
    commit: 'abc',
    date: '2026-01-02T03:04:05.000Z',
    quick: false,
    notes: ['a <note>'],
    targets: [{ key: 'speedUp', meaning: 'theirs ÷ ours', kind: 'at least', bar: 5, unit: '×' }],
    rows: [
      {
        part: 'speed',
        scene: 'cube',
        subject: 'ours',
        metric: 'frame',
        unit: 'ms',
        value: 2,
        statistics: summarize([1, 2, 3]),
        series: [1, 2, 3],
      },
    ],
    summary: { speedUp: 6 },
    ...changes,
  };
}
