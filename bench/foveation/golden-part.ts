import { existsSync } from 'node:fs';
import path from 'node:path';
import { runGolden } from '../../scripts/metric/golden.ts';
import type { Row, SuiteContext } from '../harness/suite.ts';
import { fastPasses } from './make-metric.ts';

const PART = 'golden';

export interface GoldenResult {
  readonly rows: readonly Row[];
  readonly maxJodErrorImages: number | null;
  readonly maxJodErrorVideos: number | null;
}

/** Our FovVideoVDP against results of the authors' own program. */
export async function runGoldenPart(context: SuiteContext): Promise<GoldenResult> {
  const folder = path.resolve(context.root, '../shared/data/vision/fovvideovdp');
  if (!existsSync(folder)) {
    context.note('The golden results of FovVideoVDP are not here; its errors were not measured.');
    return { rows: [], maxJodErrorImages: null, maxJodErrorVideos: null };
  }
  context.log(PART);
  const report = await runGolden(folder, fastPasses());
  const row = { part: PART, scene: 'golden set', subject: `FovVideoVDP, ${report.passes}`, unit: 'JOD' };
  const images = report.images > 0 ? report.maxJodErrorImages : null;
  const videos = report.videos > 0 ? report.maxJodErrorVideos : null;
  return {
    rows: [
      ...(images === null
        ? []
        : [{ ...row, metric: 'largest error', value: images, note: `${report.images} images` }]),
      ...(videos === null
        ? []
        : [{ ...row, metric: 'largest error', value: videos, note: `${report.videos} videos` }]),
    ],
    maxJodErrorImages: images,
    maxJodErrorVideos: videos,
  };
}
