import type { Figure, Row, Suite, SuiteContext, SuiteResult, Table } from '../harness/suite.ts';
import { wants } from '../harness/suite.ts';
import { findScenes } from '../splats/scenes.ts';
import { runAccuracy } from './accuracy/accuracy-part.ts';
import { ACCURACY_PART } from './accuracy/accuracy-rows.ts';
import { EVENTS_PART, runEvents } from './events/events-part.ts';
import { EyeStudio } from './eye-studio.ts';
import { LATENCY_PART, runLatency } from './latency/latency-part.ts';
import { publishGaze } from './publish.ts';
import { QUALITY_PART, runQuality } from './quality/quality-part.ts';
import { allTraces } from './quality/trace-moments.ts';
import { FULL_SIZES, QUICK_SIZES } from './sizes.ts';
import { PAPER_EXIT_SIGMA } from './table/paper-figures.ts';
import { runTable } from './table/table-part.ts';
import { TABLE_PART } from './table/table-rows.ts';
import { GAZE_TARGETS } from './targets.ts';
import { testPeople } from './test-people.ts';
import { readTrackerFiles } from './tracker-files.ts';
import { runTrackerSpeed, SPEED_PART } from './tracker-speed-part.ts';
import { headsetTrackers } from './trackers.ts';

/** A3FR whole: the tracker's errors and times, the paper's table, the picture in the fovea, gaze to photon. */
export const gazeSuite: Suite = {
  name: 'gaze',
  description: 'the gaze tracker: errors, time; A3FR against serial tracking and full, as in the paper',
  targets: GAZE_TARGETS,
  run,
};

/** What a part gives: rows, perhaps tables and figures, and figures of the summary by their keys. */
interface PartResult {
  readonly rows: readonly Row[];
  readonly tables?: readonly Table[];
  readonly figures?: readonly Figure[];
}

async function run(context: SuiteContext): Promise<SuiteResult> {
  const sizes = context.quick ? QUICK_SIZES : FULL_SIZES;
  const { scenes, missing } = findScenes(context.root);
  if (missing.length > 0) context.note(`Scenes that are not here and were left out: ${missing.join(', ')}.`);
  const own = scenes.filter(({ name }) => sizes.scenes?.includes(name) ?? true);
  const { weights, exitSigmaDeg, saccadeNet } = readTrackerFiles(context.root);
  const sigmaDeg = exitSigmaDeg ?? PAPER_EXIT_SIGMA;
  if (!exitSigmaDeg)
    context.note(
      'The tracker’s own errors are not here (tracker.json): exits err as the paper’s code says of its own.',
    );
  const rows: Row[] = [];
  const tables: Table[] = [];
  const figures: Figure[] = [];
  const summary: Record<string, number | null> = Object.fromEntries(
    GAZE_TARGETS.map(({ key }) => [key, null]),
  );
  const take = ({ rows: more, tables: t = [], figures: f = [], ...keys }: PartResult) => {
    rows.push(...more);
    tables.push(...t);
    figures.push(...f);
    Object.assign(summary, keys);
  };

  if (wants(context, SPEED_PART)) take(await runTrackerSpeed(context, weights));
  if (weights) {
    const engines = headsetTrackers(weights);
    const tracker = engines.integer;
    const studio = new EyeStudio();
    const people = testPeople(sizes.people);
    if (wants(context, ACCURACY_PART)) take(await runAccuracy(context, engines, studio, people, sizes));
    if (wants(context, EVENTS_PART)) {
      const person = people[0]!.seed;
      take(await runEvents(context, { tracker, studio, sigmaDeg, net: saccadeNet, person }, sizes));
    }
    if (wants(context, QUALITY_PART)) {
      const parts = { tracker, studio, people, sigmaDeg };
      take(await runQuality(context, parts, own, allTraces(context.root), sizes));
    }
    if (wants(context, LATENCY_PART)) take(await runLatency(context, sizes));
  } else {
    context.note('Left out without a trained tracker: accuracy, events, quality, latency.');
  }
  if (wants(context, TABLE_PART)) take(await runTable(context, own, sigmaDeg, sizes));
  const result = { rows, summary, tables, figures };
  if (context.publish) await publishGaze(context.root, result);
  return result;
}
