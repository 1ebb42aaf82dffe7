/** x kept within 0 and 1. */
export function saturate(x: number): number {
  return x < 0 ? 0 : x > 1 ? 1 : x;
}

/** A bump of height 1 at 0 that falls to a quarter at ±1. */
export function bump(x: number): number {
  const s = 1 / (1 + x * x);
  return s * s;
}

/** Bilinear sample of a (height, width) texture whose first texel lies at (0, 0); held at its edges. */
export function sample(texture: Float32Array, width: number, height: number, x: number, y: number): number {
  const u = Math.min(width - 1.001, Math.max(0, x));
  const v = Math.min(height - 1.001, Math.max(0, y));
  const column = Math.floor(u);
  const row = Math.floor(v);
  const at = row * width + column;
  const upper = texture[at]! + (u - column) * (texture[at + 1]! - texture[at]!);
  const lower = texture[at + width]! + (u - column) * (texture[at + width + 1]! - texture[at + width]!);
  return upper + (v - row) * (lower - upper);
}
