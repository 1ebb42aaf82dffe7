import { describe, expect, it } from 'vitest';
import { QUANTILE_SETS } from './paper-figures.ts';
import { type Cell, cellRows, frameOf, ratioOf, type Way, wayName } from './table-rows.ts';

const way = (column: Way['column'], radii = 'wide', quantiles: Way['quantiles'] = QUANTILE_SETS[0]): Way => ({
  column,
  radii,
  quantiles,
});
const sample = (frameMs: number, trackerMs = 0) => ({
  frameMs,
  trackerMs,
  exit: trackerMs > 0 ? 6 : 0,
  split: { preprocess: frameMs / 2, pass1: frameMs / 2, increments: 0, idle: 0, rest: 0 },
});
const cell: Cell = {
  scene: 's',
  resolution: '1280×720',
  topK: 0.9,
  frames: new Map([
    [wayName(way('full')), [sample(20), sample(22), sample(90)]],
    [wayName(way('a3fr')), [sample(11, 9)]],
  ]),
};

describe('wayName', () => {
  it('has one name for what is drawn alike', () => {
    expect(wayName(way('full', 'narrow'))).toBe(wayName(way('full', 'wide', [0, 0, 0])));
    expect(wayName(way('content', 'narrow'))).toBe(wayName(way('content')));
    expect(wayName(way('serial', 'wide', [0, 0, 0]))).toBe(wayName(way('serial')));
  });

  it('tells apart what is not', () => {
    expect(wayName(way('serial', 'narrow'))).not.toBe(wayName(way('serial')));
    expect(wayName(way('a3fr', 'wide', [0, 0, 0]))).not.toBe(wayName(way('a3fr')));
    expect(wayName(way('foveated'))).not.toBe(wayName(way('serial')));
  });
});

describe('a cell', () => {
  it('compares medians, and says nothing of what it has not', () => {
    expect(frameOf(cell, way('full'))).toBe(22);
    expect(ratioOf(cell, way('full'), way('a3fr'))).toBe(2);
    expect(ratioOf(cell, way('serial'), way('a3fr'))).toBeNull();
  });

  it('has the tracker among the rows of the ways that wait for it', () => {
    const subjects = cellRows(cell).filter(({ metric }) => metric === 'tracker, six exits');
    expect(subjects.map(({ subject, value }) => [subject, value])).toEqual([['A3FR, wide', 9]]);
  });
});
