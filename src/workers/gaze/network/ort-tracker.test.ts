import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OnnxGraph } from '../../../compression/onnx-graph.ts';
import type { ExitEstimate } from '../tracker.ts';
import { HEADSET, type TrackerConfig } from '../tracker-config.ts';
import { FloatTracker } from './float-tracker.ts';
import { OrtTracker, TrackerModelError } from './ort-tracker.ts';
import { randomWeights } from './test-support/random-weights.ts';
import { trackerOnnx } from './tracker-onnx.ts';
import { readTrackerWeights } from './tracker-weights.ts';

const SMALL: TrackerConfig = {
  ...HEADSET,
  width: 48,
  height: 32,
  patch: 8,
  embed: [16],
  dim: 32,
  heads: 2,
  hidden: 40,
  head: [12],
};

const image = Uint8Array.from({ length: 48 * 32 }, (_, i) => 128 + 100 * Math.sin(i / 9));

/** A model that maps zeros of one shape to zeros of another. */
function modelOf(input: string, inputShape: number[], output: string, outputShape: number[]): Uint8Array {
  const graph = new OnnxGraph('other', 17);
  const x = graph.input(input, inputShape);
  const sum = graph.add('ReduceSum', [x], { keepdims: { int: 0 } });
  graph.output(output, graph.add('Expand', [sum, graph.integers(outputShape)]), outputShape);
  return graph.finish();
}

describe.each([
  ['two layers', SMALL],
  ['one layer', { ...SMALL, embed: [] }],
])('the network by ONNX Runtime Web, %s', (_, config) => {
  const weights = readTrackerWeights(randomWeights(config, 4), config);
  let tracker: OrtTracker;
  beforeAll(async () => {
    tracker = await OrtTracker.create(trackerOnnx(config, weights), config);
  });
  afterAll(() => tracker.release());

  it('gives what the floats give', async () => {
    const wanted: ExitEstimate[] = [];
    new FloatTracker(config, weights).run(image, null, 1, (estimate) => {
      wanted.push({ ...estimate });
      return 'continue';
    });
    const found = await tracker.run(image);
    expect(found).toHaveLength(6);
    for (const [i, { exit, yawDeg, pitchDeg, openness }] of found.entries()) {
      expect(exit).toBe(i + 1);
      expect(yawDeg).toBeCloseTo(wanted[i]!.yawDeg, 2);
      expect(pitchDeg).toBeCloseTo(wanted[i]!.pitchDeg, 2);
      expect(openness).toBeCloseTo(wanted[i]!.openness, 4);
    }
  });

  it('refuses an image of another size', async () => {
    await expect(tracker.run(image.subarray(1))).rejects.toThrow('must have 48 × 32 = 1536 pixels');
  });
});

describe('a model that is no tracker', () => {
  it.each([
    ['no model', new Uint8Array([1, 2, 3]), /^ONNX Runtime cannot open the model: /],
    [
      'other names',
      modelOf('x', [1, 1, 32, 48], 'y', [6, 3]),
      'The model maps “x” to “y”; a tracker maps “image” to “exits”.',
    ],
    [
      'another image',
      modelOf('image', [1, 1, 224, 224], 'exits', [6, 3]),
      "The model's input is float32 [1, 1, 224, 224]; a tracker's is float32 [1, 1, 32, 48].",
    ],
    ['an image with batches', modelOf('image', [1, 32, 48], 'exits', [6, 3]), 'float32 [1, 32, 48]'],
    [
      'fewer exits',
      modelOf('image', [1, 1, 32, 48], 'exits', [4, 3]),
      "The model's output “exits” is float32 of shape [4, 3], not float32 [6, 3].",
    ],
  ])('refuses %s in one sentence', async (_, bytes, sentence) => {
    const error = await OrtTracker.create(bytes, SMALL).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(TrackerModelError);
    expect((error as Error).message).toMatch(sentence);
  });
});
