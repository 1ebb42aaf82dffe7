import {
  EYE_FIELDS,
  type EyeField,
  ParameterBlock,
  RECORD_BYTES,
} from '../../src/kernels/splats/frame-block.ts';
import { nowMs } from '../../src/shared/time.ts';
import { ARRAY } from '../../src/workers/splats/scene/splat-scene.ts';
import { EYES_OFFSET } from '../../src/workers/splats/tiles/frame-memory.ts';
import { median, summarize } from '../harness/statistics.ts';
import type { Row, SuiteContext } from '../harness/suite.ts';
import { worstBacktrack } from './backtrack.ts';
import { createInlineRenderer, type InlineRenderer } from './inline-renderer.ts';
import type { Bounds, Shot } from './pose.ts';
import { boundsOf, readSceneFile } from './scene-file.ts';
import { sceneViews } from './scene-views.ts';
import type { BenchScene } from './scenes.ts';
import { viewRecord } from './view-record.ts';

const PART = 'order';
/** Few pixels, because only the order is looked at, and wide, so that most splats are in view. */
const SHOT: Shot = { width: 320, height: 240, fovDeg: 100 };
const SORT_STAGE = 1;
/** Byte of a record that holds the view-axis depth. */
const RECORD_DEPTH = 28;

export interface OrderResult {
  readonly rows: readonly Row[];
  readonly sortMsPerMillion: number | null;
  readonly worstBacktrackPct: number | null;
}

/**
 * Depth order on one thread: time per million splats and worst inversion. The renderer computes its keys inside
 * projection, where they cannot be timed, so a separate scalar pass that makes the same keys is timed and added.
 */
export async function runOrder(context: SuiteContext, scene: BenchScene): Promise<OrderResult> {
  context.log(`${PART}: ${scene.name}`);
  const raw = await readSceneFile(scene.file);
  const renderer = await createInlineRenderer(raw, SHOT.width * SHOT.height);
  const sort: number[] = [];
  const keys: number[] = [];
  const backtrack: number[] = [];
  const counts: number[] = [];
  const views = sceneViews(scene, twice(boundsOf(raw)), context.quick ? 4 : 12, SHOT.fovDeg);
  renderer.draw(viewRecord(views[0]!, 'full', SHOT, nowMs()));
  keyPassMs(renderer, views[0]!.position);
  for (const view of [...views, ...views]) {
    const frame = renderer.draw(viewRecord(view, 'full', SHOT, nowMs()));
    const millions = frame.splatsProjected[0]! / 1e6;
    counts.push(frame.splatsProjected[0]!);
    sort.push(frame.stageMs[SORT_STAGE]! / millions);
    keys.push(keyPassMs(renderer, view.position) / (raw.count / 1e6));
    backtrack.push(100 * worstBacktrack(orderedDistances(renderer, frame.splatsProjected[0]!)));
  }
  const row = { part: PART, scene: scene.name, unit: 'ms per million' };
  const [sortMs, keyMs] = [summarize(sort), summarize(keys)];
  const worst = Math.max(...backtrack);
  return {
    rows: [
      {
        ...row,
        subject: 'radix sort',
        metric: 'time',
        value: sortMs.median,
        statistics: sortMs,
        series: sort,
      },
      { ...row, subject: 'keys, scalar pass', metric: 'time', value: keyMs.median, statistics: keyMs },
      {
        ...row,
        subject: 'radix sort',
        metric: 'worst backtrack',
        unit: '%',
        value: worst,
        series: backtrack,
      },
      {
        ...row,
        subject: 'radix sort',
        metric: 'splats in view',
        unit: '',
        value: median(counts),
        series: counts,
      },
    ],
    sortMsPerMillion: sortMs.median + keyMs.median,
    worstBacktrackPct: worst,
  };
}

/** Bounds twice as large, so that the path keeps away far enough to see nearly everything. */
function twice(bounds: Bounds): Bounds {
  const [x0, y0, z0, x1, y1, z1] = bounds;
  const [dx, dy, dz] = [(x1 - x0) / 2, (y1 - y0) / 2, (z1 - z0) / 2];
  return [x0 - dx, y0 - dy, z0 - dz, x1 + dx, y1 + dy, z1 + dz];
}

/** Time of one pass that writes a 16-bit key of the distance from `head` for every splat of the scene, ms. */
function keyPassMs({ scene }: InlineRenderer, head: readonly [number, number, number]): number {
  const words = scene.stride / 4;
  const floats = new Float32Array(scene.memory.buffer, scene.arrays, 3 * words);
  const keys = new Uint16Array(scene.count);
  const [y, z] = [ARRAY.y * words, ARRAY.z * words];
  const start = performance.now();
  for (let i = 0; i < scene.count; i++) {
    const dx = floats[i]! - head[0];
    const dy = floats[y + i]! - head[1];
    const dz = floats[z + i]! - head[2];
    keys[i] = Math.sqrt(dx * dx + dy * dy + dz * dz) * 1000;
  }
  return performance.now() - start;
}

/** Distances from the head in the order of drawing, from what projection left: pixel position and view-axis depth. */
function orderedDistances({ scene, plan }: InlineRenderer, count: number): Float64Array {
  const { buffer } = scene.memory;
  const eye = new ParameterBlock<EyeField>(EYE_FIELDS, buffer, EYES_OFFSET);
  const [fx, fy, cx, cy] = [eye.get('fx'), eye.get('fy'), eye.get('cx'), eye.get('cy')];
  const order = new Uint32Array(buffer, plan.orderB, count);
  const records = new Float32Array(buffer, plan.records[0], (plan.maxRecords * RECORD_BYTES) / 4);
  return Float64Array.from(order, (record) => {
    const at = (record * RECORD_BYTES) / 4;
    const depth = records[at + RECORD_DEPTH / 4]!;
    return depth * Math.hypot(1, (records[at]! - cx) / fx, (records[at + 1]! - cy) / fy);
  });
}
