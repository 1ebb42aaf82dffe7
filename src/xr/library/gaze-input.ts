import type { Camera } from 'three';
import { allocateMailbox } from '../../shared/bridge.ts';
import { GAZE_LAYOUT, type GazeFields } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { GazeHub } from '../gaze/gaze-hub.ts';
import type { GazeFrame, GazeSource } from '../gaze/gaze-source.ts';
import { PointerGazeSource } from '../gaze/pointer-gaze-source.ts';
import { WebXRGazeSource } from '../gaze/webxr-gaze-source.ts';
import { FunctionGazeSource, type GazeFunction } from './function-gaze-source.ts';

/**
 * Where somebody looks: `auto` = the mouse on a desk and the headset's eye tracker in a session, `pointer` = the mouse alone,
 * a function that is asked in every frame, or a mailbox that another writes to.
 */
export type GazeInput = 'auto' | 'pointer' | GazeFunction | Mailbox<GazeFields>;

/** Publishes the gaze of any input to one mailbox, once a display frame. Nothing in `update` waits or allocates. */
export class GazeInputDriver {
  readonly mailbox: Mailbox<GazeFields> = allocateMailbox(GAZE_LAYOUT, false);
  private readonly hub = new GazeHub(this.mailbox);
  private readonly record = GAZE_LAYOUT.record();
  private readonly pointer: GazeSource;
  private readonly tracker: GazeSource = new WebXRGazeSource();
  private readonly frame: GazeFrame = { nowMs: 0, xrFrame: null, session: null, projection: [] };
  private given: Mailbox<GazeFields> | null = null;
  private auto = false;
  private input: GazeInput | null = null;

  /** @param element shows the scene; the mouse over it stands for the gaze */
  constructor(element: HTMLElement) {
    this.pointer = new PointerGazeSource(element);
  }

  use(input: GazeInput): void {
    if (input === this.input) return;
    this.input = input;
    this.auto = input === 'auto';
    this.given = typeof input === 'object' ? input : null;
    if (typeof input === 'function') this.hub.use(new FunctionGazeSource(input));
    else this.hub.use(this.given ? null : this.pointer);
  }

  update(camera: Camera, xrFrame: XRFrame | null, nowMs: number): void {
    const { given, frame } = this;
    if (given) {
      if (given.read(this.record)) this.mailbox.publish(this.record);
      return;
    }
    frame.nowMs = nowMs;
    frame.xrFrame = xrFrame;
    frame.session = xrFrame?.session ?? null;
    frame.projection = camera.projectionMatrix.elements;
    if (this.auto) this.hub.use(frame.session ? this.tracker : this.pointer);
    this.hub.update(frame);
  }

  dispose(): void {
    this.hub.dispose();
  }
}
