import type { WatchedWorker } from './watched-worker.ts';

/** Successors are started so long after their forerunners, which have better use for the processor, ms. */
const AFTER_MS = 1000;

export interface StandbyOptions<Api> {
  /** Makes the workers, none of which has been called yet. */
  readonly enlist: () => readonly WatchedWorker<Api>[];
  /** First calls of a worker, after which it rests. */
  readonly begin: (member: WatchedWorker<Api>, index: number) => Promise<void>;
}

/**
 * Successors that are started ahead and rest until they are needed: fetching scripts and starting engines takes longer than all
 * the rest of a replacement. There may be none: they are made once a start, and not again when they fail.
 */
export class Standby<Api> {
  private members: readonly WatchedWorker<Api>[] = [];
  private ready = false;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: StandbyOptions<Api>) {}

  /** Makes successors before long. */
  prepare(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.make(), AFTER_MS);
  }

  /** @returns workers at rest, which are the caller's from now on, or null */
  take(): readonly WatchedWorker<Api>[] | null {
    clearTimeout(this.timer);
    if (!this.ready) {
      this.retire();
      return null;
    }
    const { members } = this;
    this.members = [];
    this.ready = false;
    return members;
  }

  /** Ends the successors. */
  retire(): void {
    clearTimeout(this.timer);
    this.ready = false;
    const { members } = this;
    this.members = [];
    for (const member of members) member.retire();
  }

  private async make(): Promise<void> {
    if (this.members.length > 0) return;
    const members = this.options.enlist();
    this.members = members;
    try {
      await Promise.all(members.map((member, index) => this.options.begin(member, index)));
      this.ready = this.members === members;
    } catch {
      // Whoever needs successors starts them then, and says what is wrong.
      if (this.members === members) this.retire();
    }
  }
}
