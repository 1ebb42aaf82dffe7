import type { FoveationPreset } from '../../src/workers/splats/foveation/presets.ts';
import type { SuiteContext } from '../harness/suite.ts';
import { HEADSETS, type Headset } from './bench-display.ts';
import { candidatePresets } from './choose-preset.ts';
import type { QualityPoint, RendererName } from './quality-point.ts';
import type { Sizes } from './sizes.ts';
import type { TakeResult } from './takes.ts';
import type { TestScene } from './test-scenes.ts';
import type { TakesJob } from './tiles-job.ts';

export const QUALITY_PART = 'quality';
/** Without it only `tiles` is judged. */
export const QUADS_PART = 'quality-quads';

/** Where a renderer draws and judges takes. */
export interface TakesRunner {
  readonly renderer: RendererName;
  /** @throws Error when the scene cannot be drawn */
  run(job: TakesJob): Promise<TakeResult[]>;
}

export interface QualityResult {
  readonly points: readonly QualityPoint[];
  /** Cheapest preset that keeps the bar in every scene, on every headset and with both renderers; null where none does. */
  readonly chosen: string | null;
}

/** What is measured of a preset, in which runs. */
interface Sweep {
  readonly runner: TakesRunner;
  readonly headset: Headset;
  readonly presets: readonly FoveationPreset[];
  readonly budgets: readonly number[];
  /** Names; null = all. */
  readonly scenes: readonly string[] | null;
}

/**
 * Videos with `tiles`, both eyes, of every preset and budget in every scene on the first headset; with `quads`, one eye, of every preset
 * in a few scenes. Then, from the cheapest preset that keeps the bar so far, everything else of it, until one keeps the bar
 * everywhere.
 * @param quads null = not there
 */
export async function measureQuality(
  context: SuiteContext,
  tiles: TakesRunner,
  quads: TakesRunner | null,
  scenes: readonly TestScene[],
  presets: readonly FoveationPreset[],
  defaultPreset: string,
  sizes: Sizes,
): Promise<QualityResult> {
  const points: QualityPoint[] = [];
  const [first, ...others] = HEADSETS;
  const run = async (sweep: Sweep) => {
    points.push(...(await runSweep(context, sweep, scenes, sizes)));
  };
  await run({ runner: tiles, headset: first, presets, budgets: sizes.budgets, scenes: null });
  if (quads) {
    await run({ runner: quads, headset: first, presets, budgets: [0], scenes: sizes.quadsSweep });
  }
  const complete = async (name: string) => {
    const one = presets.filter((preset) => preset.name === name);
    for (const headset of others) {
      await run({ runner: tiles, headset, presets: one, budgets: [0], scenes: null });
    }
    const rest = scenes.map((scene) => scene.name).filter((scene) => !sizes.quadsSweep.includes(scene));
    if (quads) await run({ runner: quads, headset: first, presets: one, budgets: [0], scenes: rest });
  };
  const keeps = (name: string) => candidatePresets(points).some(({ preset }) => preset === name);
  let chosen: string | null = null;
  // The order is that of the first sweep: later points cover presets unevenly.
  for (const { preset } of candidatePresets(points)) {
    await complete(preset);
    if (!keeps(preset)) continue;
    chosen = preset;
    break;
  }
  // The default is to be judged in full, whether or not another one is better.
  const judged = points.some(({ preset, display }) => preset === defaultPreset && display !== first);
  if (!judged && !(context.choose && chosen)) await complete(defaultPreset);
  return { points, chosen };
}

async function runSweep(
  context: SuiteContext,
  { runner, headset, presets, budgets, scenes: names }: Sweep,
  scenes: readonly TestScene[],
  sizes: Sizes,
): Promise<QualityPoint[]> {
  const takes = presets.flatMap((preset) => budgets.map((budget) => ({ preset, budget, latencySeconds: 0 })));
  const found = await Promise.all(
    scenes.map(async (scene, number) => {
      if (names && !names.includes(scene.name)) return [];
      const results = await runner.run({
        scene,
        headset,
        pixels: sizes.videoPixels,
        eyes: runner.renderer === 'tiles' ? 2 : 1,
        clip: { ...(runner.renderer === 'tiles' ? sizes.clip : sizes.quadsClip), number },
        takes,
      });
      context.log(`${QUALITY_PART}: ${runner.renderer}, ${scene.name}, ${headset}: ${results.length} takes`);
      const place = { renderer: runner.renderer, scene: scene.name, display: headset };
      return results.map((result) => ({ ...result, ...place }));
    }),
  );
  return found.flat();
}
