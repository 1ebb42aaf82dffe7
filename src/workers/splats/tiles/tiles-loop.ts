import type { RecordOf } from '../../../shared/layout.ts';
import {
  FRAME_LAYOUT,
  type FrameFields,
  type GazeFields,
  LIST_LAYOUT,
  type ListFields,
  VIEW_LAYOUT,
  type ViewFields,
} from '../../../shared/layouts.ts';
import type { Mailbox } from '../../../shared/mailbox.ts';
import type { Pulse } from '../../../shared/pulse.ts';
import { eventTurn } from '../../supervision/event-turn.ts';
import { MailboxExits } from '../foveation/mailbox-exits.ts';
import { VIEW_PRODUCT } from '../foveation/view-options.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import { RendererClosed } from './control.ts';
import { RenderThread } from './render-thread.ts';

export interface LoopOptions {
  readonly thread: number;
  readonly module: WebAssembly.Module;
  readonly pulse: Pulse;
  readonly view: Mailbox<ViewFields>;
  readonly frame: Mailbox<FrameFields>;
  readonly list: Mailbox<ListFields>;
  /** Lead only: the tracker's exits; null where there is no tracker. */
  readonly tracked: Mailbox<GazeFields> | null;
  /** Lead only: takes a finished frame. */
  readonly onFrame: (record: RecordOf<FrameFields>, planned: PlannedScene) => void;
  /** Lead only: takes a draw list; it is not `fresh` where it is the one before, under a later view or withdrawn. */
  readonly onList: (record: RecordOf<ListFields>, planned: PlannedScene, fresh: boolean) => void;
  /** Lead only: a view that could not be drawn, in a sentence. */
  readonly onProblem: (sentence: string) => void;
  /** Whether the worker may block while it waits; without shared memory the view comes as a message instead. */
  readonly mayBlock: boolean;
}

/**
 * Longest wait before the worker looks at its messages again. It bounds how long a worker that the page has ended lives on: the
 * browser lets one that blocks have its way for seconds.
 */
const WAIT_MS = 25;
const POLL_MS = 2;
/** Longest that a new view waits for work that was begun because there was none. */
const REFINE_MS = 2;

/**
 * What a render worker does between messages. The lead draws each new view, followers take part; each returns to the event loop
 * after every frame and every wait. Without a scene, or at rest, the worker waits for a message and nothing else.
 */
export class TilesLoop {
  private renderer: RenderThread | null = null;
  private planned: PlannedScene | null = null;
  private running = true;
  private wake: (() => void) | null = null;
  private redraw = false;
  private readonly view: RecordOf<ViewFields> = VIEW_LAYOUT.record();
  private readonly last: RecordOf<FrameFields> = FRAME_LAYOUT.record();
  private readonly lastList: RecordOf<ListFields> = LIST_LAYOUT.record();
  private listSerial = 0;
  private readonly exits: MailboxExits | null;

  constructor(private readonly options: LoopOptions) {
    const { tracked, mayBlock } = options;
    this.exits = tracked && new MailboxExits(tracked, mayBlock);
    void this.run();
  }

  /**
   * Replaces the scene.
   * @param block control words that all threads use for this scene
   * @throws RangeError when the engine refuses the memory for it
   */
  setScene(planned: PlannedScene, block: number): void {
    const { thread, module, pulse, frame, list } = this.options;
    const last = frame.read(this.last) && this.last.scene[0] === planned.id ? this.last : null;
    const lastList = list.read(this.lastList) && this.lastList.scene[0] === planned.id ? this.lastList : null;
    this.renderer = new RenderThread(planned, module, thread, { block, pulse, last, lastList });
    this.listSerial = 0;
    this.planned = planned;
    this.redraw = true;
    this.wake?.();
  }

  /** At rest nothing is drawn and the processor is left alone. */
  setRunning(running: boolean): void {
    this.running = running;
    if (running) this.options.pulse.start();
    else this.options.pulse.rest();
    this.redraw = true;
    this.wake?.();
  }

  private async run(): Promise<void> {
    const { thread, mayBlock, pulse } = this.options;
    for (;;) {
      if (!this.running || !this.renderer) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
        // The answer to whoever woke it leaves first.
        await eventTurn();
        continue;
      }
      pulse.beat();
      const open = thread === 0 ? this.lead(this.renderer) : this.renderer.follow(WAIT_MS);
      if (!open) this.renderer = null;
      // Lets messages in: a new scene, a rest, the end.
      await (mayBlock ? eventTurn() : pause(POLL_MS));
    }
  }

  /** @returns false when the renderer was closed */
  private lead(renderer: RenderThread): boolean {
    const { view: mailbox, mayBlock } = this.options;
    if (mailbox.readNew(this.view) || (this.redraw && mailbox.read(this.view))) {
      this.redraw = false;
      this.draw(renderer);
    } else {
      const refined = renderer.refine(REFINE_MS);
      if (refined === 'improved') this.redraw = true;
      else if (refined === 'rested' && mayBlock) mailbox.wait(WAIT_MS);
    }
    return !renderer.closed;
  }

  /** Anything but a refused view leaves the threads in disorder: it ends the worker, and with it the renderer. */
  private draw(renderer: RenderThread): void {
    try {
      if (this.view.product[0] === VIEW_PRODUCT.lists) this.makeList(renderer);
      else this.makePicture(renderer);
      const remark = renderer.takeRemark();
      if (remark) this.options.onProblem(remark);
    } catch (error) {
      if (error instanceof RangeError) this.options.onProblem(error.message);
      else if (!(error instanceof RendererClosed)) throw error;
    }
  }

  private makeList(renderer: RenderThread): void {
    const record = renderer.list(this.view);
    const fresh = record.serial[0] !== this.listSerial;
    this.listSerial = record.serial[0]!;
    this.options.onList(record, this.planned!, fresh);
  }

  private makePicture(renderer: RenderThread): void {
    // Said before it is true.
    const withdrawn = renderer.withdrawList();
    if (withdrawn) this.options.onList(withdrawn, this.planned!, false);
    this.options.onFrame(renderer.draw(this.view, this.exits), this.planned!);
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
