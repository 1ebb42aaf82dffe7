import type { FoveationPreset } from '../../src/workers/splats/foveation/presets.ts';
import type { SuiteContext } from '../harness/suite.ts';
import { HEADSETS, type Headset } from './bench-display.ts';
import { choosePreset, keepsBar, presetRecords } from './choose-preset.ts';
import type { QualityPoint, RendererName } from './quality-point.ts';
import type { Sizes } from './sizes.ts';
import type { TakeResult } from './takes.ts';
import type { TestScene } from './test-scenes.ts';
import type { TakesJob } from './tiles-job.ts';

export const QUALITY_PART = 'quality';

/** Where a renderer draws and judges takes. */
export interface TakesRunner {
  readonly renderer: RendererName;
  /** @throws Error when the scene cannot be drawn */
  run(job: TakesJob): Promise<TakeResult[]>;
}

/**
 * Videos of every preset and budget in every scene on the first headset; on the others the default, and presets from the cheapest that
 * keeps the bar so far until one keeps it everywhere.
 */
export async function measureQuality(
  context: SuiteContext,
  runner: TakesRunner,
  scenes: readonly TestScene[],
  presets: readonly FoveationPreset[],
  defaultPreset: string,
  sizes: Sizes,
): Promise<QualityPoint[]> {
  const points: QualityPoint[] = [];
  const [first, ...others] = HEADSETS;
  const measure = async (
    headset: Headset,
    chosen: readonly FoveationPreset[],
    budgets: readonly number[],
  ) => {
    const takes = chosen.flatMap((preset) =>
      budgets.map((budget) => ({ preset, budget, latencySeconds: 0 })),
    );
    await Promise.all(
      scenes.map(async (scene, number) => {
        const results = await runner.run({
          scene,
          headset,
          pixels: sizes.videoPixels,
          eyes: 2,
          clip: { ...sizes.clip, number },
          takes,
        });
        context.log(
          `${QUALITY_PART}: ${runner.renderer}, ${scene.name}, ${headset}: ${results.length} takes`,
        );
        points.push(
          ...results.map((result) => ({
            ...result,
            renderer: runner.renderer,
            scene: scene.name,
            display: headset,
          })),
        );
      }),
    );
  };
  await measure(first, presets, sizes.budgets);
  const named = (name: string) => presets.filter((preset) => preset.name === name);
  const everywhere = async (name: string) => {
    for (const headset of others) await measure(headset, named(name), [0]);
  };
  await everywhere(defaultPreset);
  const candidates = presetRecords(points)
    .filter((record) => keepsBar(record) && record.preset !== defaultPreset)
    .map(({ preset }) => preset);
  for (const name of candidates) {
    const best = choosePreset(points);
    const cheaper = presetRecords(points).map(({ preset }) => preset);
    // What is cheaper than the best so far still has a chance.
    if (best && cheaper.indexOf(best.preset) < cheaper.indexOf(name)) break;
    await everywhere(name);
  }
  return points;
}
