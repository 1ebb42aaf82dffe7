import type { RecordOf } from '../../shared/layout.ts';
import { EYE_LAYOUT, type EyeFields, type TrackerControlFields } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import type { Pulse } from '../../shared/pulse.ts';
import { eventTurn } from '../supervision/event-turn.ts';
import { trackerControl } from './gaze-control.ts';
import type { GazeEngine } from './gaze-engine.ts';

export interface GazeLoopOptions {
  readonly engine: GazeEngine;
  readonly pulse: Pulse;
  readonly eye: Mailbox<EyeFields>;
  readonly control: Mailbox<TrackerControlFields>;
  /** Whether the worker may block while it waits; without shared memory eyes come as messages instead. */
  readonly mayBlock: boolean;
}

/** Longest wait before the worker looks at its messages again, see `TilesLoop`. */
const WAIT_MS = 25;

/**
 * What the tracker's worker does between messages: looks at each new eye, and at none twice. Eyes that were overtaken are never seen.
 * At rest it waits for a message and nothing else.
 */
export class GazeLoop {
  private running = true;
  private wake: (() => void) | null = null;
  private readonly eye: RecordOf<EyeFields> = EYE_LAYOUT.record();
  private readonly control: RecordOf<TrackerControlFields> = trackerControl();
  private seenSerial = 0;
  private seenVersion = 0;

  constructor(private readonly options: GazeLoopOptions) {}

  /** Begins to look at eyes. Call once. */
  start(): void {
    const { mayBlock, eye } = this.options;
    if (!mayBlock) eye.afterPublish = () => this.wake?.();
    void this.run();
  }

  /** Whether the eye has moved on since the one that is being looked at. */
  get overtaken(): boolean {
    return this.options.eye.version !== this.seenVersion;
  }

  /** At rest no eye is looked at and the processor is left alone. */
  setRunning(running: boolean): void {
    this.running = running;
    if (running) this.options.pulse.start();
    else this.options.pulse.rest();
    this.wake?.();
  }

  private async run(): Promise<void> {
    const { mayBlock, pulse, eye } = this.options;
    for (;;) {
      if (!this.running) {
        await this.asleep();
        continue;
      }
      pulse.beat();
      if (!this.look()) {
        if (mayBlock) eye.wait(WAIT_MS);
        else await this.asleep();
      }
      // Lets messages in: a rest, the end, where memory is not shared the next eye.
      await eventTurn();
    }
  }

  /** Until something is published, or the worker is told to run or rest. */
  private async asleep(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    this.wake = null;
    // The answer to whoever woke it leaves first, and messages that wait overtake this one.
    await eventTurn();
  }

  /** @returns whether there was an eye to look at */
  private look(): boolean {
    const { engine, eye, control } = this.options;
    this.seenVersion = eye.version;
    if (!eye.readNew(this.eye)) return false;
    const serial = this.eye.serial[0]!;
    if (serial === this.seenSerial) return true;
    this.seenSerial = serial;
    control.read(this.control);
    engine.process(this.eye, this.control);
    return true;
  }
}
