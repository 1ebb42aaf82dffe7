import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { encode } from 'fast-png';
import { EYE_CAMERA_VERSION } from '../../src/workers/gaze/eye-camera/eye-renderer.ts';
import { labelColumns } from './label-columns.ts';
import { namedCamera } from './named-camera.ts';
import type { SynthesizeOptions } from './synthesize-options.ts';
import type { DrawnBatch, DrawTask } from './synthesize-thread.ts';
import { UsageError } from './usage-error.ts';

/** Images that a thread draws between two messages. */
const BATCH = 200;

/** Where drawn images go. */
interface ImageSink {
  write(batch: DrawnBatch): void;
  close(): void;
}

/**
 * Draws eye images into a folder.
 * @param progress called now and then with how many are done
 * @throws UsageError when the folder cannot be written
 */
export async function synthesize(
  options: SynthesizeOptions,
  progress: (done: number) => void,
): Promise<void> {
  const sink = openSink(options);
  try {
    let done = 0;
    await drawInThreads(options, (batch) => {
      sink.write(batch);
      done += batch.count;
      progress(done);
    });
  } finally {
    sink.close();
  }
}

async function drawInThreads(options: SynthesizeOptions, take: (batch: DrawnBatch) => void): Promise<void> {
  const threads = Math.min(options.threads, Math.ceil(options.count / BATCH));
  const share = Math.ceil(options.count / threads);
  const running: Worker[] = [];
  const one = (i: number) =>
    new Promise<void>((resolve, reject) => {
      const end = Math.min(options.count, (i + 1) * share);
      const task: DrawTask = { options, first: i * share, end, batch: BATCH };
      const worker = new Worker(new URL('./synthesize-thread-start.mjs', import.meta.url), {
        workerData: task,
      });
      running.push(worker);
      worker.on('message', (batch: DrawnBatch) => {
        try {
          take(batch);
          // The next batch is drawn while this one is written, but no more: memory would fill.
          worker.postMessage('next');
        } catch (error) {
          reject(error);
        }
      });
      worker.on('error', reject);
      worker.on('exit', () => resolve());
    });
  try {
    await Promise.all(Array.from({ length: threads }, (_, i) => one(i)));
  } finally {
    await Promise.all(running.map((worker) => worker.terminate()));
  }
}

function openSink(options: SynthesizeOptions): ImageSink {
  try {
    mkdirSync(options.out, { recursive: true });
    return options.raw ? rawSink(options) : pngSink(options);
  } catch {
    throw new UsageError(`${options.out} cannot be written.`);
  }
}

/** images.u8, labels.f32 and layout.json. */
function rawSink(options: SynthesizeOptions): ImageSink {
  const camera = namedCamera(options.camera);
  const columns = labelColumns(camera.leds.length);
  const pixels = camera.width * camera.height;
  const { out, count, seed, people, conditions } = options;
  const layout = {
    version: EYE_CAMERA_VERSION,
    count,
    width: camera.width,
    height: camera.height,
    camera: options.camera,
    conditions,
    seed,
    people,
    columns,
  };
  writeFileSync(join(out, 'layout.json'), `${JSON.stringify(layout, null, 2)}\n`);
  const images = openSync(join(out, 'images.u8'), 'w');
  const labels = openSync(join(out, 'labels.f32'), 'w');
  return {
    write(batch) {
      const values = Float32Array.from(batch.labels.flatMap(({ values }) => values));
      writeSync(images, batch.images, 0, batch.count * pixels, batch.first * pixels);
      writeSync(labels, values, 0, values.byteLength, batch.first * columns.length * 4);
    },
    close() {
      closeSync(images);
      closeSync(labels);
    },
  };
}

/** A PNG for each image and a line of JSON for each label. */
function pngSink({ out, camera: name, count }: SynthesizeOptions): ImageSink {
  const { width, height } = namedCamera(name);
  const lines: string[] = Array.from({ length: count });
  return {
    write({ first, count: some, images, labels }) {
      for (let i = 0; i < some; i++) {
        const file = `${String(first + i).padStart(6, '0')}.png`;
        const data = images.slice(i * width * height, (i + 1) * width * height);
        writeFileSync(join(out, file), encode({ width, height, data, channels: 1 }));
        const { label, person, conditions } = labels[i]!;
        lines[first + i] = JSON.stringify({
          file,
          version: EYE_CAMERA_VERSION,
          ...label,
          person,
          ...conditions,
        });
      }
    },
    close: () => writeFileSync(join(out, 'labels.jsonl'), `${lines.join('\n')}\n`),
  };
}
