const BINS = 12;

/** Orders the range along the best axis and returns where to cut it (surface area heuristic over bins of centres). */
export function chooseSplit(
  order: Int32Array,
  lo: number,
  hi: number,
  centers: Float64Array,
  corners: readonly number[],
): { axis: number; mid: number } {
  let best = { cost: Infinity, axis: 0, cut: 0 };
  for (let axis = 0; axis < 3; axis++) {
    let from = Infinity;
    let to = -Infinity;
    for (let i = lo; i < hi; i++) {
      const c = centers[order[i]! * 3 + axis]!;
      from = Math.min(from, c);
      to = Math.max(to, c);
    }
    if (to - from < 1e-9) continue;
    const counts = new Float64Array(BINS);
    const boxes = Array.from({ length: BINS }, () => emptyBox());
    for (let i = lo; i < hi; i++) {
      const tri = order[i]!;
      const bin = Math.min(BINS - 1, Math.floor(((centers[tri * 3 + axis]! - from) / (to - from)) * BINS));
      counts[bin]! += 1;
      for (let k = 0; k < 9; k += 3)
        grow(boxes[bin]!, corners[tri * 9 + k]!, corners[tri * 9 + k + 1]!, corners[tri * 9 + k + 2]!);
    }
    const right = new Float64Array(BINS);
    const sweep = emptyBox();
    let count = 0;
    for (let b = BINS - 1; b > 0; b--) {
      merge(sweep, boxes[b]!);
      count += counts[b]!;
      right[b] = count > 0 ? halfArea(sweep) * count : 0;
    }
    const left = emptyBox();
    count = 0;
    for (let b = 0; b < BINS - 1; b++) {
      merge(left, boxes[b]!);
      count += counts[b]!;
      if (count === 0 || count === hi - lo) continue;
      const cost = halfArea(left) * count + right[b + 1]!;
      if (cost < best.cost) best = { cost, axis, cut: from + ((b + 1) * (to - from)) / BINS };
    }
  }
  const { axis, cut } = best;
  order.subarray(lo, hi).sort((a, b) => centers[a * 3 + axis]! - centers[b * 3 + axis]! || a - b);
  let mid = lo;
  while (mid < hi && centers[order[mid]! * 3 + axis]! < cut) mid++;
  return { axis, mid: mid <= lo || mid >= hi ? (lo + hi) >> 1 : mid };
}

const emptyBox = (): Float64Array =>
  Float64Array.of(Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity);

function grow(box: Float64Array, x: number, y: number, z: number): void {
  if (x < box[0]!) box[0] = x;
  if (y < box[1]!) box[1] = y;
  if (z < box[2]!) box[2] = z;
  if (x > box[3]!) box[3] = x;
  if (y > box[4]!) box[4] = y;
  if (z > box[5]!) box[5] = z;
}

function merge(into: Float64Array, box: Float64Array): void {
  if (box[0]! > box[3]!) return;
  grow(into, box[0]!, box[1]!, box[2]!);
  grow(into, box[3]!, box[4]!, box[5]!);
}

function halfArea(box: Float64Array): number {
  const w = box[3]! - box[0]!;
  if (!(w >= 0)) return 0;
  const h = box[4]! - box[1]!;
  const d = box[5]! - box[2]!;
  return w * h + h * d + d * w;
}
