import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { detectVariant } from '../../src/kernels/module.ts';
import { createVdpPasses } from '../../src/kernels/vdp/vdp-passes.ts';
import { FlickerEnergy } from '../../src/metrics/flicker.ts';
import { FovVideoVdp } from '../../src/metrics/fovvideovdp/fovvideovdp.ts';
import { createReferencePasses } from '../../src/metrics/fovvideovdp/passes-reference.ts';
import { psnr } from '../../src/metrics/psnr.ts';
import { ssim } from '../../src/metrics/ssim.ts';
import type { VdpPasses } from '../../src/shared/vdp-passes.ts';
import { type Contestant, interleave } from '../harness/interleave.ts';
import { summarize } from '../harness/statistics.ts';
import type { Row, Suite, SuiteContext, SuiteResult } from '../harness/suite.ts';
import { madePair } from './made-pictures.ts';

const WIDTH = 1024;
const HEIGHT = 683;
const SIZE = `${WIDTH} × ${HEIGHT}`;
const PAIR = 'foveated pair';
const TYPESCRIPT = 'TypeScript';
const GAZE = [300, 200] as const;
/** Kernels that are further off than this are not timed, JOD. */
const JOD_ERROR = 1e-3;

const [TEST, REFERENCE] = madePair(WIDTH, HEIGHT);

/** How long the metrics take on one core. */
export const metricsSuite: Suite = {
  name: 'metrics',
  description: 'time of FovVideoVDP, in WebAssembly and in TypeScript, and of the plain metrics',
  targets: [
    { key: 'pairSeconds', meaning: 'FovVideoVDP, foveated pair', kind: 'at most', bar: 0.25, unit: 's' },
  ],
  run,
};

type Work = () => void;

async function run(context: SuiteContext): Promise<SuiteResult> {
  const rounds = context.quick ? 2 : 9;
  const rows: Row[] = [];
  for (const [subject, fps] of [
    [PAIR, 0],
    ['frame of a foveated video', 30],
  ] as const) {
    context.log(subject);
    const reference = createReferencePasses();
    const kernels = kernelBuilds(context.root);
    checkScores(reference, kernels, fps);
    const name = `${subject}, ${SIZE}`;
    // The reference takes seconds.
    rows.push(...(await timed({ [TYPESCRIPT]: scoreOf(reference, fps) }, Math.min(rounds, 3), name)));
    const builds = Object.fromEntries(kernels.map((passes) => [passes.name, scoreOf(passes, fps)]));
    rows.push(...(await timed(builds, rounds, name)));
  }
  rows.push(...(await timed(plainScores(), rounds, `pair, ${SIZE}`)));
  return { rows, summary: { pairSeconds: pairSeconds(rows) } };
}

/** Of the fastest kernels; null where there are none. */
function pairSeconds(rows: readonly Row[]): number | null {
  const pairs = rows.filter(({ scene, subject }) => scene.startsWith(PAIR) && subject !== TYPESCRIPT);
  return pairs.length > 0 ? Math.min(...pairs.map(({ value }) => value)) / 1000 : null;
}

function kernelBuilds(root: string): VdpPasses[] {
  // Node 20 keeps relaxed SIMD behind a flag, which may still be set before the first module is compiled.
  setFlagsFromString('--experimental-wasm-relaxed-simd');
  const best = detectVariant();
  const variants = best === 'relaxed' ? ['simd', 'relaxed'] : best === 'simd' ? ['simd'] : [];
  return variants.map((variant) => {
    const file = join(root, `src/kernels/vdp/dist/vdp.${variant}.wasm`);
    return createVdpPasses(new WebAssembly.Module(readFileSync(file)), variant);
  });
}

function metricOn(passes: VdpPasses, fps: number): FovVideoVdp {
  passes.release();
  return new FovVideoVdp({ display: 'standard_4k', width: WIDTH, height: HEIGHT, fps, passes });
}

/** Scores a pair, or one more frame of a video that never ends. */
function scoreOf(passes: VdpPasses, fps: number): Work {
  const metric = metricOn(passes, fps);
  return () => {
    metric.addFrame(TEST, REFERENCE, GAZE);
    if (fps === 0) metric.finish();
  };
}

/** @throws Error when a kernel's result is not the reference's */
function checkScores(reference: VdpPasses, kernels: readonly VdpPasses[], fps: number): void {
  const jodOn = (passes: VdpPasses) => {
    const metric = metricOn(passes, fps);
    // A video that changes once.
    if (fps > 0) metric.addFrame(REFERENCE, REFERENCE, GAZE);
    metric.addFrame(TEST, REFERENCE, GAZE);
    return metric.finish().jod;
  };
  const wanted = jodOn(reference);
  for (const passes of kernels) {
    const jod = jodOn(passes);
    if (!(Math.abs(jod - wanted) <= JOD_ERROR)) {
      throw new Error(`The ${passes.name} kernels give ${jod} JOD, the reference ${wanted}.`);
    }
  }
}

function plainScores(): Record<string, Work> {
  const [a, b] = [TEST.data, REFERENCE.data];
  const flicker = new FlickerEnergy({ pixels: WIDTH * HEIGHT });
  flicker.add(a, b);
  return {
    PSNR: () => psnr(a, b),
    SSIM: () => ssim(a, b, { width: WIDTH, height: HEIGHT }),
    'flicker energy': () => flicker.add(a, b),
  };
}

async function timed(works: Readonly<Record<string, Work>>, rounds: number, scene: string): Promise<Row[]> {
  const contestants = Object.entries(works).map(
    ([name, work]): Contestant<null, number> => ({
      name,
      async measure() {
        const start = performance.now();
        work();
        return performance.now() - start;
      },
    }),
  );
  const measured = await interleave(contestants, [null], rounds);
  return contestants.map(({ name }) => {
    const series = measured.filter((sample) => sample.name === name).map(({ sample }) => sample);
    const statistics = summarize(series);
    const row = { part: 'time', scene, subject: name, metric: 'time', unit: 'ms' };
    return { ...row, value: statistics.median, statistics, series };
  });
}
