import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encode } from 'fast-png';
import { afterAll, describe, expect, it } from 'vitest';
import { randomWeights } from '../../src/workers/gaze/network/test-support/random-weights.ts';
import { trackerOnnx } from '../../src/workers/gaze/network/tracker-onnx.ts';
import { readTrackerWeights } from '../../src/workers/gaze/network/tracker-weights.ts';
import { HEADSET, PAPER } from '../../src/workers/gaze/tracker-config.ts';
import { describeEstimate, estimateAll } from './estimate.ts';
import { parseEstimateOptions } from './estimate-options.ts';
import { UsageError } from './usage-error.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'gaze-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { width, height } = HEADSET;
const grey = Uint8Array.from({ length: width * height }, (_, i) => 120 + 90 * Math.sin(i / 40));
const in3 = Uint8Array.from({ length: 3 * width * height }, (_, i) => grey[Math.floor(i / 3)]!);

function file(name: string, bytes: Uint8Array): string {
  const at = path.join(folder, name);
  writeFileSync(at, bytes);
  return at;
}

const png = (name: string, data: Uint8Array, w = width, h = height, channels: 1 | 3 = 1) =>
  file(name, encode({ width: w, height: h, data, channels }));

const EYE = png('eye.png', grey);
const COLOUR = png('colour.png', in3, width, height, 3);
const WEIGHTS = file('made-up.safetensors', randomWeights(HEADSET, 9));
const ONNX = file(
  'made-up.onnx',
  trackerOnnx(HEADSET, readTrackerWeights(randomWeights(HEADSET, 9), HEADSET)),
);

const estimate = (...args: string[]) => estimateAll(parseEstimateOptions(args));

/** The sentence with which it is refused. */
async function refusal(...args: string[]): Promise<string> {
  const error = await (async () => estimate(...args))().then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  const { message } = error as UsageError;
  expect(message).not.toContain('\n');
  return message.replaceAll(folder, '…');
}

describe('estimates of eye images', () => {
  it('gives all exits of every image, in grey or in colour', async () => {
    const [a, b] = await estimate(EYE, COLOUR, '--model', WEIGHTS);
    expect(a!.exits.map(({ exit, tokens }) => [exit, tokens])).toEqual(
      [1, 2, 3, 4, 5, 6].map((exit) => [exit, 48]),
    );
    expect(b!.exits).toEqual(a!.exits);
    expect(describeEstimate(a!)).toMatch(/eye\.png\n {2}exit 1 {3}48 tokens {2}yaw +-?\d+\.\d\d° {2}pitch /);
  });

  it('reads folders, and prunes', async () => {
    const results = await estimate(folder, '--model', WEIGHTS, '--top-k', '0.5');
    expect(results.map(({ file: name }) => path.basename(name))).toEqual(['colour.png', 'eye.png']);
    expect(results[0]!.exits.map(({ tokens }) => tokens)).toEqual([48, 48, 24, 24, 12, 12]);
  });

  it('runs ONNX models, with nearly the same result', async () => {
    const [ours] = await estimate(EYE, '--model', WEIGHTS);
    const [theirs] = await estimate(EYE, '--model', ONNX);
    for (const [i, { yawDeg }] of theirs!.exits.entries()) {
      expect(Math.abs(yawDeg - ours!.exits[i]!.yawDeg)).toBeLessThan(3);
    }
    expect(describeEstimate(theirs!)).toContain('exit 6  yaw');
  });

  it('refuses in one sentence what it cannot use', async () => {
    const paper = file(
      'paper.onnx',
      trackerOnnx(
        { ...PAPER, blocks: 1 },
        readTrackerWeights(randomWeights({ ...PAPER, blocks: 1 }, 1), { ...PAPER, blocks: 1 }),
      ),
    );
    const model = ['--model', WEIGHTS];
    const [small, flat] = [
      png('s.PNG', grey.subarray(0, 64), 8, 8),
      png('f.PNG', new Uint8Array(12288).fill(7)),
    ];
    const text = file('text.txt', new TextEncoder().encode('no picture'));
    const empty = mkdtempSync(path.join(folder, 'empty-'));
    expect(await refusal()).toBe('Name an eye image or a folder of them.');
    expect(await refusal('nowhere.png', ...model)).toBe('nowhere.png is not there.');
    expect(await refusal(empty, ...model)).toMatch('There is no PNG in …/empty-');
    expect(await refusal(text, ...model)).toBe('…/text.txt cannot be read as PNG.');
    expect(await refusal(small, ...model)).toBe('…/s.PNG has 8 × 8 pixels; the tracker looks at 128 × 96.');
    expect(await refusal(flat, ...model)).toBe('…/f.PNG is one even grey: there is no eye in it.');
    expect(await refusal(EYE, '--model', 'gone.onnx')).toBe('gone.onnx cannot be read.');
    expect(await refusal(EYE, '--model', 'x.bin')).toMatch('wants a .safetensors or .onnx file');
    expect(await refusal(EYE, '--model', paper)).toBe(
      "…/paper.onnx: The model's input is float32 [1, 1, 224, 224]; a tracker's is float32 [1, 1, 96, 128].",
    );
    expect(await refusal(EYE, '--model', file('cut.safetensors', new Uint8Array(5)))).toMatch(
      'The file has 5 bytes, too few',
    );
    expect(await refusal(EYE, ...model, '--top-k', '0')).toMatch('--top-k wants a number above 0');
    expect(await refusal(EYE, '--model', ONNX, '--top-k', '0.5')).toMatch('--top-k goes with .safetensors');
    expect(await refusal(EYE, '--nonsense')).toMatch('nonsense');
  });
});
