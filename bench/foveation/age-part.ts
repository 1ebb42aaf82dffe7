import type { FoveationPreset } from '../../src/workers/splats/foveation/presets.ts';
import { median, summarize } from '../harness/statistics.ts';
import type { Row, SuiteContext } from '../harness/suite.ts';
import { boundsOf, readSceneFile } from '../splats/scene-file.ts';
import { benchDisplay } from './bench-display.ts';
import type { FoveationPage } from './foveation-page.ts';
import type { Sizes } from './sizes.ts';
import type { TestScene } from './test-scenes.ts';
import { walkingPose } from './walking-path.ts';

const PART = 'age';
/** A headless page has display frames of that rate. */
const PAGE_FPS = 60;

export interface AgeResult {
  readonly rows: readonly Row[];
  /** Median over the frames of all scenes. */
  readonly orderAgeFrames: number | null;
}

/** How old the order is when a frame would be drawn with it, while a person walks. */
export async function runAge(
  context: SuiteContext,
  page: FoveationPage,
  scenes: readonly TestScene[],
  preset: FoveationPreset,
  sizes: Sizes,
): Promise<AgeResult> {
  const rows: Row[] = [];
  const all: number[] = [];
  for (const scene of scenes) {
    context.log(`${PART}: ${scene.name}`);
    const bounds = boundsOf(await readSceneFile(scene.file));
    const path = Array.from({ length: sizes.ageFrames }, (_, i) =>
      walkingPose(scene.stand, bounds, i / PAGE_FPS),
    );
    const { width, height, side, up } = benchDisplay('quest3', sizes.countPixels);
    const detail = { preset, budget: 0 };
    const gaze = [0, 0, -1] as const;
    const sceneUrl = page.publish(scene.file);
    const age = await page.orderAge({ sceneUrl, path, gaze, width, height, side, up, detail });
    if (age.frames.length === 0) {
      context.note(`Age of the order: ${scene.name} gave no list in time.`);
      continue;
    }
    all.push(...age.frames);
    const row = (metric: string, unit: string, samples: readonly number[]): Row => {
      const statistics = summarize(samples);
      const subject = 'order at present';
      return { part: PART, scene: scene.name, subject, metric, unit, value: statistics.median, statistics };
    };
    rows.push(
      row('age in frames', 'frames', age.frames),
      row('age', 'ms', age.ms),
      row('turn of the head since', '°', age.turnDeg),
      row('display frame', 'ms', age.frameMs),
      ...(age.listMs.length > 0 ? [row('making a list', 'ms', age.listMs)] : []),
    );
  }
  return { rows, orderAgeFrames: all.length > 0 ? median(all) : null };
}
