import path from 'node:path';
import { renderReference } from '../../src/kernels/splats/reference/render-reference.ts';
import { psnr } from '../../src/metrics/psnr.ts';
import { nowMs } from '../../src/shared/time.ts';
import { createNodeRenderer } from '../../src/workers/splats/node/node-renderer.ts';
import { sceneBytes } from '../../src/workers/splats/scene/splat-scene.ts';
import type { Row, SuiteContext } from '../harness/suite.ts';
import { EQUAL_DB } from './picture-agreement.ts';
import { writePicture } from './picture-file.ts';
import type { Shot } from './pose.ts';
import { boundsOf, readSceneFile } from './scene-file.ts';
import { sceneViews } from './scene-views.ts';
import type { BenchScene } from './scenes.ts';
import { tangents, viewRecord } from './view-record.ts';

const PART = 'reference';
const SHOT: Shot = { width: 640, height: 480, fovDeg: 60 };

export interface ReferenceResult {
  readonly rows: readonly Row[];
  /** Worst view of the worst scene. */
  readonly fullVsReferencePsnrDb: number | null;
  /** Largest over scenes. */
  readonly bytesPerSplat: number | null;
}

/** Pictures of the full renderer against the scalar reference, and what a scene takes in memory. */
export async function runReference(
  context: SuiteContext,
  scenes: readonly BenchScene[],
): Promise<ReferenceResult> {
  const rows: Row[] = [];
  const worst: number[] = [];
  const bytes: number[] = [];
  for (const scene of scenes) {
    context.log(`${PART}: ${scene.name}`);
    const raw = await readSceneFile(scene.file);
    const maxPixels = SHOT.width * SHOT.height;
    const renderer = await createNodeRenderer(raw, { name: scene.name, threads: 1, maxPixels });
    const bytesPerSplat = sceneBytes(renderer.planned.scene) / raw.count;
    const { up, side } = tangents(SHOT);
    const decibels: number[] = [];
    for (const view of sceneViews(scene, boundsOf(raw), context.quick ? 1 : 4, SHOT.fovDeg)) {
      const eye = { ...view, ...SHOT, left: side, right: side, up, down: up };
      const expected = toBytes(renderReference(raw, eye, view.position).color);
      const frame = renderer.draw(viewRecord(view, 'full', SHOT, nowMs()));
      const picture = rgbOf(renderer.picture(frame, 0).color);
      decibels.push(Math.min(psnr(picture, expected), EQUAL_DB));
      const folder = path.join(context.outDir, 'pictures');
      await writePicture(path.join(folder, `${scene.name}-reference.png`), expected, SHOT.width, SHOT.height);
      await writePicture(path.join(folder, `${scene.name}-full.png`), picture, SHOT.width, SHOT.height);
    }
    await renderer.close();
    worst.push(Math.min(...decibels));
    bytes.push(bytesPerSplat);
    const row = { part: PART, scene: scene.name, subject: 'Saccade full' };
    rows.push(
      { ...row, metric: 'worst PSNR', unit: 'dB', value: Math.min(...decibels), series: decibels },
      { ...row, metric: 'scene memory per splat', unit: 'B', value: bytesPerSplat },
    );
  }
  return {
    rows,
    fullVsReferencePsnrDb: worst.length > 0 ? Math.min(...worst) : null,
    bytesPerSplat: bytes.length > 0 ? Math.max(...bytes) : null,
  };
}

/** RGBA 0..1 → RGB bytes. */
function toBytes(color: Float32Array): Uint8Array {
  const rgb = new Uint8Array((color.length / 4) * 3);
  for (let from = 0, to = 0; from < color.length; from += 4) {
    for (let channel = 0; channel < 3; channel++) {
      rgb[to++] = Math.round(255 * Math.max(0, Math.min(1, color[from + channel]!)));
    }
  }
  return rgb;
}

function rgbOf(rgba: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    for (let channel = 0; channel < 3; channel++) rgb[to++] = rgba[from + channel]!;
  }
  return rgb;
}
