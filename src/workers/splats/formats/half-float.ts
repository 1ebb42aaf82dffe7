let table: Float32Array | null = null;

/** Values of all 65536 codes of IEEE 754 binary16, made on first use. */
export function halfValues(): Float32Array {
  table ??= Float32Array.from({ length: 65536 }, (_, code) => halfToNumber(code));
  return table;
}

function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}
