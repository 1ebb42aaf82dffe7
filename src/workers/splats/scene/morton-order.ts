const BITS = 10;
const CELLS = 1 << BITS;

/** Spreads ten bits to every third place. */
function spread(value: number): number {
  let v = value;
  v = (v | (v << 16)) & 0x030000ff;
  v = (v | (v << 8)) & 0x0300f00f;
  v = (v | (v << 4)) & 0x030c30c3;
  return (v | (v << 2)) & 0x09249249;
}

/** Robust range of one coordinate: the middle 98 % of a sample, so that a few far outliers do not coarsen the grid. */
function range(positions: Float32Array, axis: number, count: number): [number, number] {
  const step = Math.max(1, Math.floor(count / 4096));
  const sample = new Float32Array(Math.ceil(count / step));
  for (let i = 0; i < sample.length; i++) sample[i] = positions[3 * i * step + axis]!;
  sample.sort();
  const edge = Math.floor(sample.length * 0.01);
  return [sample[edge]!, sample[sample.length - 1 - edge]!];
}

/**
 * Indices of splats along a Morton (Z-order) curve of 1024³ cells: neighbours in the result are neighbours in space.
 * Stable radix sort in three passes of ten bits.
 * @param positions (count, 3)
 */
export function mortonOrder(positions: Float32Array, count: number): Uint32Array {
  const codes = new Uint32Array(count);
  for (let axis = 0; axis < 3; axis++) {
    const [low, high] = range(positions, axis, count);
    const scale = high > low ? CELLS / (high - low) : 0;
    for (let i = 0; i < count; i++) {
      const cell = Math.floor((positions[3 * i + axis]! - low) * scale);
      codes[i] = codes[i]! | (spread(Math.min(CELLS - 1, Math.max(0, cell))) << axis);
    }
  }
  let from = new Uint32Array(count);
  let to = new Uint32Array(count);
  for (let i = 0; i < count; i++) from[i] = i;
  const offsets = new Uint32Array(CELLS);
  for (let shift = 0; shift < 3 * BITS; shift += BITS) {
    offsets.fill(0);
    for (let i = 0; i < count; i++) offsets[(codes[i]! >>> shift) & (CELLS - 1)]!++;
    let total = 0;
    for (let bin = 0; bin < CELLS; bin++) {
      const size = offsets[bin]!;
      offsets[bin] = total;
      total += size;
    }
    for (let i = 0; i < count; i++) {
      const index = from[i]!;
      const bin = (codes[index]! >>> shift) & (CELLS - 1);
      to[offsets[bin]!++] = index;
    }
    [from, to] = [to, from];
  }
  return from;
}
