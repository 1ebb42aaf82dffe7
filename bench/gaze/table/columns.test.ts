import { describe, expect, it } from 'vitest';
import { VIEW_LAYOUT } from '../../../src/shared/layouts.ts';
import { COLUMNS, type Column, writeColumn } from './columns.ts';
import { PAPER_TABLE, RESOLUTIONS } from './paper-figures.ts';

const RADII = { r4: 18, r3: 26, r2: 33 };

function viewOf(column: Column) {
  const view = VIEW_LAYOUT.record();
  writeColumn(column, RADII, [0.25, 0.5, 0.75], view);
  return view;
}

describe('writeColumn', () => {
  it('has the gaze’s radii where there is a gaze, and content levels where the paper has them', () => {
    expect([...viewOf('foveated').radii]).toEqual([18, 26, 33]);
    expect([...viewOf('content').radii]).toEqual([360, 360, 360]);
    expect([...viewOf('serial').quantiles]).toEqual([0, 0, 0]);
    expect([...viewOf('a3fr').quantiles]).toEqual([0.25, 0.5, 0.75]);
    expect(COLUMNS.filter((column) => viewOf(column).mode[0] === 0)).toEqual(['full']);
    expect(COLUMNS.filter((column) => viewOf(column).schedule[0] === 1)).toEqual(['a3fr']);
  });

  it.each(COLUMNS)('adds nothing to the paper’s rule: %s', (column) => {
    const view = viewOf(column);
    expect([view.floorDeg[0], view.farDeg[0], view.lod[1], view.lod[2]]).toEqual([0, 360, 0, 1]);
  });
});

describe('the paper’s figures', () => {
  it('give the ratios that it claims', () => {
    const cells = RESOLUTIONS.flatMap((resolution) => PAPER_TABLE[resolution]);
    const serial = cells.map((cell) => cell.serial / cell.a3fr);
    expect(Math.min(...serial)).toBeCloseTo(1.24, 1);
    expect(Math.max(...serial)).toBeCloseTo(1.44, 2);
    const full = PAPER_TABLE['1920×1080'].map((cell) => cell.full / cell.a3fr);
    expect([Math.min(...full), Math.max(...full)].map((ratio) => ratio.toFixed(2))).toEqual(['1.90', '2.29']);
  });
});
