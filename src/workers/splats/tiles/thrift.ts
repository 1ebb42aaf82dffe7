/** Taken off beyond what overflowed, so that the next frames fit without asking again. */
const SPARE = 0.8;
/** Least that one overflow leaves of the share before. */
const LEAST_STEP = 1 / 64;
/** Growth of the share from frame to frame while there is room: from a tenth to the whole in some hundred frames. */
const RECOVERY = 1.02;
/** Part of the room that recovery fills. */
const FILLED = 0.9;

const REMARK =
  'From here the splats fill more tile lists than memory holds: fewer are drawn, the least important left out.';

/**
 * How a renderer goes on when the tile lists of a view do not fit: the frame that overflowed lists its nearest splats only; those
 * after it draw an evenly thinned share of the splats in view, which grows back as room allows.
 */
export class Thrift {
  /** Share of the splats in view to draw, 0..1. */
  share = 1;
  private told = false;
  private untold: string | null = null;

  /**
   * Learns from a finished frame.
   * @param records splats in view, and how many of them, nearest first, were listed
   * @param entries length of their lists, and the most that there is room for
   */
  settle(records: number, listed: number, entries: number, most: number): void {
    if (listed < records) {
      this.share *= SPARE * Math.max(LEAST_STEP, listed / records);
      if (!this.told) this.untold = REMARK;
      this.told = true;
    } else if (this.share < 1 && entries * RECOVERY < most * FILLED) {
      this.share = Math.min(1, this.share * RECOVERY);
      if (this.share === 1) this.told = false;
    }
  }

  /** A sentence for people when thrift has begun, once; else null. */
  takeRemark(): string | null {
    const remark = this.untold;
    this.untold = null;
    return remark;
  }
}
