import type { Figure } from '../../harness/suite.ts';
import { barPlot, linePlot } from '../../harness/svg.ts';
import { PAPER_EXIT_SIGMA } from '../table/paper-figures.ts';
import { allExits, type Run } from './accuracy-rows.ts';
import type { Group } from './groups.ts';
import { AXES, type Calibrations, lastExitErrors } from './judge-sightings.ts';

export const EXIT_FIGURE_TITLE = 'Error by exit';

/** Errors by exit, from the first to the last. */
export function exitFigure(run: Run, calibrations: Calibrations): Figure {
  const lines = AXES.map((axis) => ({
    label: `σ, ${axis}`,
    values: allExits(run, axis, calibrations).map(({ sigmaDeg }) => sigmaDeg),
  }));
  const paper = { label: 'σ in the paper’s code', values: PAPER_EXIT_SIGMA };
  return { title: EXIT_FIGURE_TITLE, svg: linePlot([...lines, paper], '°') };
}

/** Mean error of every person, smallest first. */
export function personFigure(people: readonly Group[], calibrations: Calibrations): Figure {
  const bars = people
    .map(({ label, sightings }) => ({
      label,
      figures: lastExitErrors(sightings, 'calibrated', calibrations),
    }))
    .filter(({ figures }) => figures !== null)
    .map(({ label, figures }) => ({
      label,
      value: figures!.meanDeg,
      low: figures!.meanDeg,
      high: figures!.p95Deg,
    }))
    .sort((a, b) => a.value - b.value);
  return {
    title: 'Error by person, calibrated: mean, whisker to the 95th percentile',
    svg: barPlot(bars, '°'),
  };
}

/** Mean and 95th percentile along a condition. */
export function groupFigure(title: string, groups: readonly Group[], calibrations: Calibrations): Figure {
  const known = groups
    .map(({ label, sightings }) => ({
      label,
      figures: lastExitErrors(sightings, 'calibrated', calibrations),
    }))
    .filter(({ figures }) => figures !== null);
  const lines = [
    {
      label: `mean at ${known.map(({ label }) => label).join(', ')}`,
      values: known.map(({ figures }) => figures!.meanDeg),
    },
    { label: 'p95', values: known.map(({ figures }) => figures!.p95Deg) },
  ];
  return { title, svg: linePlot(lines, '°') };
}
