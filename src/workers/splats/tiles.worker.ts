import { expose } from 'comlink';
import { type BridgePort, receiveMailbox } from '../../shared/bridge.ts';
import { FRAME_LAYOUT, VIEW_LAYOUT } from '../../shared/layouts.ts';
import { Mailbox } from '../../shared/mailbox.ts';
import type { Pulse } from '../../shared/pulse.ts';
import type { RawSplats } from './formats/raw-splats.ts';
import { buildSharedScene, type PlannedScene, type SharedSceneOptions } from './scene/shared-scene.ts';
import { type Lifeline, takeLifeline } from './supervision/lifeline.ts';
import { postPictures } from './tiles/picture-message.ts';
import { TilesLoop } from './tiles/tiles-loop.ts';

export interface TilesWorkerOptions {
  readonly thread: number;
  readonly module: WebAssembly.Module;
  readonly lifeline: Lifeline;
  /** Mailboxes in shared memory; null where there is none and views and pictures travel as messages. */
  readonly view: SharedArrayBuffer | null;
  readonly frame: SharedArrayBuffer | null;
}

/** Message to the page about a view that could not be drawn. */
export interface ProblemMessage {
  readonly problem: string;
}

/** Longest that one stage of a frame keeps a thread from beating, ms a splat: the share of a single thread of a slow machine. */
const STAGE_MS_PER_SPLAT = 2e-4;
/** The same for building a scene from raw splats, harmonics included. */
const BUILD_MS_PER_SPLAT = 5e-3;

/** The page's types describe `self` as a window. */
const port = self as unknown as BridgePort;

let loop: TilesLoop | null = null;
let pulse: Pulse | null = null;

/** A render worker: see `TilesLoop`. */
const api = {
  /** @returns whether the worker holds its life lock */
  async start(options: TilesWorkerOptions): Promise<boolean> {
    const { thread, module, lifeline } = options;
    const shared = options.view !== null;
    const view = new Mailbox(VIEW_LAYOUT, options.view ?? new ArrayBuffer(Mailbox.byteLength(VIEW_LAYOUT)));
    const frame = new Mailbox(
      FRAME_LAYOUT,
      options.frame ?? new ArrayBuffer(Mailbox.byteLength(FRAME_LAYOUT)),
    );
    if (!shared) receiveMailbox(view, port);
    const taken = await takeLifeline(lifeline, port);
    pulse = taken.pulse;
    loop = new TilesLoop({
      thread,
      module,
      pulse,
      view,
      frame,
      mayBlock: shared,
      onProblem: (problem) => port.postMessage({ problem } satisfies ProblemMessage, []),
      onFrame(record, planned) {
        if (shared) frame.publish(record);
        else postPictures(record, planned, port);
      },
    });
    return taken.locked;
  },
  /** @param block control words in the scene's memory, the same for all threads */
  setScene(planned: PlannedScene, block: number): void {
    pulse!.allow(planned.scene.count * STAGE_MS_PER_SPLAT);
    loop!.setScene(planned, block);
  },
  /** Without shared memory the scene is built here, where it is drawn. @returns what was left out, a sentence each */
  setRaw(raw: RawSplats, options: SharedSceneOptions): readonly string[] {
    pulse!.allow(raw.count * BUILD_MS_PER_SPLAT);
    const planned = buildSharedScene(raw, options);
    api.setScene(planned, 0);
    return planned.remarks;
  },
  setRunning(running: boolean): void {
    loop!.setRunning(running);
  },
};

export type TilesWorkerApi = typeof api;

expose(api);
