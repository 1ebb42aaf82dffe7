import path from 'node:path';
import { FOVEATION_PRESETS, presetNamed } from '../../src/workers/splats/foveation/default-presets.ts';
import { writeText } from '../harness/report.ts';
import { type Row, type Suite, type SuiteContext, type SuiteResult, wants } from '../harness/suite.ts';
import { standaloneSvg } from '../harness/svg.ts';
import { runAge } from './age-part.ts';
import { runAgreement } from './agreement-part.ts';
import { presetRecords } from './choose-preset.ts';
import { countedViews, runCounts } from './counts-part.ts';
import { openFoveationPage } from './foveation-page.ts';
import { runGoldenPart } from './golden-part.ts';
import { LATENCY_PART, measureLatency } from './latency-part.ts';
import { paretoFigure } from './pareto-figure.ts';
import { quadsRunner } from './quads-runner.ts';
import {
  measureQuality,
  QUADS_PART,
  QUALITY_PART,
  type QualityResult,
  type TakesRunner,
} from './quality-part.ts';
import { pointRows } from './quality-point.ts';
import { FULL_SIZES, QUICK_SIZES, type Sizes } from './sizes.ts';
import { writeSplitPicture } from './split-picture.ts';
import type { ViewDetail } from './stereo-view.ts';
import { FOVEATION_TARGETS } from './targets.ts';
import { findTestScenes, type TestScene } from './test-scenes.ts';
import { TilesPool } from './tiles-pool.ts';
import { writeChoice } from './write-choice.ts';

const PARETO_TITLE = 'Cost against what the eye loses';

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
  const { presets, default: defaultName } = FOVEATION_PRESETS;
  const quality = await measured(context, scenes, sizes, take);
  const points = quality?.points ?? [];
  rows.push(...points.flatMap((point) => pointRows(QUALITY_PART, point)));

  const records = presetRecords(points);
  const chosen = quality?.chosen ?? null;
  const subject = context.choose && chosen ? chosen : defaultName;
  const judged = records.find(({ preset }) => preset === subject);
  if (judged) {
    summary.jodLoss = judged.jodLoss;
    summary.foveaJodLoss = judged.foveaJodLoss;
    summary.foveaPsnrDb = judged.foveaPsnrDb;
    context.note(`Judged as default: ${subject}, ${judged.points} videos; worst with ${judged.worstAt}.`);
  }
  if (quality) {
    const { clip, quadsClip, videoPixels } = sizes;
    context.note(
      `Videos: ${clip.frames} frames (quads ${quadsClip.frames}) at ${clip.fps}/s around a saccade of a simulated trace, ${(videoPixels / 1e6).toFixed(2)} million pixels an eye over the whole field of view; both eyes with tiles, the middle one with quads, which is judged against tiles in full.`,
    );
  }
  if (quality && !points.some(({ renderer }) => renderer === 'quads')) {
    context.note('Quality is that of tiles alone: quads was not judged in this run.');
  }
  if (quality) {
    const share = records.find(({ preset }) => preset === chosen)?.cost ?? 0;
    context.note(
      chosen
        ? `Cheapest of ${presets.length} presets that keeps the bar everywhere: ${chosen}, ${(100 * share).toFixed(1)} % of full.`
        : 'No preset keeps the bar everywhere.',
    );
  }
  if (context.choose && chosen) {
    await writeChoice(path.join(context.root, 'assets/foveation/presets.json'), chosen, records);
  }
  const pareto = paretoFigure(points, subject);
  const images = path.join(context.publish ? context.root : context.outDir, 'docs/images');
  if (pareto && context.publish)
    await writeText(path.join(images, 'foveation-pareto.svg'), standaloneSvg(pareto, PARETO_TITLE));
  if (wants(context, 'split') && scenes[0]) {
    await writeSplitPicture(path.join(images, 'foveation-split.png'), scenes[0], presetNamed(subject));
  }
  return {
    rows,
    summary,
    figures: pareto ? [{ title: PARETO_TITLE, svg: pareto }] : [],
  };
}

/** Runs the parts that are wanted but the split picture. @param take is given rows and figures as they come */
async function measured(
  context: SuiteContext,
  scenes: readonly TestScene[],
  sizes: Sizes,
  take: (result: { readonly rows: readonly Row[] }) => void,
): Promise<QualityResult | null> {
  const { presets, default: defaultName } = FOVEATION_PRESETS;
  const preset = presetNamed(defaultName);
  const viewsOf = (detail: ViewDetail | null) => (scene: TestScene) =>
    countedViews(scene, scenes.indexOf(scene), sizes, detail);
  if (wants(context, 'golden')) take(await runGoldenPart(context));
  const onPage = ['agreement', 'counts', 'age', QUADS_PART].some((part) => wants(context, part));
  const page = onPage ? await openFoveationPage(context) : null;
  const pool = new TilesPool(2);
  const tiles: TakesRunner = { renderer: 'tiles', run: (job) => pool.run(job) };
  try {
    if (page && wants(context, 'agreement')) take(await runAgreement(context, page, scenes, viewsOf(null)));
    if (page && wants(context, 'age')) take(await runAge(context, page, scenes, preset, sizes));
    if (wants(context, LATENCY_PART)) {
      const late = await measureLatency(context, tiles, scenes.slice(0, 2), preset, sizes);
      take({ rows: late.flatMap((point) => pointRows(LATENCY_PART, point)) });
    }
    const quality = wants(context, QUALITY_PART)
      ? await measureQuality(
          context,
          tiles,
          page && wants(context, QUADS_PART) ? quadsRunner(page) : null,
          scenes,
          presets,
          defaultName,
          sizes,
        )
      : null;
    if (page && wants(context, 'counts')) {
      const counted = context.choose && quality?.chosen ? presetNamed(quality.chosen) : preset;
      take(await runCounts(context, page, scenes, viewsOf({ preset: counted, budget: 0 })));
    }
    return quality;
  } finally {
    await pool.close();
    await page?.close();
  }
}
