import { sensitivityTable } from '../../src/metrics/fovvideovdp/csf/sensitivity.ts';
import { FovVideoVdp } from '../../src/metrics/fovvideovdp/fovvideovdp.ts';
import type { FoveationPreset } from '../../src/workers/splats/foveation/presets.ts';
import { writePicture } from '../splats/picture-file.ts';
import { boundsOf, readSceneFile } from '../splats/scene-file.ts';
import { benchDisplay } from './bench-display.ts';
import { drawRing, heatColors, sideBySide } from './heat-map.ts';
import { fastPasses } from './make-metric.ts';
import type { TestScene } from './test-scenes.ts';
import { createTilesRenderer } from './tiles-renderer.ts';
import { walkingPose } from './walking-path.ts';
import { withoutAlpha } from './without-alpha.ts';

const PIXELS = 420_000;
/** Loss of a pixel, JOD, that is shown brightest. */
const BRIGHTEST = 1;
/** Where the eye looks: right of the middle and down. */
const GAZE_TANGENTS = [0.22, -0.12] as const;

/** Writes one view of `tiles` in full, foveated, and as the heat map of what is lost, side by side, with a ring where the eye looks. */
export async function writeSplitPicture(
  file: string,
  scene: TestScene,
  preset: FoveationPreset,
): Promise<void> {
  const display = benchDisplay('quest3', PIXELS);
  const { width, height, side, up } = display;
  const raw = await readSceneFile(scene.file);
  const renderer = await createTilesRenderer(raw, 2, width * height);
  const [tx, ty] = GAZE_TANGENTS;
  const length = Math.hypot(tx, ty, 1);
  const gaze = [tx / length, ty / length, -1 / length] as const;
  const at = [width * (0.5 + tx / side / 2), height * (0.5 - ty / up / 2)] as const;
  const view = {
    timeMs: 0,
    head: walkingPose(scene.stand, boundsOf(raw), 0),
    gaze,
    width,
    height,
    side,
    up,
    eyes: 1,
    detail: null,
  } as const;
  try {
    const full = (await renderer.draw(view, false)).eyes[0]!;
    const foveated = (await renderer.draw({ ...view, detail: { preset, budget: 0 } }, false)).eyes[0]!;
    const metric = new FovVideoVdp({
      display: display.model,
      width,
      height,
      map: true,
      passes: fastPasses(),
      sensitivity: sensitivityTable(),
    });
    const frame = (data: Uint8Array) => ({ width, height, data, channels: 4 }) as const;
    metric.addFrame(frame(foveated), frame(full), at);
    metric.finish();
    const heat = heatColors(metric.differenceMap(), BRIGHTEST);
    metric.dispose();
    const pictures = [withoutAlpha(full), withoutAlpha(foveated), heat];
    for (const picture of pictures) drawRing(picture, width, height, ...at);
    await writePicture(file, sideBySide(pictures, width, height), 3 * width, height);
  } finally {
    await renderer.close();
  }
}
