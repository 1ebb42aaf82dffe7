import type { Tensor } from '../../../../compression/safetensors.ts';
import { writeSafetensors } from '../../../../compression/write-safetensors.ts';
import { OUTPUTS, type TrackerConfig, tokenCount } from '../../tracker-config.ts';
import { patchLayerSizes } from '../tracker-weights.ts';

/** Weights that keep the size of what passes: for timing, and for tests of what does not depend on training. */
export function randomTensors(config: TrackerConfig, seed: number): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  const random = normals(seed);
  const put = (name: string, shape: number[], deviation: number, mean = 0) => {
    const count = shape.reduce((product, size) => product * size, 1);
    const values = Float32Array.from({ length: count }, () => mean + deviation * random());
    tensors.set(name, { type: 'F32', shape, bytes: new Uint8Array(values.buffer) });
  };
  const linear = (name: string, inputs: number, outputs: number) => {
    put(`${name}.weight`, [outputs, inputs], 1 / Math.sqrt(inputs));
    put(`${name}.bias`, [outputs], 0.02);
  };
  const norm = (name: string) => {
    put(`${name}.weight`, [config.dim], 0.1, 1);
    put(`${name}.bias`, [config.dim], 0.02);
  };
  const { dim, hidden } = config;
  for (const [i, [inputs, outputs]] of patchLayerSizes(config).entries())
    linear(`patch.${i}`, inputs, outputs);
  put('position', [tokenCount(config), dim], 0.5);
  for (let i = 0; i < config.blocks; i++) {
    norm(`blocks.${i}.norm1`);
    linear(`blocks.${i}.qkv`, dim, 3 * dim);
    linear(`blocks.${i}.proj`, dim, dim);
    norm(`blocks.${i}.norm2`);
    linear(`blocks.${i}.fc1`, dim, hidden);
    linear(`blocks.${i}.fc2`, hidden, dim);
    norm(`exitNorm.${i}`);
  }
  for (const [i, outputs] of [...config.head, OUTPUTS].entries()) {
    linear(`head.${i}`, config.head[i - 1] ?? dim, outputs);
  }
  return tensors;
}

/** The same as a safetensors file. */
export function randomWeights(config: TrackerConfig, seed: number): Uint8Array {
  return writeSafetensors({ tensors: randomTensors(config, seed), metadata: {} });
}

/** Normally distributed numbers (mulberry32 and Box-Muller). */
function normals(seed: number): () => number {
  let state = seed >>> 0;
  const uniform = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
}
