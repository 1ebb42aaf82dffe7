import { describe, expect, it } from 'vitest';
import { candidatePresets, presetRecords } from './choose-preset.ts';
import { paretoFront } from './pareto.ts';
import type { QualityPoint } from './quality-point.ts';

function point(preset: string, pixels: number, changes: Partial<QualityPoint> = {}): QualityPoint {
  const figures = { pixelsShaded: pixels, pixelsTotal: 100, splats: 10, fragments: null };
  return {
    renderer: 'tiles',
    scene: 's',
    display: 'quest3',
    preset,
    budget: 0,
    latencySeconds: 0,
    jodLoss: 0.2,
    foveaJodLoss: 0,
    foveaPsnrDb: 100,
    flickerEnergy: 0,
    figures,
    full: { ...figures, pixelsShaded: 100 },
    ...changes,
  };
}

const names = (points: QualityPoint[]) => candidatePresets(points).map(({ preset }) => preset);

describe('candidatePresets', () => {
  it('has those that keep the bar, cheapest first', () => {
    expect(names([point('a', 50), point('b', 30), point('c', 20, { jodLoss: 0.6 })])).toEqual(['b', 'a']);
  });

  it('judges by the worst scene, and by every figure', () => {
    const bold = [point('bold', 10), point('bold', 10, { scene: 't', foveaJodLoss: 0.11 })];
    const calm = [point('calm', 40), point('calm', 60, { scene: 't', jodLoss: 0.5 })];
    expect(candidatePresets([...bold, ...calm])).toMatchObject([{ preset: 'calm', cost: 0.5, jodLoss: 0.5 }]);
    expect(names(bold)).toEqual([]);
    expect(names([point('a', 1, { foveaPsnrDb: 39.9 })])).toEqual([]);
    expect(names([])).toEqual([]);
  });
});

describe('presetRecords', () => {
  it('compares costs only where every preset was measured', () => {
    const points = [point('a', 10), point('b', 20), point('a', 90, { display: 'questPro' })];
    expect(presetRecords(points).map(({ preset, cost, points: n }) => [preset, cost, n])).toEqual([
      ['a', 0.1, 2],
      ['b', 0.2, 1],
    ]);
  });

  it('leaves budgets and old gazes out', () => {
    const points = [point('a', 10), point('a', 5, { budget: 7, jodLoss: 3 })];
    expect(presetRecords([...points, point('a', 5, { latencySeconds: 0.1, jodLoss: 3 })])).toMatchObject([
      { cost: 0.1, points: 1, jodLoss: 0.2 },
    ]);
  });

  it('prices by fragments where they are counted', () => {
    const quads = (preset: string, fragments: number) =>
      point(preset, 90, {
        renderer: 'quads',
        figures: { pixelsShaded: 90, pixelsTotal: 100, splats: 10, fragments },
        full: { pixelsShaded: 100, pixelsTotal: 100, splats: 10, fragments: 1000 },
      });
    const records = presetRecords([point('a', 10), quads('a', 500), point('b', 20), quads('b', 250)]);
    expect(records.map(({ preset, cost }) => [preset, cost])).toEqual([
      ['b', 0.25],
      ['a', 0.5],
    ]);
  });
});

describe('paretoFront', () => {
  it('keeps what nothing beats, cheapest first', () => {
    const at = (cost: number, loss: number) => ({ cost, loss });
    expect(paretoFront([at(3, 1), at(1, 3), at(2, 3), at(2, 2), at(4, 1), at(1, 4)])).toEqual([
      at(1, 3),
      at(2, 2),
      at(3, 1),
    ]);
    expect(paretoFront([])).toEqual([]);
  });
});
