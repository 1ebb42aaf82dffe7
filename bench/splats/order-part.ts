import { median, summarize } from '../harness/statistics.ts';
import type { Row, SuiteContext } from '../harness/suite.ts';
import { worstBacktrack } from './backtrack.ts';
import { createOrderBench } from './order-bench.ts';
import { boundsOf, readSceneFile } from './scene-file.ts';
import { sceneViews } from './scene-views.ts';
import type { BenchScene } from './scenes.ts';

const PART = 'order';
const FOV_DEG = 60;
/** Runs before the measured ones, so that the engine has compiled the kernels. */
const WARM_UP = 8;

export interface OrderResult {
  readonly rows: readonly Row[];
  readonly sortMsPerMillion: number | null;
  readonly worstBacktrackPct: number | null;
}

/** Depth order of every splat of a scene on one thread, range and keys included: time per million splats and worst inversion. */
export async function runOrder(context: SuiteContext, scene: BenchScene): Promise<OrderResult> {
  context.log(`${PART}: ${scene.name}`);
  const raw = await readSceneFile(scene.file);
  const order = await createOrderBench(raw);
  const views = sceneViews(scene, boundsOf(raw), context.quick ? 6 : 24, FOV_DEG);
  for (let i = 0; i < WARM_UP; i++) order.run(views[i % views.length]!.position);
  const times: number[] = [];
  const backtrack: number[] = [];
  for (const { position } of [...views, ...views]) times.push(order.run(position) / (order.count / 1e6));
  // Checked in a second round, because looking at a million distances would empty the caches between the timings.
  for (const { position } of views) {
    order.run(position);
    backtrack.push(100 * worstBacktrack(order.distances(position)));
  }
  const statistics = summarize(times);
  const worst = Math.max(...backtrack);
  const row = { part: PART, scene: scene.name, subject: 'counting sort, one thread' };
  return {
    rows: [
      {
        ...row,
        metric: 'keys and order',
        unit: 'ms per million',
        value: statistics.median,
        statistics,
        series: times,
      },
      { ...row, metric: 'worst backtrack', unit: '%', value: worst, series: backtrack },
      { ...row, metric: 'median backtrack', unit: '%', value: median(backtrack) },
    ],
    sortMsPerMillion: statistics.median,
    worstBacktrackPct: worst,
  };
}
