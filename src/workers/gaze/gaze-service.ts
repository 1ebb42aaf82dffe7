import { expose } from 'comlink';
import { type BridgePort, forwardMailbox, receiveMailbox } from '../../shared/bridge.ts';
import type { Fields, Layout, RecordOf } from '../../shared/layout.ts';
import {
  EYE_IMAGE_LAYOUT,
  EYE_LAYOUT,
  type EyeImageFields,
  GAZE_LAYOUT,
  TRACKER_CONTROL_LAYOUT,
} from '../../shared/layouts.ts';
import { Mailbox } from '../../shared/mailbox.ts';
import type { Pulse } from '../../shared/pulse.ts';
import { type Lifeline, takeLifeline } from '../supervision/lifeline.ts';
import { GazeEngine, type GazeEngineParts } from './gaze-engine.ts';
import { GazeLoop } from './gaze-loop.ts';
import { imageSlots } from './image-ring.ts';

/** Everything of the page's that the worker shares, by name. */
export type GazeBuffers = Readonly<
  Record<'eye' | 'control' | 'tracked' | 'image' | 'pixels', SharedArrayBuffer>
>;

/** @typeParam P what the parts are made from, posted to the worker */
export interface GazeWorkerOptions<P> {
  readonly parts: P;
  readonly width: number;
  readonly height: number;
  readonly lifeline: Lifeline;
  /** Null where memory is not shared and everything travels as messages. */
  readonly buffers: GazeBuffers | null;
  /** Number of the last image that a forerunner has made; 0 = none. */
  readonly lastImage: number;
}

/** An eye image where memory is not shared. */
export interface EyeImageMessage {
  readonly eyeImage: { readonly words: Int32Array<ArrayBuffer>; readonly pixels: Uint8Array<ArrayBuffer> };
}

export interface GazeWorkerApi<P> {
  /** @returns whether the worker holds its life lock @throws RangeError when the parts do not fit together */
  start(options: GazeWorkerOptions<P>): Promise<boolean>;
  setRunning(running: boolean): void;
}

/** What a worker makes of what it was given; the rest is the engine's. */
export type PartsMaker<P> = (parts: P, pulse: Pulse) => Promise<Omit<GazeEngineParts, 'slots' | 'lastImage'>>;

/** Makes the present worker the tracker's: see `GazeLoop`. @param port its global scope */
export function serveGaze<P>(port: BridgePort, makeParts: PartsMaker<P>): void {
  let loop: GazeLoop | null = null;
  const api: GazeWorkerApi<P> = {
    async start({ parts, width, height, lifeline, buffers, lastImage }) {
      const { pulse, locked } = await takeLifeline(lifeline, port);
      const made = await makeParts(parts, pulse);
      const { config } = made.tracker;
      if (config.width !== width || config.height !== height) {
        throw new RangeError(
          `The tracker wants images of ${config.width} × ${config.height} pixels; the page made room for ${width} × ${height}.`,
        );
      }
      const slots = imageSlots(width, height, buffers?.pixels);
      loop = connect({ ...made, slots, lastImage }, port, buffers, pulse);
      return locked;
    },
    setRunning(running) {
      loop!.setRunning(running);
    },
  };
  expose(api);
}

function connect(
  parts: GazeEngineParts,
  port: BridgePort,
  buffers: GazeBuffers | null,
  pulse: Pulse,
): GazeLoop {
  const mailbox = <F extends Fields>(layout: Layout<F>, buffer: SharedArrayBuffer | undefined) =>
    new Mailbox(layout, buffer ?? new ArrayBuffer(Mailbox.byteLength(layout)));
  const eye = mailbox(EYE_LAYOUT, buffers?.eye);
  const control = mailbox(TRACKER_CONTROL_LAYOUT, buffers?.control);
  const tracked = mailbox(GAZE_LAYOUT, buffers?.tracked);
  const image = mailbox(EYE_IMAGE_LAYOUT, buffers?.image);
  if (!buffers) {
    receiveMailbox(eye, port);
    receiveMailbox(control, port);
    tracked.afterPublish = forwardMailbox(tracked, port);
  }
  const engine = new GazeEngine(parts, {
    sample(record) {
      tracked.publish(record);
      pulse.beat();
    },
    image(record) {
      if (buffers) image.publish(record);
      else postImage(record, parts.slots[record.slot[0]!]!, port);
    },
    newer: () => loop.overtaken,
  });
  const loop = new GazeLoop({ engine, pulse, eye, control, mayBlock: buffers !== null });
  loop.start();
  return loop;
}

function postImage(record: RecordOf<EyeImageFields>, pixels: Uint8Array, port: BridgePort): void {
  const eyeImage = { words: record.words.slice(), pixels: pixels.slice() };
  const message: EyeImageMessage = { eyeImage };
  port.postMessage(message, [eyeImage.words.buffer, eyeImage.pixels.buffer]);
}
