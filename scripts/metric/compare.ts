import { writeFile } from 'node:fs/promises';
import { encode } from 'fast-png';
import { type DisplayModel, displayNamed, stretchedOver } from '../../src/metrics/fovvideovdp/displays.ts';
import { FovVideoVdp, type VdpReport } from '../../src/metrics/fovvideovdp/fovvideovdp.ts';
import type { FramePixels } from '../../src/metrics/fovvideovdp/frame-pixels.ts';
import { heatMap } from '../../src/metrics/fovvideovdp/heat-map.ts';
import type { VdpPasses } from '../../src/shared/vdp-passes.ts';
import type { MetricOptions } from './options.ts';
import { framesAt, readGazes } from './read-frames.ts';
import { readPicture } from './read-picture.ts';
import { UsageError } from './usage-error.ts';

export interface Comparison extends VdpReport {
  readonly display: string;
  readonly width: number;
  readonly height: number;
  /** Pixels per degree at the centre. */
  readonly ppd: number;
  readonly passes: string;
  /** Time of the metric itself, without reading and writing of files, ms. */
  readonly ms: number;
}

/** Runs the metric on what a command line names. @throws UsageError or RangeError with one clear sentence */
export async function compare(options: MetricOptions, passes: VdpPasses): Promise<Comparison> {
  const [test, reference] = await Promise.all([framesAt(options.test), framesAt(options.reference)]);
  if (test.video !== reference.video)
    throw new UsageError('Compare two pictures or two folders, not one of each.');
  const count = reference.paths.length;
  if (test.paths.length !== count) {
    throw new UsageError(
      `${options.test} has ${test.paths.length} frames, ${options.reference} has ${count}.`,
    );
  }
  const gazes = options.gazeFile ? await readGazes(options.gazeFile, count) : null;
  let first = await readPicture(reference.paths[0]!);
  let ms = 0;
  const timed = <T>(run: () => T): T => {
    const start = performance.now();
    const value = run();
    ms += performance.now() - start;
    return value;
  };
  const { width, height } = first;
  const metric = timed(
    () =>
      new FovVideoVdp({
        display: displayOf(options, width, height),
        width,
        height,
        fps: reference.video ? options.fps : 0,
        foveated: options.foveated,
        padding: options.padding,
        map: options.heatMap !== null,
        passes,
      }),
  );
  for (const [i, path] of reference.paths.entries()) {
    const frame = i === 0 ? first : await readPicture(path);
    const tested = await readPicture(test.paths[i]!);
    timed(() => metric.addFrame(tested, frame, gazes?.[i] ?? options.gaze ?? undefined));
    first = frame;
  }
  const report = timed(() => metric.finish());
  if (options.heatMap) await writeMap(options.heatMap, metric.differenceMap(), first);
  const { ppd } = metric;
  metric.dispose();
  return { display: options.display, width, height, ppd, passes: passes.name, ms, ...report };
}

function displayOf({ display, fit }: MetricOptions, width: number, height: number): DisplayModel {
  const model = displayNamed(display);
  return fit ? stretchedOver(model, width, height) : model;
}

async function writeMap(path: string, loss: Float32Array, reference: FramePixels): Promise<void> {
  const { width, height } = reference;
  const data = heatMap(loss, reference);
  await writeFile(path, encode({ width, height, data, channels: 3 })).catch(() => {
    throw new UsageError(`${path} cannot be written.`);
  });
}
