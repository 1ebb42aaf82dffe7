import { describe, expect, it } from 'vitest';
import { SafetensorsError, type Tensor } from '../../../compression/safetensors.ts';
import { writeSafetensors } from '../../../compression/write-safetensors.ts';
import { HEADSET, PAPER } from '../tracker-config.ts';
import { loadTracker } from './load-tracker.ts';
import { randomTensors } from './test-support/random-weights.ts';
import { readTrackerWeights } from './tracker-weights.ts';

const TENSORS = randomTensors(HEADSET, 3);

function fileWith(change: (tensors: Map<string, Tensor>) => void): Uint8Array {
  const tensors = new Map(TENSORS);
  change(tensors);
  return writeSafetensors({ tensors, metadata: {} });
}

const floats = (shape: number[], value: number): Tensor => ({
  type: 'F32',
  shape,
  bytes: new Uint8Array(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(value).buffer),
});

describe('weights of a tracker', () => {
  it('finds every tensor by its name', () => {
    const weights = readTrackerWeights(
      fileWith(() => {}),
      HEADSET,
    );
    expect(weights.patch.map(({ bias }) => bias.length)).toEqual([32, 64, 128]);
    expect(weights.position.length).toBe(48 * 128);
    expect(weights.blocks).toHaveLength(6);
    expect(weights.head.map(({ bias }) => bias.length)).toEqual([128, 64, 3]);
    const named = (name: string) => new Float32Array(TENSORS.get(name)!.bytes.buffer);
    expect(weights.blocks[4]!.fc2.weight).toEqual(named('blocks.4.fc2.weight'));
    expect(weights.exitNorms[5]!.bias).toEqual(named('exitNorm.5.bias'));
    expect(weights.head[2]!.weight).toEqual(named('head.2.weight'));
  });

  it('counts as many weights as it says', () => {
    const count = (tensors: Map<string, Tensor>) =>
      [...tensors.values()].reduce((sum, { bytes }) => sum + bytes.length / 4, 0);
    expect(count(TENSORS) / 1e6).toBeCloseTo(0.87, 2);
    expect(count(randomTensors(PAPER, 1)) / 1e6).toBeCloseTo(11.18, 1);
  });

  it.each<[string, (tensors: Map<string, Tensor>) => void, string]>([
    [
      'a missing tensor',
      (tensors) => tensors.delete('blocks.5.qkv.bias'),
      'The file is no tracker of the headset size: it lacks “blocks.5.qkv.bias”.',
    ],
    [
      'another shape',
      (tensors) => tensors.set('blocks.0.fc1.weight', floats([128, 256], 0)),
      'Tensor “blocks.0.fc1.weight” has the shape [128, 256]; a tracker of the headset size wants [256, 128].',
    ],
    [
      'integers',
      (tensors) => tensors.set('head.2.bias', { type: 'I8', shape: [3], bytes: new Uint8Array(3) }),
      'Tensor “head.2.bias” holds I8 where floats are wanted.',
    ],
    [
      'values that are none',
      (tensors) => tensors.set('exitNorm.2.weight', floats([128], Number.NaN)),
      'Tensor “exitNorm.2.weight” holds values that are no finite numbers.',
    ],
  ])('refuses %s', (_, change, sentence) => {
    const load = () => loadTracker(fileWith(change), HEADSET, null);
    expect(load).toThrow(SafetensorsError);
    expect(load).toThrow(sentence);
  });

  it('refuses a network of another size', () => {
    expect(() =>
      readTrackerWeights(
        fileWith(() => {}),
        PAPER,
      ),
    ).toThrow('of the paper size');
  });
});
