/**
 * Axis-aligned bounds that hold the middle 98 % of the centres along each axis: minimum xyz, maximum xyz, metres. From a
 * sample of at most 20 000 centres.
 * @param positions (count, 3)
 */
export function sceneBounds(
  positions: Float32Array,
  count: number,
): [number, number, number, number, number, number] {
  const step = Math.max(1, Math.floor(count / 20_000));
  const low: number[] = [];
  const high: number[] = [];
  const sample = new Float32Array(Math.ceil(count / step));
  for (let axis = 0; axis < 3; axis++) {
    for (let i = 0; i < sample.length; i++) sample[i] = positions[3 * i * step + axis]!;
    sample.sort();
    const edge = Math.floor(sample.length * 0.01);
    low.push(sample[edge]!);
    high.push(sample[sample.length - 1 - edge]!);
  }
  return [low[0]!, low[1]!, low[2]!, high[0]!, high[1]!, high[2]!];
}
