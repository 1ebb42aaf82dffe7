/** Rows of numbers that stand for many others. */
export interface VectorPalette {
  /** (size, width) */
  readonly rows: Float32Array;
  readonly size: number;
  /** Row of each vector, (count). */
  readonly labels: Uint32Array;
}

/** Power iterations towards the direction in which a cluster is longest, and rounds of 2-means after the cut. */
const POWER_ROUNDS = 1;
const MEANS_ROUNDS = 1;
/** Members that say where to cut a cluster; the others follow. */
const CUT_SAMPLE = 2048;
/** Vectors that are worked on between two reports of progress. */
const REPORT_EVERY = 5000;
/** Share of a sum of squares that is rounding. */
const ROUNDING = 1e-12;

/** A range of `order` and the sum of squared distances from its mean. */
interface Cluster {
  readonly start: number;
  readonly end: number;
  readonly error: number;
}

/**
 * A palette of at most `most` rows for many vectors: the cluster with the largest squared error is cut in two, across its longest
 * direction and then by 2-means, until there are enough. A vector takes part in about log2(most) cuts, so the time is bounded. No
 * randomness.
 * @param vectors (count, width)
 * @param onProgress called now and then with the finished share, 0..1
 */
export function makePalette(
  vectors: Float32Array,
  count: number,
  width: number,
  most: number,
  onProgress: (fraction: number) => void = () => {},
): VectorPalette {
  const order = Uint32Array.from({ length: count }, (_, i) => i);
  const splitter = new Splitter(vectors, width, order);
  const heap: Cluster[] = [];
  push(heap, splitter.cluster(0, count));
  const finished: Cluster[] = [];
  let unreported = 0;
  while (heap.length > 0 && heap.length + finished.length < most) {
    const largest = pop(heap);
    const cut = largest.error > 0 ? splitter.cut(largest) : largest.end;
    if (cut <= largest.start || cut >= largest.end) {
      finished.push(largest);
      continue;
    }
    push(heap, splitter.cluster(largest.start, cut));
    push(heap, splitter.cluster(cut, largest.end));
    unreported += largest.end - largest.start;
    if (unreported > REPORT_EVERY) {
      unreported = 0;
      // Each doubling of the number is about the same work.
      onProgress(Math.log2(heap.length + finished.length) / Math.log2(most));
    }
  }
  const clusters = [...heap, ...finished].sort((a, b) => a.start - b.start);
  const rows = new Float32Array(clusters.length * width);
  const labels = new Uint32Array(count);
  clusters.forEach(({ start, end }, label) => {
    rows.set(splitter.meanOf(start, end), label * width);
    for (let k = start; k < end; k++) labels[order[k]!] = label;
  });
  return { rows, size: clusters.length, labels };
}

class Splitter {
  private readonly mean: Float64Array;
  private readonly direction: Float64Array;
  private readonly next: Float64Array;

  constructor(
    private readonly vectors: Float32Array,
    private readonly width: number,
    private readonly order: Uint32Array,
  ) {
    this.mean = new Float64Array(width);
    this.direction = new Float64Array(width);
    this.next = new Float64Array(width);
  }

  /** Mean of every so many members of a range; valid until the next call. */
  meanOf(start: number, end: number, step = 1): Float64Array {
    const { vectors, width, order, mean } = this;
    mean.fill(0);
    for (let k = start; k < end; k += step) {
      const at = order[k]! * width;
      for (let c = 0; c < width; c++) mean[c]! += vectors[at + c]!;
    }
    const members = Math.ceil((end - start) / step);
    for (let c = 0; c < width; c++) mean[c]! /= members;
    return mean;
  }

  cluster(start: number, end: number): Cluster {
    const { vectors, width, order, mean } = this;
    mean.fill(0);
    let squares = 0;
    for (let k = start; k < end; k++) {
      const at = order[k]! * width;
      for (let c = 0; c < width; c++) {
        const value = vectors[at + c]!;
        mean[c]! += value;
        squares += value * value;
      }
    }
    const error = squares - dot(mean, mean) / (end - start);
    return { start, end, error: error > ROUNDING * squares ? error : 0 };
  }

  /** Reorders a cluster into two. @returns where the second one starts */
  cut({ start, end }: Cluster): number {
    const step = Math.ceil((end - start) / CUT_SAMPLE);
    this.meanOf(start, end, step);
    this.aim(start, end, step);
    let cut = this.partition(start, end, dot(this.mean, this.direction));
    for (let round = 0; round < MEANS_ROUNDS && cut > start && cut < end; round++) {
      this.next.set(this.meanOf(start, cut, step));
      this.meanOf(cut, end, step);
      // The plane half-way between the two means.
      let threshold = 0;
      for (let c = 0; c < this.width; c++) {
        this.direction[c] = this.mean[c]! - this.next[c]!;
        threshold += this.direction[c]! * ((this.mean[c]! + this.next[c]!) / 2);
      }
      cut = this.partition(start, end, threshold);
    }
    return cut;
  }

  /** Sets `direction` near to the one in which the range is longest, starting from its member that is farthest from the mean. */
  private aim(start: number, end: number, step: number): void {
    const { vectors, width, order, mean, direction, next } = this;
    let farthest = -1;
    for (let k = start; k < end; k += step) {
      const at = order[k]! * width;
      let distance = 0;
      for (let c = 0; c < width; c++) distance += (vectors[at + c]! - mean[c]!) ** 2;
      if (distance > farthest) {
        farthest = distance;
        for (let c = 0; c < width; c++) direction[c] = vectors[at + c]! - mean[c]!;
      }
    }
    for (let round = 0; round < POWER_ROUNDS; round++) {
      next.fill(0);
      for (let k = start; k < end; k += step) {
        const at = order[k]! * width;
        let along = 0;
        for (let c = 0; c < width; c++) along += (vectors[at + c]! - mean[c]!) * direction[c]!;
        for (let c = 0; c < width; c++) next[c]! += (vectors[at + c]! - mean[c]!) * along;
      }
      const norm = Math.sqrt(dot(next, next));
      if (!(norm > 0)) return;
      for (let c = 0; c < width; c++) direction[c] = next[c]! / norm;
    }
  }

  /** Members up to a plane first. @returns where those beyond it start */
  private partition(start: number, end: number, threshold: number): number {
    const { vectors, width, order, direction } = this;
    let low = start;
    let high = end;
    while (low < high) {
      const at = order[low]! * width;
      let along = 0;
      for (let c = 0; c < width; c++) along += vectors[at + c]! * direction[c]!;
      if (along <= threshold) low++;
      else {
        high--;
        const member = order[low]!;
        order[low] = order[high]!;
        order[high] = member;
      }
    }
    return low;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) sum += a[c]! * b[c]!;
  return sum;
}

/** Adds to a binary heap with the largest error on top. */
function push(heap: Cluster[], cluster: Cluster): void {
  let at = heap.length;
  heap.push(cluster);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (heap[parent]!.error >= cluster.error) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = cluster;
}

/** Takes the cluster with the largest error from a heap that is not empty. */
function pop(heap: Cluster[]): Cluster {
  const top = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return top;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && heap[child + 1]!.error > heap[child]!.error) child++;
    if (heap[child]!.error <= last.error) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return top;
}
