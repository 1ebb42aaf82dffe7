import { EXITS } from '../../../src/workers/gaze/tracker-config.ts';
import { formatFigure } from '../../harness/format.ts';
import type { Row, Table } from '../../harness/suite.ts';
import { PAPER_EXIT_SIGMA } from '../table/paper-figures.ts';
import type { ErrorFigures } from './error-tally.ts';
import type { Group } from './groups.ts';
import {
  AXES,
  type Axis,
  type Calibrations,
  exitErrors,
  lastExitErrors,
  nullRate,
} from './judge-sightings.ts';
import type { Sighting } from './sighting.ts';

export const ACCURACY_PART = 'accuracy';

/** A way to run the tracker, and what it made of the test pictures. */
export interface Run {
  readonly name: string;
  readonly sightings: readonly Sighting[];
}

const METRICS = { mean: 'meanDeg', p95: 'p95Deg', 'σ per axis': 'sigmaDeg' } as const;
const EXIT_NUMBERS = Array.from({ length: EXITS }, (_, i) => i + 1);

/** Figures of all exits; empty where there is no sighting with a gaze. */
export function allExits(run: Run, axis: Axis, calibrations: Calibrations): ErrorFigures[] {
  return EXIT_NUMBERS.map((exit) => exitErrors(run.sightings, exit, axis, calibrations)).filter(
    (figures) => figures !== null,
  );
}

/** Errors of a run: the last exit's, with those of all exits as the series. */
export function runRows(run: Run, calibrations: Calibrations): Row[] {
  return AXES.flatMap((axis) => {
    const exits = allExits(run, axis, calibrations);
    if (exits.length < EXITS) return [];
    return Object.entries(METRICS).map(([name, key]) => ({
      part: ACCURACY_PART,
      scene: axis,
      subject: run.name,
      metric: `${name} by exit`,
      unit: '°',
      value: exits.at(-1)![key],
      series: exits.map((figures) => figures[key]),
      note: `${exits[0]!.n} images with a gaze`,
    }));
  });
}

/** Errors of groups of one run's sightings, last exit, calibrated; and the share of no gaze. */
export function groupRows(subject: string, groups: readonly Group[], calibrations: Calibrations): Row[] {
  return groups.flatMap(({ label, sightings }) => {
    if (sightings.length === 0) return [];
    const row = { part: ACCURACY_PART, scene: label, subject };
    const figures = lastExitErrors(sightings, 'calibrated', calibrations);
    const nulls = {
      ...row,
      metric: `no gaze, ${subject}`,
      unit: '%',
      value: 100 * nullRate(sightings),
      note: `of ${sightings.length} images`,
    };
    return figures
      ? [
          {
            ...row,
            metric: `mean, ${subject}`,
            unit: '°',
            value: figures.meanDeg,
            note: `${figures.n} images`,
          },
          { ...row, metric: `p95, ${subject}`, unit: '°', value: figures.p95Deg },
          nulls,
        ]
      : [nulls];
  });
}

/** All exits of every run in one table, with the paper's figures. */
export function exitTable(runs: readonly Run[], calibrations: Calibrations): Table {
  const lines = runs.flatMap((run) =>
    (['calibrated', 'uncalibrated'] as const).flatMap((axis) => {
      const exits = allExits(run, axis, calibrations);
      if (exits.length < EXITS) return [];
      return Object.entries(METRICS).map(([name, key]) => [
        `${run.name}, ${axis}: ${name}`,
        ...exits.map((figures) => formatFigure(figures[key])),
      ]);
    }),
  );
  return {
    title: 'Error of each exit, degrees',
    note: 'Test people in ±25°, images in which the tracker finds an open eye. Calibrated: after nine targets a person. The paper’s σ is from its code, on other data, and not confirmed by its text.',
    head: ['', ...EXIT_NUMBERS.map((exit) => `exit ${exit}`)],
    rows: [...lines, ['paper’s code: σ per axis', ...PAPER_EXIT_SIGMA.map(formatFigure)]],
  };
}
