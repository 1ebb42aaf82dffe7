import { counterHash } from '../../../../kernels/eye/counter-hash.ts';

/** Smooth noise between -1 and 1 with one random value at each whole point; `periodX` wraps it around, 0 = never. */
export function valueNoise(x: number, y: number, seed: number, periodX = 0): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const fx = smooth(x - column);
  const fy = smooth(y - row);
  const left = periodX > 0 ? column - periodX * Math.floor(column / periodX) : column;
  const right = periodX > 0 && left + 1 === periodX ? 0 : left + 1;
  const upper = mix(at(left, row, seed), at(right, row, seed), fx);
  const lower = mix(at(left, row + 1, seed), at(right, row + 1, seed), fx);
  return mix(upper, lower, fy);
}

/** Sum of octaves of it, each half as strong and twice as fine, scaled to about ±1. */
export function fractalNoise(x: number, y: number, seed: number, octaves: number): number {
  let sum = 0;
  let weight = 1;
  let scale = 1;
  let total = 0;
  for (let i = 0; i < octaves; i++) {
    sum += weight * valueNoise(x * scale, y * scale, seed + i);
    total += weight;
    weight /= 2;
    scale *= 2;
  }
  return sum / total;
}

/**
 * Writes fractal noise over a texture, drawn on every fourth texel and linear between: for what is much coarser than texels.
 * @param scale texels per unit of the noise, well above 4
 */
export function writeCoarseNoise(
  out: Float32Array,
  width: number,
  height: number,
  scale: number,
  seed: number,
  octaves: number,
): void {
  const columns = Math.ceil(width / STEP) + 1;
  let upper = new Float32Array(columns);
  let lower = new Float32Array(columns);
  const draw = (line: Float32Array, row: number) => {
    for (let i = 0; i < columns; i++) line[i] = fractalNoise((i * STEP) / scale, row / scale, seed, octaves);
  };
  draw(lower, 0);
  for (let row = 0; row < height; row++) {
    if (row % STEP === 0) {
      [upper, lower] = [lower, upper];
      draw(lower, row + STEP);
    }
    const down = (row % STEP) / STEP;
    for (let column = 0; column < width; column++) {
      const i = Math.floor(column / STEP);
      const across = column / STEP - i;
      out[row * width + column] = mix(
        mix(upper[i]!, upper[i + 1]!, across),
        mix(lower[i]!, lower[i + 1]!, across),
        down,
      );
    }
  }
}

const STEP = 4;

function at(column: number, row: number, seed: number): number {
  return counterHash(Math.imul(row, 7919) + column, seed) / 2 ** 31 - 1;
}

function smooth(x: number): number {
  return x * x * (3 - 2 * x);
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}
