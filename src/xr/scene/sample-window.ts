/** The last `capacity` values of one measurement. `push` allocates nothing; the rest is for reading a few times a second. */
export class SampleWindow {
  private readonly values: Float64Array;
  private readonly sorted: Float64Array;
  private written = 0;

  constructor(readonly capacity: number) {
    this.values = new Float64Array(capacity);
    this.sorted = new Float64Array(capacity);
  }

  /** Values in the window. */
  get count(): number {
    return Math.min(this.written, this.capacity);
  }

  get latest(): number {
    return this.written === 0 ? Number.NaN : this.values[(this.written - 1) % this.capacity]!;
  }

  push(value: number): void {
    this.values[this.written % this.capacity] = value;
    this.written++;
  }

  clear(): void {
    this.written = 0;
  }

  /** Value `age` steps before the newest one; NaN where the window holds none. */
  at(age: number): number {
    if (age < 0 || age >= this.count) return Number.NaN;
    return this.values[(this.written - 1 - age) % this.capacity]!;
  }

  /** Nearest-rank percentile, `q` in 0..1; NaN while empty. */
  percentile(q: number): number {
    const { count } = this;
    if (count === 0) return Number.NaN;
    this.sorted.set(this.values);
    const sorted = this.sorted.subarray(0, count).sort();
    return sorted[Math.min(count - 1, Math.max(0, Math.ceil(q * count) - 1))]!;
  }

  mean(): number {
    const { count } = this;
    let sum = 0;
    for (let i = 0; i < count; i++) sum += this.values[i]!;
    return count === 0 ? Number.NaN : sum / count;
  }
}

export interface Spread {
  readonly last: number;
  readonly median: number;
  readonly p95: number;
}

/** What a window holds, in three numbers; NaN while it is empty. */
export function spreadOf(window: SampleWindow): Spread {
  return { last: window.latest, median: window.percentile(0.5), p95: window.percentile(0.95) };
}
