import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sensitivityTable } from './sensitivity.ts';

const TABLES = '../shared/data/vision/fovvideovdp';
const SIZE = 32;
/** What the splines may rise where the tables are flat. */
const RIPPLE = 1e-4;
const table = sensitivityTable();
const at = (values: Float32Array, y: number, f: number, e: number) => values[(y * SIZE + f) * SIZE + e]!;
/** Place of the sample nearest to `value`. */
const near = (axis: Float32Array, value: number) =>
  axis.reduce((best, x, k) => (Math.abs(x - value) < Math.abs(axis[best]! - value) ? k : best), 0);

function readTable(name: string) {
  const bytes = readFileSync(`${TABLES}/${name}`);
  const floats = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return { axes: floats.subarray(0, 3 * SIZE), log2: floats.subarray(3 * SIZE) };
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  expect(a.length).toBe(b.length);
  return a.reduce((most, value, k) => Math.max(most, Math.abs(value - b[k]!)), 0);
}

describe('sensitivityTable', () => {
  describe.skipIf(!existsSync(TABLES))(`against the authors' tables (skipped without ${TABLES})`, () => {
    it.each([
      ['csf_o0.f32', table.sustained],
      ['csf_o5.f32', table.transient],
    ])('is within 0.001 of %s in log2', (name, values) => {
      const { axes, log2 } = readTable(name);
      expect(largestDifference(table.rho, axes.subarray(0, 32))).toBeLessThan(1e-6);
      expect(largestDifference(table.luminance, axes.subarray(32, 64))).toBeLessThan(2e-6);
      expect(largestDifference(table.eccentricity, axes.subarray(64, 96))).toBeLessThan(2e-6);
      expect(largestDifference(values, log2)).toBeLessThanOrEqual(1e-3);
    });
  });

  it('is finite and never below 1e-4', () => {
    for (const values of [table.sustained, table.transient]) {
      expect(values.every((value) => value >= Math.fround(Math.log2(1e-4)) && value < 13)).toBe(true);
    }
  });

  it('falls with eccentricity from 4 cycles per degree up, at any luminance', () => {
    for (const values of [table.sustained, table.transient]) {
      for (let y = 0; y < SIZE; y++) {
        for (let f = near(table.rho, 2); f < SIZE; f++) {
          for (let e = 1; e < SIZE; e++) {
            expect(at(values, y, f, e)).toBeLessThanOrEqual(at(values, y, f, e - 1) + RIPPLE);
          }
        }
      }
    }
  });

  it('peaks at 0.8 to 2 cycles per degree in daylight and at lower frequencies in the dark', () => {
    const peak = (y: number) => {
      let best = 0;
      for (let f = 1; f < SIZE; f++) {
        if (at(table.sustained, y, f, 0) > at(table.sustained, y, best, 0)) best = f;
      }
      return 2 ** table.rho[best]!;
    };
    expect(peak(near(table.luminance, Math.log2(100)))).toBeGreaterThan(0.8);
    expect(peak(near(table.luminance, Math.log2(100)))).toBeLessThan(2);
    expect(peak(0)).toBeLessThan(0.4);
  });

  it('prefers flicker at low frequencies and stillness at high ones', () => {
    const y = near(table.luminance, Math.log2(100));
    expect(at(table.transient, y, 0, 0)).toBeGreaterThan(at(table.sustained, y, 0, 0) + 5);
    expect(at(table.transient, y, near(table.rho, 4), 0)).toBeLessThan(
      at(table.sustained, y, near(table.rho, 4), 0),
    );
  });

  it('is made once', () => {
    expect(sensitivityTable()).toBe(table);
  });
});
