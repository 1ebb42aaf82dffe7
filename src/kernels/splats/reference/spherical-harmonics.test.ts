import { describe, expect, it } from 'vitest';
import { SH_C0, shBasis } from './spherical-harmonics.ts';

const at = (x: number, y: number, z: number) => {
  const out = new Float64Array(16);
  shBasis(3, x, y, z, out);
  return out;
};

/** Associated Legendre P_l^m(t) with the Condon-Shortley phase, by the standard recurrences. */
function legendre(l: number, m: number, t: number): number {
  let mm = 1;
  for (let k = 1; k <= m; k++) mm *= -(2 * k - 1) * Math.sqrt(1 - t * t);
  if (l === m) return mm;
  let below = mm;
  let value = t * (2 * m + 1) * mm;
  for (let k = m + 2; k <= l; k++) {
    [below, value] = [value, ((2 * k - 1) * t * value - (k + m - 1) * below) / (k - m)];
  }
  return value;
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

/** Real harmonic by its textbook definition in angles. */
function harmonic(l: number, m: number, theta: number, phi: number): number {
  const k = Math.abs(m);
  const norm = Math.sqrt(((2 * l + 1) / (4 * Math.PI)) * (factorial(l - k) / factorial(l + k)));
  const p = norm * legendre(l, k, Math.cos(theta));
  if (m === 0) return p;
  return Math.SQRT2 * p * (m > 0 ? Math.cos(k * phi) : Math.sin(k * phi));
}

describe('shBasis', () => {
  it('equals the definition by associated Legendre functions, degree by degree', () => {
    for (const theta of [0.1, 0.8, 1.5, 2.9]) {
      for (const phi of [0, 0.7, 2.2, 5.1]) {
        const s = Math.sin(theta);
        const values = at(s * Math.cos(phi), s * Math.sin(phi), Math.cos(theta));
        for (let l = 0, k = 0; l <= 3; l++) {
          for (let m = -l; m <= l; m++, k++) expect(values[k]).toBeCloseTo(harmonic(l, m, theta, phi), 12);
        }
      }
    }
  });

  it('is orthonormal on the sphere', () => {
    // Midpoint in z and phi: phi is exact for these polynomials, z converges with the square of the step.
    const gram = new Float64Array(256);
    const zSteps = 2000;
    const phiSteps = 16;
    for (let i = 0; i < zSteps; i++) {
      const z = -1 + (2 * (i + 0.5)) / zSteps;
      const s = Math.sqrt(1 - z * z);
      for (let j = 0; j < phiSteps; j++) {
        const phi = (2 * Math.PI * (j + 0.5)) / phiSteps;
        const values = at(s * Math.cos(phi), s * Math.sin(phi), z);
        const weight = (2 / zSteps) * ((2 * Math.PI) / phiSteps);
        for (let a = 0; a < 16; a++) {
          for (let b = 0; b < 16; b++) gram[16 * a + b]! += weight * values[a]! * values[b]!;
        }
      }
    }
    for (let a = 0; a < 16; a++) {
      for (let b = 0; b < 16; b++) expect(gram[16 * a + b]).toBeCloseTo(a === b ? 1 : 0, 4);
    }
  });

  it('has the constants and signs that trained files assume', () => {
    expect(SH_C0).toBeCloseTo(0.28209479177387814, 15);
    expect(at(0, 1, 0)[1]).toBeCloseTo(-0.4886025119029199, 14);
    expect(at(0, 0, 1)[2]).toBeCloseTo(0.4886025119029199, 14);
    expect(at(1, 0, 0)[3]).toBeCloseTo(-0.4886025119029199, 14);
  });

  it('leaves higher degrees alone', () => {
    const out = new Float64Array(16).fill(7);
    shBasis(1, 0, 0, 1, out);
    expect([...out.subarray(4)]).toEqual(new Array(12).fill(7));
  });
});
