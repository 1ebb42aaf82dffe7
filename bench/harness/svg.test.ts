import { describe, expect, it } from 'vitest';
import { scatterPlot, standaloneSvg } from './svg.ts';

const plot = scatterPlot({
  marks: [
    { series: 0, x: 10, y: 0.2, label: 'a & b', strong: true },
    { series: 1, x: 40, y: 0.8, label: '', strong: false },
  ],
  lines: [[[10, 0.2]], [[40, 0.8]]],
  series: ['one', 'two'],
  xLabel: 'cost',
  yLabel: 'loss',
  bar: 0.5,
});
const circles = [...plot.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="(\d)"/g)].map((m) =>
  m.slice(1).map(Number),
);

describe('scatterPlot', () => {
  it('puts more to the right and higher, and the strong one larger', () => {
    const [a, b] = circles;
    expect(b![0]).toBeGreaterThan(a![0]!);
    expect(b![1]).toBeLessThan(a![1]!);
    expect(a![2]).toBeGreaterThan(b![2]!);
  });

  it('draws the bar between a point below and one above it', () => {
    const bar = Number(/stroke-dasharray="6 4" d="M60 ([\d.]+)H/.exec(plot)![1]);
    expect(bar).toBeLessThan(circles[0]![1]!);
    expect(bar).toBeGreaterThan(circles[1]![1]!);
  });

  it('stands alone as a file, with its texts escaped', () => {
    const file = standaloneSvg(plot, 'Costs');
    expect(file).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" [^>]*><title>Costs<\/title><style>/);
    expect(file).toContain('a &amp; b');
    expect(file.endsWith('</svg>')).toBe(true);
  });
});
