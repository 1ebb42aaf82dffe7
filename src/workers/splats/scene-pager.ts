import type { RecordOf } from '../../shared/layout.ts';
import { VIEW_LAYOUT, type ViewFields } from '../../shared/layouts.ts';
import { Mailbox } from '../../shared/mailbox.ts';

/** y-up metres. */
export type Head = readonly [number, number, number];

/** Time between two looks at where the head is, ms. */
const LOOK_MS = 500;
/** A head that has moved less is where it was, metres. */
const STEP_M = 0.25;

/**
 * Brings more of a streamed scene as the head moves: asks for it when the head has moved, and again as long as something came.
 */
export class ScenePager {
  private timer: ReturnType<typeof setInterval> | undefined;
  private busy = false;
  /** Where the head was when nothing more came. */
  private settled: Head | null = null;
  private readonly mailbox: Mailbox<ViewFields>;
  private readonly view: RecordOf<ViewFields> = VIEW_LAYOUT.record();

  /** @param page brings what a head at this place needs; tells whether there may be more */
  constructor(
    view: Mailbox<ViewFields>,
    private readonly page: (head: Head) => Promise<boolean>,
  ) {
    // A reader of its own: what it has seen must not hide anything from others.
    this.mailbox = new Mailbox(VIEW_LAYOUT, view.buffer);
  }

  /** From now on, for the scene that is open. */
  start(): void {
    this.settled = null;
    this.timer ??= setInterval(() => void this.look(), LOOK_MS);
  }

  stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** Asks again although the head has not moved. */
  unsettle(): void {
    this.settled = null;
  }

  private async look(): Promise<void> {
    if (this.busy || !this.mailbox.read(this.view)) return;
    const [x, y, z] = this.view.headPosition;
    const head: Head = [x!, y!, z!];
    const { settled } = this;
    if (settled && Math.hypot(x! - settled[0], y! - settled[1], z! - settled[2]) < STEP_M) return;
    this.busy = true;
    try {
      if (!(await this.page(head))) this.settled = head;
    } finally {
      this.busy = false;
    }
  }
}
