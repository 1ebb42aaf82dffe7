import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LINEAR_FIELDS, placeFineLinear, placeLinear } from './packed-linear.ts';
import { FINE, type QuantizedLinear, quantizeLinear } from './quantize-linear.ts';
import { gemmRow } from './reference/gemm.ts';
import { linear } from './reference/linear.ts';
import { nearestEven, type QuantizedRow, quantizeRow, quantizeRowFinely } from './reference/quantize.ts';
import { KernelLab, VARIANTS, type Variant } from './reference/test-support/kernel-lab.ts';
import { randomFloats } from './reference/test-support/random-floats.ts';

const fours = (rows: number) => 4 * Math.ceil(rows / 4);

/** Quantizes rows by the kernel: codes and parameters where `gemm` wants them. */
function quantized(lab: KernelLab, rows: Float32Array, width: number) {
  const count = rows.length / width;
  const bytes: number = lab.kernels.INPUT_BYTES.value;
  const codes = lab.arena.take(bytes * fours(count) * width);
  const parameters = lab.arena.take(8 * fours(count));
  lab.kernels.quantizeRows(lab.place(rows), count, width, codes, parameters);
  const { buffer } = lab.arena.memory;
  const Codes = bytes === 1 ? Uint8Array : Int16Array;
  const found = Array.from({ length: count }, (_, row): QuantizedRow => {
    const view = new Codes(buffer, codes + bytes * row * width, width);
    return {
      codes: Uint8Array.from(view),
      scale: new Float32Array(buffer, parameters + 8 * row, 1)[0]!,
      zero: new Int32Array(buffer, parameters + 8 * row + 4, 1)[0]!,
    };
  });
  return { codes, parameters, found };
}

function rowsOf(rows: Float32Array, width: number): QuantizedRow[] {
  return Array.from({ length: rows.length / width }, (_, row) =>
    quantizeRow(rows.subarray(row * width, (row + 1) * width)),
  );
}

type Multiply = 'gemm' | 'gemmSplit';

/** The fused one of the relaxed build is tested in a browser: the first compiler of V8 11 (Node 20) gets its instruction wrong. */
const PRODUCTS: readonly (readonly [Variant, Multiply])[] = [
  ['simd', 'gemm'],
  ...VARIANTS.map((variant) => [variant, 'gemmSplit'] as const),
];

function multiply(variant: Variant, how: Multiply, rows: Float32Array, layer: QuantizedLinear): Float32Array {
  const lab = new KernelLab(variant);
  const count = rows.length / layer.inputs;
  const { codes, parameters } = quantized(lab, rows, layer.inputs);
  const out = lab.room(fours(count) * layer.outputs + 4);
  lab.kernels[how](codes, parameters, count, placeLinear(lab.arena, layer), out);
  expect(lab.read(out + 4 * fours(count) * layer.outputs, 4)).toEqual(new Float32Array(4).fill(-1234.5));
  return lab.read(out, count * layer.outputs);
}

const wanted = (rows: Float32Array, layer: QuantizedLinear) =>
  Float32Array.from(rowsOf(rows, layer.inputs).flatMap((row) => [...gemmRow(row, layer)]));

describe('quantized rows', () => {
  it('rounds halves to even numbers', () => {
    expect([-1.5, -0.5, 0.5, 1.5, 2.5, 2.4999, -2.7].map(nearestEven)).toEqual([-2, 0, 0, 2, 2, 2, -3]);
  });

  it.each(VARIANTS)('%s gives the codes of the reference', (variant) => {
    const width = 40;
    const rows = randomFloats(1, 9 * width);
    // Rows of one sign, of one value, of nothing, and of a lone large value.
    rows.subarray(width, 2 * width).forEach((value, i, row) => {
      row[i] = Math.abs(value) + 3;
    });
    rows.subarray(2 * width, 3 * width).forEach((value, i, row) => {
      row[i] = -Math.abs(value);
    });
    rows.fill(0.25, 3 * width, 4 * width);
    rows.fill(0, 4 * width, 5 * width);
    rows[5 * width + 7] = 1e6;
    rows.subarray(6 * width, 7 * width).forEach((value, i, row) => {
      row[i] = value * 1e-39;
    });
    const { found } = quantized(new KernelLab(variant), rows, width);
    expect(found).toEqual(rowsOf(rows, width));
    for (const { codes } of found) expect(Math.max(...codes)).toBeLessThanOrEqual(127);
  });

  it('is off by half a step at most', () => {
    const row = randomFloats(2, 64);
    const { codes, scale, zero } = quantizeRow(row);
    for (const [i, code] of codes.entries()) {
      expect(Math.abs(scale * (code - zero) - row[i]!)).toBeLessThan(1.01 * scale);
    }
  });
});

describe('product of quantized rows and weights', () => {
  it('the block has the fields of the kernel, in order', () => {
    const source = readFileSync(new URL('./assembly/linear-block.ts', import.meta.url), 'utf8');
    expect([...source.matchAll(/^ {2}(\w+): \w+;/gm)].map(([, name]) => name)).toEqual([...LINEAR_FIELDS]);
  });

  it.each(PRODUCTS)('%s %s is the reference to the bit', (variant, how) => {
    for (const [rows, inputs, outputs] of [
      [1, 8, 8],
      [3, 16, 24],
      [4, 40, 8],
      [6, 24, 32],
      [48, 128, 64],
      [5, 1536, 16],
    ] as const) {
      const layer = quantizeLinear(randomFloats(3, inputs * outputs), randomFloats(4, outputs));
      const values = randomFloats(rows, rows * inputs);
      expect(multiply(variant, how, values, layer), `${rows} × ${inputs} × ${outputs}`).toEqual(
        wanted(values, layer),
      );
    }
  });

  it.each(PRODUCTS)('%s %s does not saturate at the largest codes', (variant, how) => {
    const [inputs, outputs] = [64, 8];
    for (const sign of [1, -1]) {
      const layer = quantizeLinear(new Float32Array(inputs * outputs).fill(sign), new Float32Array(outputs));
      const values = new Float32Array(inputs).fill(2);
      const out = multiply(variant, how, values, layer);
      expect(out).toEqual(wanted(values, layer));
      expect(out[0]).toBeCloseTo(sign * 2 * inputs, 3);
    }
  });

  it.each(VARIANTS)('%s: the fine product is the reference to the bit', (variant) => {
    for (const [rows, inputs, outputs] of [
      [1, 8, 8],
      [5, 40, 24],
      [48, 128, 16],
      [4, 512, 8],
    ] as const) {
      const lab = new KernelLab(variant);
      const values = randomFloats(rows, rows * inputs);
      // Of equal signs and sizes: the largest sums.
      if (inputs === 512) values.fill(3);
      const weights = inputs === 512 ? new Float32Array(8 * 512).fill(-1) : randomFloats(3, inputs * outputs);
      const layer = quantizeLinear(weights, randomFloats(4, outputs), FINE);
      const codes = lab.arena.take(2 * fours(rows) * inputs);
      const scales = lab.arena.take(4 * fours(rows));
      const out = lab.room(fours(rows) * outputs + 4);
      lab.kernels.quantizeRowsFinely(lab.place(values), rows, inputs, codes, scales);
      lab.kernels.fineGemm(codes, scales, rows, placeFineLinear(lab.arena, layer), out);
      for (let row = 0; row < rows; row++) {
        const coded = quantizeRowFinely(values.slice(row * inputs, (row + 1) * inputs));
        expect(lab.read(out + 4 * row * outputs, outputs)).toEqual(gemmRow(coded, layer));
      }
      expect(lab.read(out + 4 * fours(rows) * outputs, 4)).toEqual(new Float32Array(4).fill(-1234.5));
    }
  });

  it('refuses fine layers whose sums could overflow', () => {
    const layer = quantizeLinear(new Float32Array(520 * 8), new Float32Array(8), FINE);
    expect(() => placeFineLinear(new KernelLab('simd').arena, layer)).toThrow('520 inputs could overflow');
  });

  it('keeps to the float product', () => {
    const [inputs, outputs, rows] = [256, 32, 20];
    const weights = randomFloats(5, inputs * outputs, 0.05);
    const bias = randomFloats(6, outputs, 0.1);
    const values = randomFloats(7, rows * inputs);
    const exact = linear(values, weights, bias);
    const found = wanted(values, quantizeLinear(weights, bias));
    const rms = (list: Float32Array) =>
      Math.sqrt(list.reduce((sum, value) => sum + value * value, 0) / list.length);
    expect(rms(found.map((value, i) => value - exact[i]!)) / rms(exact)).toBeLessThan(0.02);
  });

  it('a layer of zeros gives its bias', () => {
    const layer = quantizeLinear(new Float32Array(64), Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8]));
    expect([...multiply('simd', 'gemm', randomFloats(8, 8), layer)]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('refuses sizes that do not fill its tiles', () => {
    const layer = quantizeLinear(new Float32Array(12 * 8), new Float32Array(8));
    expect(() => placeLinear(new KernelLab('simd').arena, layer)).toThrow('12 inputs and 8 outputs');
  });
});
