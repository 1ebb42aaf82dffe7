/** Pixels along a cell's edge. */
export const CELL = 4;
/** A cell is dark when it lies in this lowest part of the way from the darkest cell to the mean. */
const DARK_PART = 0.35;
/** And at least so far below the mean, grey levels: skin alone has darker places too. */
const LEAST_DARK_BELOW = 20;

/**
 * An eye image pooled by 4 × 4 pixels and cut into dark and bright, which costs one look at each pixel: in near infrared the pupil is
 * the darkest thing in it. POLO compares such maps of successive images to know whether anything moved (A3FR 1.8).
 */
export class DarkMap {
  readonly columns: number;
  readonly rows: number;
  /** (rows, columns), 1 = dark. */
  readonly dark: Uint8Array;
  /** Dark cells. */
  count = 0;
  /** Difference of the brightest and the darkest cell, grey levels; next to nothing in an image that shows nothing. */
  contrast = 0;
  /** (rows, columns) sums of the cells' pixels. */
  readonly sums: Uint16Array;

  /** @throws RangeError when the cells do not fill the image */
  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    if (width % CELL !== 0 || height % CELL !== 0) {
      throw new RangeError(`An image of ${width} × ${height} pixels cannot be pooled by ${CELL}.`);
    }
    this.columns = width / CELL;
    this.rows = height / CELL;
    this.dark = new Uint8Array(this.columns * this.rows);
    this.sums = new Uint16Array(this.columns * this.rows);
  }

  /** Takes another image, (height, width) 8-bit grey. Allocates nothing. */
  take(image: Uint8Array): void {
    this.pool(image);
    const { sums, dark } = this;
    let lowest = 0xffff;
    let highest = 0;
    let total = 0;
    for (let i = 0; i < sums.length; i++) {
      const sum = sums[i]!;
      if (sum < lowest) lowest = sum;
      if (sum > highest) highest = sum;
      total += sum;
    }
    this.contrast = (highest - lowest) / (CELL * CELL);
    const mean = total / sums.length;
    const threshold = Math.min(lowest + DARK_PART * (mean - lowest), mean - LEAST_DARK_BELOW * CELL * CELL);
    let count = 0;
    for (let i = 0; i < sums.length; i++) {
      const is = sums[i]! < threshold ? 1 : 0;
      dark[i] = is;
      count += is;
    }
    this.count = count;
  }

  /** Copies another map of the same size. */
  copy(other: DarkMap): void {
    this.dark.set(other.dark);
    this.count = other.count;
    this.contrast = other.contrast;
  }

  /** Cells in which two maps of the same size differ: exclusive or. */
  difference(other: DarkMap): number {
    const [a, b] = [this.dark, other.dark];
    let count = 0;
    for (let i = 0; i < a.length; i++) count += a[i]! ^ b[i]!;
    return count;
  }

  private pool(image: Uint8Array): void {
    const { columns, rows, width, sums } = this;
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        let at = row * CELL * width + column * CELL;
        let sum = 0;
        for (let y = 0; y < CELL; y++, at += width) {
          sum += image[at]! + image[at + 1]! + image[at + 2]! + image[at + 3]!;
        }
        sums[row * columns + column] = sum;
      }
    }
  }
}
