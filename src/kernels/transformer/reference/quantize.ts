const { fround } = Math;

/** The nearest integer, of two the even one, as the kernels round. */
export function nearestEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** A row as 7-bit codes: value ≈ scale · (code − zero). */
export interface QuantizedRow {
  readonly codes: Uint8Array;
  readonly scale: number;
  readonly zero: number;
}

/** Rows whose step is smaller count as 0. */
const LEAST_STEP = 1e-37;

/** Codes 0..127 over the range of a row, which is taken to include 0; all steps in single precision. */
export function quantizeRow(values: Float32Array): QuantizedRow {
  let low = 0;
  let high = 0;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const scale = fround(fround(high - low) / 127);
  const inverse = scale > LEAST_STEP ? fround(1 / scale) : 0;
  // Not -0.
  const zero = nearestEven(fround(-low * inverse)) + 0;
  const codes = Uint8Array.from(values, (value) =>
    Math.min(127, Math.max(0, nearestEven(fround(value * inverse)) + zero)),
  );
  return { codes, scale, zero };
}

/** A row as whole numbers of -2047..2047, value ≈ scale · code; all steps in single precision. */
export function quantizeRowFinely(values: Float32Array): {
  readonly codes: Int16Array;
  readonly scale: number;
} {
  const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const scale = fround(most / 2047);
  const inverse = scale > LEAST_STEP ? fround(1 / scale) : 0;
  return { codes: Int16Array.from(values, (value) => nearestEven(fround(value * inverse))), scale };
}
