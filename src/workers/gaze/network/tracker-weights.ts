import {
  floatsOf,
  readSafetensors,
  type Safetensors,
  SafetensorsError,
} from '../../../compression/safetensors.ts';
import type { BlockWeights, LinearWeights, NormWeights } from '../../../kernels/transformer/encoder.ts';
import { OUTPUTS, type TrackerConfig, tokenCount } from '../tracker-config.ts';
import { patchCells } from './patch-cells.ts';

/** Of every LayerNorm of the network. */
export const EPSILON = 1e-6;

/** Weights of a tracker, as floats. */
export interface TrackerWeights {
  /** See `TrackerConfig.embed`; GELU between. */
  readonly patch: readonly LinearWeights[];
  /** (tokens, dim) */
  readonly position: Float32Array;
  readonly blocks: readonly BlockWeights[];
  /** One for each exit. */
  readonly exitNorms: readonly NormWeights[];
  /** ReLU between. */
  readonly head: readonly LinearWeights[];
}

/**
 * Reads the tensors of a tracker by name.
 * @param bytes a safetensors file
 * @throws SafetensorsError when the file is damaged, or a tensor is missing, of another shape, or holds what is no number
 */
export function readTrackerWeights(bytes: Uint8Array, config: TrackerConfig): TrackerWeights {
  const tensors = new NamedTensors(readSafetensors(bytes), config.name);
  const { dim, hidden } = config;
  return {
    patch: patchLayers(tensors, config),
    position: tensors.floats('position', [tokenCount(config), dim]),
    blocks: Array.from({ length: config.blocks }, (_, i) => ({
      norm1: tensors.norm(`blocks.${i}.norm1`, dim),
      qkv: tensors.linear(`blocks.${i}.qkv`, dim, 3 * dim),
      proj: tensors.linear(`blocks.${i}.proj`, dim, dim),
      norm2: tensors.norm(`blocks.${i}.norm2`, dim),
      fc1: tensors.linear(`blocks.${i}.fc1`, dim, hidden),
      fc2: tensors.linear(`blocks.${i}.fc2`, hidden, dim),
    })),
    exitNorms: Array.from({ length: config.blocks }, (_, i) => tensors.norm(`exitNorm.${i}`, dim)),
    head: [...config.head, OUTPUTS].map((outputs, i) =>
      tensors.linear(`head.${i}`, config.head[i - 1] ?? dim, outputs),
    ),
  };
}

function patchLayers(tensors: NamedTensors, config: TrackerConfig): LinearWeights[] {
  return patchLayerSizes(config).map(([inputs, outputs], i) => tensors.linear(`patch.${i}`, inputs, outputs));
}

/** Inputs and outputs of the layers that embed a patch. */
export function patchLayerSizes(config: TrackerConfig): [number, number][] {
  const { embed, dim } = config;
  const inputs = [patchCells(config).edge ** 2, ...embed.map((width) => 4 * width)];
  return [...embed, dim].map((outputs, i) => [inputs[i]!, outputs]);
}

class NamedTensors {
  constructor(
    private readonly file: Safetensors,
    private readonly network: string,
  ) {}

  linear(name: string, inputs: number, outputs: number): LinearWeights {
    return {
      weight: this.floats(`${name}.weight`, [outputs, inputs]),
      bias: this.floats(`${name}.bias`, [outputs]),
    };
  }

  norm(name: string, dim: number): NormWeights {
    return { weight: this.floats(`${name}.weight`, [dim]), bias: this.floats(`${name}.bias`, [dim]) };
  }

  floats(name: string, shape: readonly number[]): Float32Array {
    const tensor = this.file.tensors.get(name);
    if (!tensor) {
      throw new SafetensorsError(`The file is no tracker of the ${this.network} size: it lacks “${name}”.`);
    }
    if (tensor.shape.join() !== shape.join()) {
      throw new SafetensorsError(
        `Tensor “${name}” has the shape [${tensor.shape.join(', ')}]; a tracker of the ${this.network} size wants [${shape.join(', ')}].`,
      );
    }
    const values = floatsOf(name, tensor);
    if (!values.every(Number.isFinite)) {
      throw new SafetensorsError(`Tensor “${name}” holds values that are no finite numbers.`);
    }
    return values;
  }
}
