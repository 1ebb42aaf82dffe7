import { describe, expect, it } from 'vitest';
import { formatFigure, textTable } from './format.ts';

describe('formatFigure', () => {
  it('keeps three digits that matter', () => {
    expect([1234.5, 43.21, 5.678, 0, 0.00123456, -0.5].map(formatFigure)).toEqual([
      '1235',
      '43.2',
      '5.68',
      '0.00',
      '0.00123',
      '-0.5',
    ]);
  });

  it('shows what was not measured as a dash', () => {
    expect(formatFigure(null)).toBe('–');
  });
});

describe('textTable', () => {
  it('aligns columns, figures to the right', () => {
    expect(
      textTable(
        ['who', 'ms'],
        [
          ['ours', '9'],
          ['a rival', '100'],
        ],
        new Set([1]),
      ),
    ).toEqual(['who       ms', '───────  ───', 'ours       9', 'a rival  100']);
  });
});
