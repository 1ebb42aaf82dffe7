import { expose } from 'comlink';
import { type BridgePort, receiveMailbox } from '../../shared/bridge.ts';
import { FRAME_LAYOUT, VIEW_LAYOUT } from '../../shared/layouts.ts';
import { Mailbox } from '../../shared/mailbox.ts';
import type { RawSplats } from './formats/raw-splats.ts';
import { buildSharedScene, type PlannedScene, type SharedSceneOptions } from './scene/shared-scene.ts';
import { postPictures } from './tiles/picture-message.ts';
import { TilesLoop } from './tiles/tiles-loop.ts';

export interface TilesWorkerOptions {
  readonly thread: number;
  readonly module: WebAssembly.Module;
  /** Mailboxes in shared memory; null where there is none and views and pictures travel as messages. */
  readonly view: SharedArrayBuffer | null;
  readonly frame: SharedArrayBuffer | null;
}

/** The page's types describe `self` as a window. */
const port = self as unknown as BridgePort;

let loop: TilesLoop | null = null;

/** A render worker: see `TilesLoop`. */
const api = {
  start(options: TilesWorkerOptions, onProblem: (sentence: string) => void): void {
    const shared = options.view !== null;
    const view = new Mailbox(VIEW_LAYOUT, options.view ?? new ArrayBuffer(Mailbox.byteLength(VIEW_LAYOUT)));
    const frame = new Mailbox(
      FRAME_LAYOUT,
      options.frame ?? new ArrayBuffer(Mailbox.byteLength(FRAME_LAYOUT)),
    );
    if (!shared) receiveMailbox(view, port);
    loop = new TilesLoop({
      thread: options.thread,
      module: options.module,
      view,
      mayBlock: shared,
      onProblem,
      onFrame(record, planned) {
        if (shared) frame.publish(record);
        else postPictures(record, planned, port);
      },
    });
  },
  setScene(planned: PlannedScene): void {
    loop!.setScene(planned);
  },
  /** Without shared memory the scene is built here, where it is drawn. */
  setRaw(raw: RawSplats, options: SharedSceneOptions): void {
    loop!.setScene(buildSharedScene(raw, options));
  },
  setRunning(running: boolean): void {
    loop!.setRunning(running);
  },
};

export type TilesWorkerApi = typeof api;

expose(api);
