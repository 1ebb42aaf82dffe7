import path from 'node:path';
import { type Row, type Suite, type SuiteContext, type SuiteResult, wants } from '../harness/suite.ts';
import { runApp } from './app-part.ts';
import { runDuel } from './duel-part.ts';
import { runFoveation } from './foveation-part.ts';
import { runOrder } from './order-part.ts';
import { runReference } from './reference-part.ts';
import { DEFAULT_SCENE, DUEL_SCENE, findScenes, LARGE_SCENE } from './scenes.ts';
import { SPLATS_TARGETS } from './targets.ts';

/** Splat rendering: speed against rivals and against ourselves, quality of foveation, order, memory, the application. */
export const splatsSuite: Suite = {
  name: 'splats',
  description: 'tiles against Spark and GaussianSplats3D, A3FR against full, quality, order, the application',
  targets: SPLATS_TARGETS,
  run,
};

async function run(context: SuiteContext): Promise<SuiteResult> {
  const root = path.resolve(import.meta.dirname, '../..');
  const { scenes, missing } = findScenes(root);
  if (missing.length > 0) context.note(`Scenes that are not here and were left out: ${missing.join(', ')}.`);
  const named = (name: string) => scenes.find((scene) => scene.name === name);
  const rows: Row[] = [];
  const summary: Record<string, number | null> = Object.fromEntries(
    SPLATS_TARGETS.map(({ key }) => [key, null]),
  );
  const take = ({ rows: more, ...figures }: { readonly rows: readonly Row[] }) => {
    rows.push(...more);
    Object.assign(summary, figures);
  };

  const duelScene = named(DUEL_SCENE);
  if (duelScene && wants(context, 'duel')) take(await runDuel(context, duelScene));
  if (wants(context, 'rivals') && duelScene && context.only) {
    // Without ours: for machines where the kernels are not built, and to look at the rivals alone.
    take(await runDuel(context, duelScene, ['spark', 'gaussian-splats-3d', 'spark-headset']));
  }
  if (wants(context, 'foveation')) take(await runFoveation(context, scenes));
  if (wants(context, 'reference')) take(await runReference(context, scenes));
  const largeScene = named(LARGE_SCENE);
  if (largeScene && wants(context, 'order')) take(await runOrder(context, largeScene));
  if (named(DEFAULT_SCENE) && wants(context, 'app')) take(await runApp(context, root, largeScene ?? null));
  return { rows, summary };
}
