import { median } from '../harness/statistics.ts';
import { type Mark, scatterPlot } from '../harness/svg.ts';
import { QUALITY_BAR } from './choose-preset.ts';
import { paretoFront } from './pareto.ts';
import { costShare, type QualityPoint, type RendererName } from './quality-point.ts';

/** One preset with one budget and one renderer: cost over the scenes, and the worst loss. */
interface Summary {
  readonly renderer: RendererName;
  readonly preset: string;
  readonly budget: number;
  readonly cost: number;
  readonly loss: number;
}

/** Cost against loss of all presets and budgets, with the front of each renderer; null where nothing was measured. */
export function paretoFigure(points: readonly QualityPoint[], defaultPreset: string): string | null {
  const summaries = summarize(points);
  if (summaries.length === 0) return null;
  const names = [...new Set(summaries.map(({ renderer }) => renderer))];
  const marks: Mark[] = summaries.map(({ renderer, preset, budget, cost, loss }) => ({
    series: names.indexOf(renderer),
    x: 100 * cost,
    y: loss,
    label: budget === 0 ? preset : '',
    strong: preset === defaultPreset && budget === 0,
  }));
  const fronts = names.map((name) =>
    paretoFront(summaries.filter(({ renderer }) => renderer === name)).map(
      ({ cost, loss }) => [100 * cost, loss] as const,
    ),
  );
  return scatterPlot({
    marks,
    lines: fronts,
    series: names.map((name) => `${name}: ${unitOf(points, name)}`),
    xLabel: 'cost, % of full; median over scenes',
    yLabel: 'JOD lost, worst scene',
    bar: QUALITY_BAR.jodLoss,
  });
}

function unitOf(points: readonly QualityPoint[], name: RendererName): string {
  const counted = points.some(({ renderer, figures }) => renderer === name && figures.fragments !== null);
  return counted ? 'fragments' : 'pixels shaded';
}

/** Points of the display that all presets were measured on: the first. */
function summarize(points: readonly QualityPoint[]): Summary[] {
  const first = points[0]?.display;
  const groups = new Map<string, QualityPoint[]>();
  for (const point of points) {
    if (point.display !== first || point.latencySeconds > 0) continue;
    const key = `${point.renderer}/${point.preset}/${point.budget}`;
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  return [...groups.values()].map((group) => ({
    renderer: group[0]!.renderer,
    preset: group[0]!.preset,
    budget: group[0]!.budget,
    cost: median(group.map(costShare)),
    loss: Math.max(...group.map(({ jodLoss }) => jodLoss)),
  }));
}
