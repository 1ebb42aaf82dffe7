import { setFlagsFromString } from 'node:v8';
import { detectVariant } from '../../src/kernels/module.ts';
import { angleBetweenGazesDeg } from '../../src/workers/gaze/angles.ts';
import { loadTracker } from '../../src/workers/gaze/network/load-tracker.ts';
import { OrtTracker } from '../../src/workers/gaze/network/ort-tracker.ts';
import { randomWeights } from '../../src/workers/gaze/network/test-support/random-weights.ts';
import { loadTransformerKernels } from '../../src/workers/gaze/network/tracker-kernels-node.ts';
import { trackerOnnx } from '../../src/workers/gaze/network/tracker-onnx.ts';
import { readTrackerWeights } from '../../src/workers/gaze/network/tracker-weights.ts';
import type { ExitEstimate } from '../../src/workers/gaze/tracker.ts';
import { HEADSET, PAPER, type TrackerConfig } from '../../src/workers/gaze/tracker-config.ts';
import { type Contestant, interleave } from '../harness/interleave.ts';
import { summarize } from '../harness/statistics.ts';
import type { Row, SuiteContext } from '../harness/suite.ts';

export const SPEED_PART = 'speed';
const ORT = 'ONNX Runtime Web';
/** Networks that are further apart than this on the image are not timed, degrees; weights may be made up. */
const MOST_APART_DEG = 4;
/** Until engines have replaced the code of their first compiler. */
const WARM_UP_MS = 1500;

/** All exits, and the first of them; NaN where it comes with the others. */
interface Times {
  readonly allMs: number;
  readonly firstMs: number;
}

interface TrackerSpeed {
  readonly rows: readonly Row[];
  readonly trackerMs: number;
  readonly firstExitMs: number;
  readonly trackerVsOrt: number;
}

/**
 * How long the tracker takes on one core for a whole image without pruning, beside ONNX Runtime Web with one thread and the same
 * weights, in turns.
 * @param weights of `headset`; null = made up ones, on which the time does not depend
 */
export async function runTrackerSpeed(
  context: SuiteContext,
  weights: Uint8Array | null,
): Promise<TrackerSpeed> {
  // Node 20 has relaxed SIMD behind a flag that later versions have dropped because it is always on.
  if (Number(process.versions.node.split('.')[0]) < 22) {
    setFlagsFromString('--experimental-wasm-relaxed-simd');
  }
  const headset = await race(
    context,
    HEADSET,
    weights ?? randomWeights(HEADSET, 1),
    context.quick ? 20 : 200,
  );
  const paper = await race(context, PAPER, randomWeights(PAPER, 1), context.quick ? 2 : 9);
  const best = Math.min(...headset.filter(isOurs).map(({ value }) => value));
  const first = headset.filter(({ metric }) => metric === 'first exit').map(({ value }) => value);
  const ort = headset.find(({ subject }) => subject === ORT)!;
  return {
    rows: [...headset, ...paper],
    trackerMs: best,
    firstExitMs: Math.min(...first),
    trackerVsOrt: ort.value / best,
  };
}

const isOurs = ({ subject, metric }: Row) => subject !== ORT && metric === 'all exits';

async function race(
  context: SuiteContext,
  config: TrackerConfig,
  weights: Uint8Array,
  rounds: number,
): Promise<Row[]> {
  context.log(`${SPEED_PART}: ${config.name}`);
  const image = testImage(config);
  const model = trackerOnnx(config, readTrackerWeights(weights, config));
  const ort = await OrtTracker.create(model, config, { threads: 1 });
  const wanted = await ort.run(image);
  const contestants: Contestant<Uint8Array, Times>[] = [ortContestant(ort)];
  for (const variant of detectVariant() === 'relaxed'
    ? (['simd', 'relaxed'] as const)
    : (['simd'] as const)) {
    const tracker = loadTracker(weights, config, loadTransformerKernels(variant));
    const found: ExitEstimate[] = [];
    tracker.run(image, null, 1, (estimate) => {
      found.push({ ...estimate });
      return 'continue';
    });
    checkAgreement(variant, found, wanted);
    contestants.push({
      name: variant,
      async measure(value) {
        let firstMs = Number.NaN;
        const start = performance.now();
        tracker.run(value, null, 1, ({ exit }) => {
          if (exit === 1) firstMs = performance.now() - start;
          return 'continue';
        });
        return { allMs: performance.now() - start, firstMs };
      },
    });
  }
  await warmUp(contestants, image);
  const measured = await interleave(contestants, [image], rounds);
  await ort.release();
  return contestants.flatMap(({ name }) => {
    const samples = measured.filter((one) => one.name === name).map(({ sample }) => sample);
    const whole = samples.map(({ allMs }) => allMs);
    const all = row(config, name, 'all exits', whole);
    if (name === ORT) return [all];
    const first = samples.map(({ firstMs }) => firstMs);
    return [all, row(config, name, 'first exit', first)];
  });
}

function ortContestant(ort: OrtTracker): Contestant<Uint8Array, Times> {
  return {
    name: ORT,
    async measure(value) {
      const start = performance.now();
      await ort.exits(value);
      return { allMs: performance.now() - start, firstMs: Number.NaN };
    },
  };
}

async function warmUp(contestants: readonly Contestant<Uint8Array, Times>[], image: Uint8Array) {
  for (const { measure } of contestants) {
    const end = performance.now() + WARM_UP_MS;
    do await measure(image);
    while (performance.now() < end);
  }
}

/** @throws Error when a build's exits are not the floats' */
function checkAgreement(
  variant: string,
  found: readonly ExitEstimate[],
  wanted: readonly ExitEstimate[],
): void {
  for (const [i, estimate] of found.entries()) {
    const apart = angleBetweenGazesDeg(estimate, wanted[i]!);
    if (!(apart <= MOST_APART_DEG)) {
      throw new Error(`Exit ${i + 1} of the ${variant} kernels is ${apart.toFixed(2)}° from ${ORT}'s.`);
    }
  }
}

function row(config: TrackerConfig, subject: string, metric: string, series: readonly number[]): Row {
  const statistics = summarize(series);
  const scene = `${config.name}, ${config.width} × ${config.height}`;
  return { part: SPEED_PART, scene, subject, metric, unit: 'ms', value: statistics.median, statistics };
}

/** Something with contrast: the time does not depend on it. */
function testImage({ width, height }: TrackerConfig): Uint8Array {
  return Uint8Array.from({ length: width * height }, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return Math.hypot(x - width / 2, y - height / 2) < height / 6 ? 25 : 120 + 40 * Math.sin(x / 9 + y / 7);
  });
}
