import { bindKernels } from '../../../kernels/module.ts';
import type { TransformerKernels } from '../../../kernels/transformer/transformer-kernels.ts';
import type { Tracker } from '../tracker.ts';
import type { TrackerConfig } from '../tracker-config.ts';
import { FloatTracker } from './float-tracker.ts';
import { IntegerTracker } from './integer-tracker.ts';
import { readTrackerWeights } from './tracker-weights.ts';

/**
 * Makes a tracker of a file of weights.
 * @param bytes safetensors
 * @param kernels a build of the transformer kernels; null where there is no SIMD, which floats in TypeScript replace
 * @throws SafetensorsError when the file is damaged or of another network
 */
export function loadTracker(
  bytes: Uint8Array,
  config: TrackerConfig,
  kernels: WebAssembly.Module | null,
): Tracker {
  const weights = readTrackerWeights(bytes, config);
  if (!kernels) return new FloatTracker(config, weights);
  return new IntegerTracker(config, weights, (memory) => bindKernels<TransformerKernels>(kernels, memory));
}
