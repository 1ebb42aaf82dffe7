import { GAZE_FLAG, gazeSourceCode } from '../../shared/gaze.ts';
import type { GazeFields } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { SaccadeDetector } from '../../workers/gaze/events/saccade-detector.ts';
import { EXITS } from '../../workers/gaze/tracker-config.ts';
import type { GazeFrame, GazeRecord, GazeSource } from './gaze-source.ts';
import { GAZE_STATUS, type GazeStatus } from './gaze-status.ts';
import { OneEuroFilter } from './one-euro-filter.ts';

/**
 * Owns the one active gaze source and is the only writer of the gaze mailbox. Once a display frame it takes the newest
 * sample, filters it, marks saccades and publishes raw and filtered direction. When the source has nothing usable it
 * publishes the last directions without the `valid` flag, and `status` says why; it never asks another source.
 */
export class GazeHub {
  /** The newest record, for readers on the page's thread. Read only. */
  readonly record: GazeRecord;
  /** Angular speed of the raw direction, degrees a second. */
  get speedDegS(): number {
    return this.saccades.speedDegS;
  }
  private current: GazeSource | null = null;
  private lastStatus: GazeStatus = GAZE_STATUS.off;
  private readonly filter = new OneEuroFilter();
  private readonly saccades = new SaccadeDetector();
  private readonly listeners = new Set<(status: GazeStatus) => void>();

  /**
   * @param mailbox Where records go; nobody else may publish to it.
   * @param afterPublish Called after each record, e.g. to forward it where there is no shared memory.
   */
  constructor(
    private readonly mailbox: Mailbox<GazeFields>,
    private readonly afterPublish: (() => void) | null = null,
  ) {
    this.record = mailbox.layout.record();
    this.record.direction[2] = -1;
    this.record.filtered[2] = -1;
  }

  get source(): GazeSource | null {
    return this.current;
  }

  get status(): GazeStatus {
    return this.lastStatus;
  }

  /** Stops the source in use and starts another; null turns gaze off. The last direction is kept until a new one comes. */
  use(source: GazeSource | null): void {
    if (source === this.current) return;
    this.current?.stop();
    this.current = source;
    this.forget();
    source?.start();
    this.report(source ? GAZE_STATUS.starting : GAZE_STATUS.off);
  }

  /** Takes one sample and publishes it. Allocates nothing unless the status changes and a listener does. */
  update(frame: GazeFrame): void {
    const { record, current } = this;
    record.exit[0] = 0;
    record.image[0] = 0;
    const valid = current?.sample(frame, record) ?? false;
    let saccade = false;
    if (valid) {
      const complete = current!.complete === true;
      // Early exits of a tracker make speeds of their own.
      if (!complete || record.exit[0] === EXITS) this.saccades.push(record.direction, record.captureMs[0]!);
      if (complete) saccade = (record.flags[0]! & GAZE_FLAG.saccade) !== 0;
      else {
        saccade = this.saccades.active;
        this.filter.push(record.direction, record.captureMs[0]!);
        record.filtered.set(this.filter.value);
      }
    } else {
      this.forget();
      record.captureMs[0] = frame.nowMs;
      record.confidence[0] = 0;
    }
    record.source[0] = gazeSourceCode(current?.kind ?? 'none');
    record.flags[0] = (valid ? GAZE_FLAG.valid : 0) | (saccade ? GAZE_FLAG.saccade : 0);
    this.mailbox.publish(record);
    this.afterPublish?.();
    this.report(current?.status ?? GAZE_STATUS.off);
  }

  /** Calls the listener with every new status. @returns a function that ends it. */
  onStatus(listener: (status: GazeStatus) => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  dispose(): void {
    this.use(null);
    this.listeners.clear();
  }

  /** After a gap the first sample must not look like a jump, nor be drawn towards the direction before it. */
  private forget(): void {
    this.filter.reset();
    this.saccades.reset();
  }

  private report(status: GazeStatus): void {
    if (status === this.lastStatus) return;
    this.lastStatus = status;
    for (const listener of this.listeners) listener(status);
  }
}
