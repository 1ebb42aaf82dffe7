const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** Code of the nearest IEEE 754 binary16; values beyond its range become infinite. */
export function halfCode(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (magnitude >= 65520) return sign | 0x7c00;
  if (magnitude < 2 ** -14) return sign | Math.round(magnitude * 2 ** 24);
  float[0] = magnitude;
  const exponent = (bits[0]! >>> 23) - 127;
  const fraction = Math.round((magnitude / 2 ** exponent - 1) * 1024);
  return sign | (((exponent + 15) << 10) + fraction);
}
