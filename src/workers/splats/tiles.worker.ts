import { expose, transfer } from 'comlink';
import { type BridgePort, receiveMailbox } from '../../shared/bridge.ts';
import type { Fields, Layout } from '../../shared/layout.ts';
import { FRAME_LAYOUT, GAZE_LAYOUT, LIST_LAYOUT, VIEW_LAYOUT } from '../../shared/layouts.ts';
import { Mailbox } from '../../shared/mailbox.ts';
import type { Pulse } from '../../shared/pulse.ts';
import { type Lifeline, takeLifeline } from '../supervision/lifeline.ts';
import type { RawSplats } from './formats/raw-splats.ts';
import { gpuSceneOf } from './quads/gpu-scene.ts';
import { postList } from './quads/list-message.ts';
import { packSplats } from './quads/pack-splats.ts';
import { buildSharedScene, type PlannedScene, type SharedSceneOptions } from './scene/shared-scene.ts';
import type { GpuScene, PackedSplats } from './splat-client.ts';
import { postPictures } from './tiles/picture-message.ts';
import { TilesLoop } from './tiles/tiles-loop.ts';

export interface TilesWorkerOptions {
  readonly thread: number;
  readonly module: WebAssembly.Module;
  readonly lifeline: Lifeline;
  /** Mailboxes in shared memory; null where there is none and views, pictures and lists travel as messages. */
  readonly mailboxes: Readonly<Record<'view' | 'frame' | 'list', SharedArrayBuffer>> | null;
  /** The tracker's exits: in shared memory, as messages, or none. */
  readonly tracked: SharedArrayBuffer | 'messages' | null;
}

/** What became of splats that were handed over. */
export interface TakenSplats {
  readonly gpuScene: GpuScene;
  /** What was left out, a sentence each. */
  readonly remarks: readonly string[];
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
let scene: PlannedScene | null = null;

/** A render worker: see `TilesLoop`. */
const api = {
  /** @returns whether the worker holds its life lock */
  async start(options: TilesWorkerOptions): Promise<boolean> {
    const { thread, module, lifeline, mailboxes, tracked: trackedAt } = options;
    const mailbox = <F extends Fields>(layout: Layout<F>, buffer: SharedArrayBuffer | undefined) =>
      new Mailbox(layout, buffer ?? new ArrayBuffer(Mailbox.byteLength(layout)));
    const view = mailbox(VIEW_LAYOUT, mailboxes?.view);
    const frame = mailbox(FRAME_LAYOUT, mailboxes?.frame);
    const list = mailbox(LIST_LAYOUT, mailboxes?.list);
    const shared = mailboxes !== null;
    if (!shared) receiveMailbox(view, port);
    const tracked = trackedAt && mailbox(GAZE_LAYOUT, trackedAt === 'messages' ? undefined : trackedAt);
    if (tracked && trackedAt === 'messages') receiveMailbox(tracked, port);
    const taken = await takeLifeline(lifeline, port);
    pulse = taken.pulse;
    loop = new TilesLoop({
      thread,
      module,
      pulse,
      view,
      frame,
      list,
      tracked,
      mayBlock: shared,
      onProblem: (problem) => port.postMessage({ problem } satisfies ProblemMessage, []),
      onFrame(record, planned) {
        if (shared) frame.publish(record);
        else postPictures(record, planned, port);
      },
      onList(record, planned, fresh) {
        if (shared) list.publish(record);
        else postList(record, planned, fresh, port);
      },
    });
    return taken.locked;
  },
  /** @param block control words in the scene's memory, the same for all threads */
  setScene(planned: PlannedScene, block: number): void {
    pulse!.allow(planned.scene.count * STAGE_MS_PER_SPLAT);
    loop!.setScene(planned, block);
    scene = planned;
  },
  /** Without shared memory the scene is built here, where it is drawn. */
  setRaw(raw: RawSplats, options: SharedSceneOptions): TakenSplats {
    pulse!.allow(raw.count * BUILD_MS_PER_SPLAT);
    const planned = buildSharedScene(raw, options);
    api.setScene(planned, 0);
    return { gpuScene: gpuSceneOf(planned), remarks: planned.remarks };
  },
  /** Consecutive splats for the GPU, or null when the scene is another. @throws RangeError when it has no such splats */
  packSplats(id: number, first: number, count: number): PackedSplats | null {
    if (scene?.id !== id) return null;
    const packed = packSplats(scene.scene, first, count, () => pulse!.beat());
    const { words, colors, harmonics, chunks } = packed;
    return transfer(packed, [words.buffer, colors.buffer, harmonics.buffer, chunks.buffer]);
  },
  setRunning(running: boolean): void {
    loop!.setRunning(running);
  },
};

export type TilesWorkerApi = typeof api;

expose(api);
