/** A thread that draws eye images in batches; it waits for leave before it sends the next but one. */
import { parentPort, workerData } from 'node:worker_threads';
import type { EyeLabel } from '../../src/workers/gaze/eye-camera/eye-label.ts';
import type { EyeConditions } from '../../src/workers/gaze/eye-camera/eye-types.ts';
import { drawImages } from './draw-images.ts';
import { labelValues } from './label-columns.ts';
import { namedCamera } from './named-camera.ts';
import type { SynthesizeOptions } from './synthesize-options.ts';

/** Images `first` up to but not including `end`. */
export interface DrawTask {
  readonly options: SynthesizeOptions;
  readonly first: number;
  readonly end: number;
  /** Images in one message. */
  readonly batch: number;
}

export interface DrawnBatch {
  readonly first: number;
  readonly count: number;
  /** (count, height, width) */
  readonly images: Uint8Array<ArrayBuffer>;
  readonly labels: readonly {
    readonly label: EyeLabel;
    readonly person: number;
    readonly conditions: EyeConditions;
    /** As in labels.f32. */
    readonly values: number[];
  }[];
}

const { options, first, end, batch } = workerData as DrawTask;
const { width, height } = namedCamera(options.camera);
const port = parentPort!;

function draw(from: number): DrawnBatch {
  const to = Math.min(end, from + batch);
  const images = new Uint8Array((to - from) * width * height);
  const labels = [];
  for (const { index, person, conditions, label, image } of drawImages(options, from, to)) {
    images.set(image, (index - from) * width * height);
    labels.push({ label, person: person.seed, conditions, values: labelValues(person, conditions, label) });
  }
  return { first: from, count: to - from, images, labels };
}

async function run(): Promise<void> {
  let leave = Promise.resolve();
  for (let from = first; from < end; from += batch) {
    const drawn = draw(from);
    await leave;
    leave = new Promise((resolve) => port.once('message', () => resolve()));
    port.postMessage(drawn, [drawn.images.buffer]);
  }
  await leave;
  port.close();
}

await run();
