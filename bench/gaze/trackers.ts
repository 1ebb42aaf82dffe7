import { setFlagsFromString } from 'node:v8';
import { loadTracker } from '../../src/workers/gaze/network/load-tracker.ts';
import { randomWeights } from '../../src/workers/gaze/network/test-support/random-weights.ts';
import { loadTransformerKernels } from '../../src/workers/gaze/network/tracker-kernels-node.ts';
import type { Tracker } from '../../src/workers/gaze/tracker.ts';
import { HEADSET, PAPER } from '../../src/workers/gaze/tracker-config.ts';

// Node 20 has relaxed SIMD behind a flag that later versions have dropped because it is always on.
if (Number(process.versions.node.split('.')[0]) < 22) setFlagsFromString('--experimental-wasm-relaxed-simd');

const WEIGHTS_SEED = 1;

/** The network of the paper's size, on the fastest integer kernels. Its weights are made up: it is for timing alone. */
export function paperTracker(): Tracker {
  return loadTracker(randomWeights(PAPER, WEIGHTS_SEED), PAPER, loadTransformerKernels());
}

/** The network that ships, on the fastest integer kernels and in plain floats. @throws SafetensorsError for other weights */
export function headsetTrackers(weights: Uint8Array): { readonly integer: Tracker; readonly float: Tracker } {
  return {
    integer: loadTracker(weights, HEADSET, loadTransformerKernels()),
    float: loadTracker(weights, HEADSET, null),
  };
}
