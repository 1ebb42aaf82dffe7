import { describe, expect, it } from 'vitest';
import { packFloats } from './packed-linear.ts';
import * as reference from './reference/attention.ts';
import * as activation from './reference/gelu.ts';
import * as norm from './reference/layer-norm.ts';
import { linear, rectify } from './reference/linear.ts';
import { patchRows } from './reference/patch-rows.ts';
import { KernelLab, VARIANTS } from './reference/test-support/kernel-lab.ts';
import { randomFloats } from './reference/test-support/random-floats.ts';
import { keepTokens, meanOfChannels, meanOfTokens } from './reference/tokens.ts';

function expectClose(found: Float32Array, wanted: Float32Array, error: number, what = ''): void {
  expect(found.length).toBe(wanted.length);
  const off = found.findIndex((value, i) => !(Math.abs(value - wanted[i]!) <= error));
  if (off >= 0) expect(found[off], `${what} at ${off}`).toBe(wanted[off]);
}

describe.each(VARIANTS)('float kernels, %s', (variant) => {
  it('LayerNorm', () => {
    for (const width of [4, 64, 132]) {
      const lab = new KernelLab(variant);
      const rows = randomFloats(1, 5 * width, 3).map((value) => value + 2);
      rows.fill(7, width, 2 * width);
      const [weight, bias] = [randomFloats(2, width), randomFloats(3, width)];
      const [from, to] = [lab.place(rows), lab.room(rows.length)];
      lab.kernels.layerNorm(from, 5, width, lab.place(weight), lab.place(bias), 1e-6, to);
      expectClose(lab.read(to, rows.length), norm.layerNorm(rows, weight, bias, 1e-6), 1e-5);
    }
  });

  it('GELU', () => {
    const lab = new KernelLab(variant);
    const values = Float32Array.from({ length: 4000 }, (_, i) => (i - 2000) / 150);
    values.set([0, -0, 1e-20, -1e-20, 100, -100, 1e18, -1e12]);
    const at = lab.place(values);
    lab.kernels.gelu(at, values.length);
    const found = lab.read(at, values.length);
    const wanted = activation.gelu(values.slice());
    for (const [i, value] of found.entries()) {
      expect(Math.abs(value - wanted[i]!), `GELU of ${values[i]}`).toBeLessThanOrEqual(
        1e-6 * Math.max(1, Math.abs(wanted[i]!)),
      );
    }
  });

  it.each([
    [1, 8, 1],
    [7, 32, 4],
    [8, 16, 2],
    [48, 128, 4],
    [39, 48, 3],
  ])('attention of %d tokens', (tokens, dim, heads) => {
    const lab = new KernelLab(variant);
    const room = tokens + 3;
    const rows = new Float32Array(room * 3 * dim);
    rows.set(randomFloats(4, tokens * 3 * dim, 2));
    const to = lab.room(room * dim);
    const padded = 8 * Math.ceil(tokens / 8);
    const scratch = lab.room((dim / heads + 4) * padded + 4);
    lab.kernels.attention(lab.place(rows), tokens, dim, heads, to, scratch);
    const wanted = reference.attention(rows.subarray(0, tokens * 3 * dim), dim, heads);
    expectClose(lab.read(to, tokens * dim), wanted, 5e-6);
    const behind = lab.read(scratch + 4 * (dim / heads + 4) * padded, 4);
    expect(behind).toEqual(new Float32Array(4).fill(-1234.5));
  });

  it('attention where scores are far apart', () => {
    const lab = new KernelLab(variant);
    const rows = randomFloats(5, 4 * 24, 300);
    const to = lab.room(4 * 8);
    lab.kernels.attention(lab.place(rows), 4, 8, 1, to, lab.room(12 * 8));
    expectClose(lab.read(to, 32), reference.attention(rows, 8, 1), 1e-2);
  });

  it('a layer on one vector', () => {
    for (const [inputs, outputs] of [
      [128, 64],
      [4, 3],
    ] as const) {
      const lab = new KernelLab(variant);
      const [from, weights] = [randomFloats(6, inputs), randomFloats(7, inputs * outputs, 0.1)];
      const bias = randomFloats(8, outputs);
      const to = lab.room(outputs);
      const places = [lab.place(from), lab.place(weights), lab.place(bias)] as const;
      lab.kernels.dense(...places, inputs, outputs, 0, to);
      expectClose(lab.read(to, outputs), linear(from, weights, bias), 1e-5);
      lab.kernels.dense(...places, inputs, outputs, 1, to);
      expectClose(lab.read(to, outputs), rectify(linear(from, weights, bias)), 1e-5);
    }
  });

  it('a layer on rows of floats', () => {
    for (const [rows, inputs, outputs] of [
      [1, 8, 8],
      [6, 40, 24],
      [48, 256, 16],
    ] as const) {
      const lab = new KernelLab(variant);
      const weights = randomFloats(20, inputs * outputs, 0.1);
      const [values, bias] = [randomFloats(21, rows * inputs), randomFloats(22, outputs)];
      const from = lab.room((rows + 3) * inputs);
      lab.arena.floats(from, values.length).set(values);
      const room = 4 * Math.ceil(rows / 4) * outputs;
      const to = lab.room(room + 4);
      const packed = lab.place(packFloats(weights, inputs, outputs));
      lab.kernels.floatGemm(from, rows, packed, lab.place(bias), inputs, outputs, to);
      expectClose(lab.read(to, rows * outputs), linear(values, weights, bias), 1e-5);
      expect(lab.read(to + 4 * room, 1)[0]).toBe(-1234.5);
    }
  });

  it('sums of rows', () => {
    const lab = new KernelLab(variant);
    const [a, b] = [randomFloats(9, 24), randomFloats(10, 24)];
    const to = lab.place(a);
    lab.kernels.addRows(to, lab.place(b), 24);
    expect(lab.read(to, 24)).toEqual(a.map((value, i) => value + b[i]!));
  });

  it('patches of a picture', () => {
    const lab = new KernelLab(variant);
    const [width, height] = [24, 16];
    const pixels = Uint8Array.from({ length: width * height }, (_, i) => (i * 37) & 255);
    const from = lab.arena.take(pixels.length);
    lab.arena.bytes(from, pixels.length).set(pixels);
    for (const grid of [
      { width, patch: 8, left: 0, top: 0, columns: 3, rows: 2 },
      { width, patch: 8, left: 1, top: 1, columns: 2, rows: 1 },
      { width, patch: 4, left: 5, top: 3, columns: 1, rows: 1 },
    ]) {
      const wanted = patchRows(pixels, grid);
      const to = lab.room(wanted.length + 1);
      const { patch, left, top, columns, rows } = grid;
      lab.kernels.patchRows(from, width, patch, left, top, columns, rows, to);
      expect(lab.read(to, wanted.length)).toEqual(wanted);
      expect(lab.read(to + 4 * wanted.length, 1)[0]).toBe(-1234.5);
    }
  });

  it('means over tokens and over channels', () => {
    const lab = new KernelLab(variant);
    const rows = randomFloats(11, 7 * 12);
    const [from, to] = [lab.place(rows), lab.room(12)];
    lab.kernels.meanOfTokens(from, 7, 12, to);
    expectClose(lab.read(to, 12), meanOfTokens(rows, 12), 1e-6);
    lab.kernels.meanOfChannels(from, 7, 12, to);
    expectClose(lab.read(to, 7), meanOfChannels(rows, 12), 1e-6);
  });

  it('keeps the tokens of highest score in their order', () => {
    const dim = 4;
    for (const keep of [0, 1, 5, 9, 12]) {
      const lab = new KernelLab(variant);
      const rows = randomFloats(12, 12 * dim);
      const scores = Float32Array.from([3, 1, 2, 2, 9, Number.NaN, -1, 2, 0, -0, Number.NaN, 5]);
      const at = lab.place(rows);
      lab.kernels.keepTokens(at, 12, dim, lab.place(scores), keep);
      expect(lab.read(at, keep * dim), `${keep}`).toEqual(keepTokens(rows, dim, scores, keep));
    }
    const one = keepTokens(Float32Array.from([1, 2, 3]), 1, Float32Array.from([1, 5, 5]), 2);
    expect([...one]).toEqual([2, 3]);
  });
});
