import type { FoveationPreset } from '../../src/workers/splats/foveation/presets.ts';
import type { SuiteContext } from '../harness/suite.ts';
import type { TakesRunner } from './quality-part.ts';
import type { QualityPoint } from './quality-point.ts';
import type { Sizes } from './sizes.ts';
import type { TestScene } from './test-scenes.ts';

export const LATENCY_PART = 'latency';

/** Ages of the gaze that foveation is given, seconds. */
const LATENCIES = [0, 0.025, 0.05, 0.1] as const;

/** What an old gaze costs: foveation knows where the eye was, the metric where it is. One eye, the default preset. */
export async function measureLatency(
  context: SuiteContext,
  runner: TakesRunner,
  scenes: readonly TestScene[],
  preset: FoveationPreset,
  sizes: Sizes,
): Promise<QualityPoint[]> {
  const points = await Promise.all(
    scenes.map(async (scene, number) => {
      const results = await runner.run({
        scene,
        headset: 'quest3',
        pixels: sizes.videoPixels,
        eyes: 1,
        clip: { ...sizes.latencyClip, number },
        takes: LATENCIES.map((latencySeconds) => ({ preset, budget: 0, latencySeconds })),
      });
      context.log(`${LATENCY_PART}: ${runner.renderer}, ${scene.name}`);
      return results.map((result) => ({
        ...result,
        renderer: runner.renderer,
        scene: scene.name,
        display: 'quest3' as const,
      }));
    }),
  );
  return points.flat();
}
