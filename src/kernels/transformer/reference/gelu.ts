const ROOT_2_OVER_PI = Math.sqrt(2 / Math.PI);

/** GELU in its tanh form (Hendrycks and Gimpel 2016), in place. */
export function gelu(values: Float32Array): Float32Array {
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    values[i] = 0.5 * x * (1 + Math.tanh(ROOT_2_OVER_PI * (x + 0.044715 * x ** 3)));
  }
  return values;
}
