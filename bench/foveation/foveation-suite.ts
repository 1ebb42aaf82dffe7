import path from 'node:path';
import { FOVEATION_PRESETS, presetNamed } from '../../src/workers/splats/foveation/default-presets.ts';
import { writeText } from '../harness/report.ts';
import { type Row, type Suite, type SuiteContext, type SuiteResult, wants } from '../harness/suite.ts';
import { runAge } from './age-part.ts';
import { runAgreement } from './agreement-part.ts';
import { choosePreset, presetRecords } from './choose-preset.ts';
import { countedViews, runCounts } from './counts-part.ts';
import { openFoveationPage } from './foveation-page.ts';
import { runGoldenPart } from './golden-part.ts';
import { LATENCY_PART, measureLatency } from './latency-part.ts';
import { paretoFigure } from './pareto-figure.ts';
import { quadsRunner } from './quads-runner.ts';
import { measureQuality, QUALITY_PART, type TakesRunner } from './quality-part.ts';
import { pointRows, type QualityPoint } from './quality-point.ts';
import { FULL_SIZES, QUICK_SIZES } from './sizes.ts';
import type { ViewDetail } from './stereo-view.ts';
import { FOVEATION_TARGETS } from './targets.ts';
import { findTestScenes, type TestScene } from './test-scenes.ts';
import { TilesPool } from './tiles-pool.ts';

/** Foveation: what it saves, and what the eye sees of it. */
export const foveationSuite: Suite = {
  name: 'foveation',
  description:
    'FovVideoVDP against its authors’, quads against tiles and Spark, what every preset costs the eye',
  targets: FOVEATION_TARGETS,
  run,
};

async function run(context: SuiteContext): Promise<SuiteResult> {
  const sizes = context.quick ? QUICK_SIZES : FULL_SIZES;
  const found = findTestScenes(context.root);
  if (found.missing.length > 0) {
    context.note(`Scenes that are not here and were left out: ${found.missing.join(', ')}.`);
  }
  const scenes = found.scenes.filter(({ name }) => sizes.scenes?.includes(name) ?? true);
  const rows: Row[] = [];
  const summary: Record<string, number | null> = Object.fromEntries(
    FOVEATION_TARGETS.map(({ key }) => [key, null]),
  );
  const take = ({ rows: more, ...figures }: { readonly rows: readonly Row[] }) => {
    rows.push(...more);
    Object.assign(summary, figures);
  };
  const points: QualityPoint[] = [];
  const { presets, default: defaultName } = FOVEATION_PRESETS;
  const defaultPreset = presetNamed(defaultName);

  if (wants(context, 'golden')) take(await runGoldenPart(context));
  const viewsOf = (detail: ViewDetail | null) => (scene: TestScene) =>
    countedViews(scene, scenes.indexOf(scene), sizes, detail);
  if (['agreement', 'counts', 'age', QUALITY_PART].some((part) => wants(context, part))) {
    const page = await openFoveationPage(context);
    try {
      if (wants(context, 'agreement')) take(await runAgreement(context, page, scenes, viewsOf(null)));
      if (wants(context, 'counts')) {
        take(await runCounts(context, page, scenes, viewsOf({ preset: defaultPreset, budget: 0 })));
      }
      if (wants(context, 'age')) take(await runAge(context, page, scenes, defaultPreset, sizes));
      if (wants(context, QUALITY_PART)) {
        const runner = quadsRunner(page);
        points.push(...(await measureQuality(context, runner, scenes, presets, defaultName, sizes)));
      }
    } finally {
      await page.close();
    }
  }
  const pool = new TilesPool(2);
  try {
    const runner: TakesRunner = { renderer: 'tiles', run: (job) => pool.run(job) };
    if (wants(context, QUALITY_PART)) {
      points.push(...(await measureQuality(context, runner, scenes, presets, defaultName, sizes)));
    }
    if (wants(context, LATENCY_PART)) {
      const late = await measureLatency(context, runner, scenes.slice(0, 2), defaultPreset, sizes);
      rows.push(...late.flatMap((point) => pointRows(LATENCY_PART, point)));
    }
  } finally {
    await pool.close();
  }
  rows.push(...points.flatMap((point) => pointRows(QUALITY_PART, point)));
  const chosen = choosePreset(points);
  const judged = presetRecords(points).find(({ preset }) => preset === defaultName);
  if (judged) {
    summary.jodLoss = judged.jodLoss;
    summary.foveaJodLoss = judged.foveaJodLoss;
    summary.foveaPsnrDb = judged.foveaPsnrDb;
    context.note(`Default preset: ${judged.preset}; its worst loss is with ${judged.worstAt}.`);
  }
  if (points.length > 0) {
    context.note(
      chosen
        ? `Cheapest preset that keeps the bar everywhere: ${chosen.preset}, ${(100 * chosen.cost).toFixed(1)} % of full.`
        : 'No preset keeps the bar everywhere.',
    );
  }
  const pareto = paretoFigure(points, defaultName);
  if (pareto && context.publish) {
    await writeText(path.join(context.root, 'docs/images/foveation-pareto.svg'), pareto);
  }
  return {
    rows,
    summary,
    figures: pareto ? [{ title: 'Cost against what the eye loses', svg: pareto }] : [],
  };
}
