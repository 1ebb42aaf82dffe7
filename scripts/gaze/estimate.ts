import { readFile } from 'node:fs/promises';
import { SafetensorsError } from '../../src/compression/safetensors.ts';
import { loadTracker } from '../../src/workers/gaze/network/load-tracker.ts';
import { OrtTracker, TrackerModelError } from '../../src/workers/gaze/network/ort-tracker.ts';
import { loadTransformerKernels } from '../../src/workers/gaze/network/tracker-kernels-node.ts';
import type { ExitEstimate } from '../../src/workers/gaze/tracker.ts';
import { HEADSET } from '../../src/workers/gaze/tracker-config.ts';
import { type EstimateOptions, isOnnx } from './estimate-options.ts';
import { eyeImagesIn, readEyeImage } from './read-eye-image.ts';
import { UsageError } from './usage-error.ts';

const SHIPPED = new URL('../../assets/gaze/headset.safetensors', import.meta.url);

export interface ImageEstimate {
  readonly file: string;
  readonly exits: readonly ExitEstimate[];
}

type Estimator = (image: Uint8Array) => Promise<ExitEstimate[]>;

/** Estimates of all exits for every image. @throws UsageError when a model or an image cannot be used */
export async function estimateAll(options: EstimateOptions): Promise<ImageEstimate[]> {
  const files = (await Promise.all(options.paths.map(eyeImagesIn))).flat();
  const images = await Promise.all(files.map((file) => readEyeImage(file, HEADSET)));
  const { estimate, release } = await openModel(options);
  const results: ImageEstimate[] = [];
  for (const [i, file] of files.entries()) results.push({ file, exits: await estimate(images[i]!) });
  await release();
  return results;
}

/** What is printed of an image. */
export function describeEstimate({ file, exits }: ImageEstimate): string {
  const lines = exits.map(({ exit, yawDeg, pitchDeg, openness, tokens }) => {
    const worked = tokens > 0 ? `  ${String(tokens).padStart(3)} tokens` : '';
    const angles = `yaw ${degrees(yawDeg)}  pitch ${degrees(pitchDeg)}`;
    return `  exit ${exit}${worked}  ${angles}  open ${(100 * openness).toFixed(0).padStart(3)} %`;
  });
  return [file, ...lines].join('\n');
}

const degrees = (value: number) => `${value.toFixed(2).padStart(7)}°`;

async function openModel({ model, topK }: EstimateOptions): Promise<{
  readonly estimate: Estimator;
  readonly release: () => Promise<void>;
}> {
  const name = model ?? 'assets/gaze/headset.safetensors';
  const bytes = await readFile(model ?? SHIPPED).catch(() => {
    throw new UsageError(`${name} cannot be read.`);
  });
  try {
    if (isOnnx(model)) {
      const tracker = await OrtTracker.create(bytes, HEADSET);
      return { estimate: (image) => tracker.run(image), release: () => tracker.release() };
    }
    const tracker = loadTracker(bytes, HEADSET, loadTransformerKernels());
    const estimate = async (image: Uint8Array) => {
      const exits: ExitEstimate[] = [];
      tracker.run(image, null, topK ?? 1, (one) => {
        exits.push({ ...one });
        return 'continue';
      });
      return exits;
    };
    return { estimate, release: async () => {} };
  } catch (error) {
    if (!(error instanceof SafetensorsError || error instanceof TrackerModelError)) throw error;
    throw new UsageError(`${name}: ${error.message}`);
  }
}
