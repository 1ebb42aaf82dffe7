import { type BSpline, evaluateBSpline } from './b-spline.ts';
import model from './sensitivity-model.json' with { type: 'json' };

/** Contrast sensitivity over spatial frequency, luminance and eccentricity, on a regular grid of 32 × 32 × 32. */
export interface SensitivityTable {
  /** log2 of spatial frequency in cycles per degree, (32). */
  readonly rho: Float32Array;
  /** log2 of luminance in cd/m², (32). */
  readonly luminance: Float32Array;
  /** Square root of eccentricity in degrees, (32). */
  readonly eccentricity: Float32Array;
  /** log2 of sensitivity at 0 Hz, [luminance][rho][eccentricity]. */
  readonly sustained: Float32Array;
  /** The same at 5 Hz. */
  readonly transient: Float32Array;
}

const { size } = model.axes;

let table: SensitivityTable | null = null;

/**
 * Contrast sensitivity of FovVideoVDP (before its gain of 16.26 dB), evaluated once from a compact model of its tables
 * (`sensitivity-model.json`, made by training/csf/fit.py): within 0.001 of them in log2 everywhere.
 *
 * The model: eccentricity moves sensitivity along log2 frequency by cortical magnification, x = log2 rho + a log2((e + e2) / e2);
 * over x and luminance it is a surface of low rank, B-splines times samples; flicker at 5 Hz multiplies it by a function of x.
 * Below 1e-4 sensitivity is clamped.
 */
export function sensitivityTable(): SensitivityTable {
  table ??= evaluateTable();
  return table;
}

function evaluateTable(): SensitivityTable {
  const rho = axis(model.axes.log2Rho);
  const luminance = axis(model.axes.log2Luminance);
  const eccentricity = axis(model.axes.rootEccentricity);
  const sustained = new Float32Array(size ** 3);
  const transient = new Float32Array(size ** 3);
  for (let f = 0; f < size; f++) {
    for (let e = 0; e < size; e++) {
      const x = rho[f]! + frequencyShift(eccentricity[e]! ** 2);
      const alongX = surfaceSplines.map((spline) => evaluateBSpline(spline, x));
      const ratio = evaluateBSpline(model.ratio, x);
      for (let y = 0; y < size; y++) {
        const place = (y * size + f) * size + e;
        const value = x > model.floorBeyondX ? model.floor : surfaceAt(alongX, y);
        sustained[place] = Math.max(model.floor, value);
        transient[place] = Math.max(model.floor, value + ratio);
      }
    }
  }
  return { rho, luminance, eccentricity, sustained, transient };
}

const surfaceSplines: readonly BSpline[] = model.surface.alongX.map((coefficients) => ({
  knots: model.surface.knots,
  coefficients,
}));

function surfaceAt(alongX: readonly number[], y: number): number {
  let sum = 0;
  for (let k = 0; k < alongX.length; k++) sum += alongX[k]! * model.surface.alongLuminance[k]![y]!;
  return sum;
}

/** By how many octaves a frequency seems higher at `degrees` from the gaze than at its centre. */
function frequencyShift(degrees: number): number {
  const { exponent, halvingDeg } = model.magnification;
  return exponent * Math.log2((degrees + halvingDeg) / halvingDeg);
}

function axis([first, last]: readonly number[]): Float32Array {
  return Float32Array.from({ length: size }, (_, index) => first! + ((last! - first!) * index) / (size - 1));
}
