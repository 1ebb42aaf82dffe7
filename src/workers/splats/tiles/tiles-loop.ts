import type { RecordOf } from '../../../shared/layout.ts';
import { type FrameFields, VIEW_LAYOUT, type ViewFields } from '../../../shared/layouts.ts';
import type { Mailbox } from '../../../shared/mailbox.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import { RenderThread } from './render-thread.ts';

export interface LoopOptions {
  readonly thread: number;
  readonly module: WebAssembly.Module;
  readonly view: Mailbox<ViewFields>;
  /** Lead only: takes a finished frame. */
  readonly onFrame: (record: RecordOf<FrameFields>, planned: PlannedScene) => void;
  /** Lead only: a view that could not be drawn, in a sentence. */
  readonly onProblem: (sentence: string) => void;
  /** Whether the lead may block while it waits for a view; without shared memory the view comes as a message instead. */
  readonly mayBlock: boolean;
}

/** Longest wait for a view before the worker looks at its messages again. */
const WAIT_MS = 25;
const POLL_MS = 2;

/**
 * What a render worker does between messages. The lead draws each new view; followers stay inside the renderer, asleep at its
 * first barrier, until the lead closes it for the next scene.
 */
export class TilesLoop {
  private renderer: RenderThread | null = null;
  private planned: PlannedScene | null = null;
  private running = true;
  private looping = false;
  private redraw = false;
  private readonly view: RecordOf<ViewFields> = VIEW_LAYOUT.record();

  constructor(private readonly options: LoopOptions) {}

  /** Replaces the scene. Followers get here only after the lead has closed the renderer before. */
  setScene(planned: PlannedScene): void {
    const { thread, module } = this.options;
    if (thread === 0) this.renderer?.close();
    this.renderer = new RenderThread(planned, module, thread);
    this.planned = planned;
    this.redraw = true;
    if (!this.looping) {
      this.looping = true;
      // The reply to the caller leaves first.
      void pause(0).then(() => (thread === 0 ? this.lead() : this.follow()));
    }
  }

  /** Lead only: draws nothing while false. */
  setRunning(running: boolean): void {
    this.running = running;
  }

  private async follow(): Promise<void> {
    while (this.renderer!.follow());
    this.looping = false;
  }

  private async lead(): Promise<void> {
    const { view: mailbox, mayBlock } = this.options;
    for (;;) {
      if (!this.running) {
        await pause(WAIT_MS);
        continue;
      }
      if (mailbox.readNew(this.view) || (this.redraw && mailbox.read(this.view))) {
        this.redraw = false;
        this.draw();
      } else if (mayBlock) mailbox.wait(WAIT_MS);
      // Lets messages in: a new scene, a stop.
      await (mayBlock ? turn() : pause(POLL_MS));
    }
  }

  private draw(): void {
    try {
      this.options.onFrame(this.renderer!.draw(this.view), this.planned!);
    } catch (error) {
      this.options.onProblem(error instanceof Error ? error.message : String(error));
    }
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const channel = new MessageChannel();
let resume: (() => void) | null = null;
channel.port1.onmessage = () => resume?.();

/** One turn of the event loop, without the delay that nested timers get. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    resume = resolve;
    channel.port2.postMessage(null);
  });
}
