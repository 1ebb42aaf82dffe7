/** Binary heap of leaves, the one with the largest error first; equal errors come in the order of the leaves. */
export class LevelHeap {
  private readonly leaves: Int32Array;
  private readonly errors: Float64Array;
  private size = 0;

  /** @param most leaves in it at a time */
  constructor(most: number) {
    this.leaves = new Int32Array(most);
    this.errors = new Float64Array(most);
  }

  push(leaf: number, error: number): void {
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.before(leaf, error, parent)) break;
      this.move(parent, at);
      at = parent;
    }
    this.leaves[at] = leaf;
    this.errors[at] = error;
  }

  /** The leaf with the largest error, or -1 when it is empty. */
  pop(): number {
    if (this.size === 0) return -1;
    const top = this.leaves[0]!;
    const last = --this.size;
    const leaf = this.leaves[last]!;
    const error = this.errors[last]!;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= last) break;
      if (child + 1 < last && this.before(this.leaves[child + 1]!, this.errors[child + 1]!, child)) child++;
      if (this.before(leaf, error, child)) break;
      this.move(child, at);
      at = child;
    }
    this.leaves[at] = leaf;
    this.errors[at] = error;
    return top;
  }

  private before(leaf: number, error: number, other: number): boolean {
    const theirs = this.errors[other]!;
    return error > theirs || (error === theirs && leaf < this.leaves[other]!);
  }

  private move(from: number, to: number): void {
    this.leaves[to] = this.leaves[from]!;
    this.errors[to] = this.errors[from]!;
  }
}
