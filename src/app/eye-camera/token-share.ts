import { LoadBalance } from '../../workers/splats/foveation/load-balance.ts';

/** What of the tracker it reads and sets. */
interface Tracker {
  setTopK(share: number): void;
}

/** Share of tokens that the tracker keeps: the person's, or one that makes tracker and renderer take equally long (A3FR 1.5). */
export class TokenShare {
  private balance: LoadBalance | null = null;

  constructor(private readonly tracker: Tracker) {}

  /** @param topK 0 = chosen from the measured times */
  adopt(topK: number): void {
    if (topK > 0) {
      this.balance = null;
      this.tracker.setTopK(topK);
    } else if (!this.balance) {
      this.balance = new LoadBalance();
      this.tracker.setTopK(this.balance.topK);
    }
  }

  /** Takes the times of a new picture and of the newest eye image, ms; what is not positive was not measured. */
  frame(renderMs: number, trackMs: number): void {
    const { balance } = this;
    if (balance?.frame(renderMs, trackMs)) this.tracker.setTopK(balance.topK);
  }
}
