import { transfer } from 'comlink';
import { forwardMailbox } from '../../../shared/bridge.ts';
import {
  type FrameFields,
  GAZE_LAYOUT,
  type GazeFields,
  type ListFields,
  type ViewFields,
} from '../../../shared/layouts.ts';
import { Mailbox } from '../../../shared/mailbox.ts';
import { Strikes } from '../../../shared/strikes.ts';
import { MOST_FAILURES, RETRY_MS } from '../../supervision/limits.ts';
import { Standby } from '../../supervision/standby.ts';
import { WatchedWorker, WorkerDeath } from '../../supervision/watched-worker.ts';
import { type RawSplats, SplatFileError } from '../formats/raw-splats.ts';
import { gpuSceneOf } from '../quads/gpu-scene.ts';
import type { ListStore } from '../quads/list-store.ts';
import type { SceneShelf } from '../scene/scene-shelf.ts';
import type { PlannedScene, SharedSceneOptions } from '../scene/shared-scene.ts';
import type { GpuScene, PackedSplats, WorkerEvent, WorkerFault } from '../splat-client.ts';
import { CONTROL_BLOCKS, clearControl, closeControl, controlWords } from '../tiles/control.ts';
import type { PictureStore } from '../tiles/picture-store.ts';
import type { TilesWorkerApi } from '../tiles.worker.ts';
import { reasonOf } from './sentences.ts';

/** A scene that can be given to render workers again and again. */
export type ShownScene =
  | { readonly kind: 'planned'; readonly planned: PlannedScene }
  /** Without shared memory the worker builds the scene and holds it alone, so that a successor needs the splats anew. */
  | { readonly kind: 'raw'; readonly options: SharedSceneOptions; raw(): Promise<RawSplats> };

export interface RenderCrewOptions {
  readonly threads: number;
  readonly module: WebAssembly.Module;
  /** Whether views, pictures and scenes are in shared memory. */
  readonly shared: boolean;
  readonly view: Mailbox<ViewFields>;
  readonly frame: Mailbox<FrameFields>;
  readonly list: Mailbox<ListFields>;
  /** The tracker's exits; null where there is no tracker. */
  readonly tracked: Mailbox<GazeFields> | null;
  readonly shelf: SceneShelf;
  readonly pictures: PictureStore;
  readonly lists: ListStore;
  readonly healthyMs: number;
  readonly onProblem: (sentence: string) => void;
  readonly onEvent: (event: WorkerEvent) => void;
}

/**
 * The render workers. They meet at barriers in one memory, so one that dies takes the others with it: all are ended and as many
 * started anew on the scene that the page has kept. Too many failures in a row switch them off; pictures already drawn stay.
 */
export class RenderCrew {
  private members: readonly WatchedWorker<TilesWorkerApi>[] = [];
  /** Settles when the workers are ready; rejects once they are off. */
  private up: Promise<void> = Promise.resolve();
  private rising = false;
  private running = true;
  private rests = 0;
  /** Workers that got more patience have proved themselves by then. */
  private lenientUntilMs = Number.POSITIVE_INFINITY;
  private block = 0;
  private control: Int32Array | null = null;
  private scene: ShownScene | null = null;
  /** The scene that the present workers have. */
  private handed: ShownScene | null = null;
  private gpu: GpuScene | null = null;
  private outage: { readonly reason: string; readonly lastSignMs: number } | null = null;
  private off: string | null = null;
  private disposed = false;
  private readonly strikes: Strikes;
  private readonly standby = new Standby<TilesWorkerApi>({
    enlist: () => this.enlist(),
    begin: async (member, thread) => {
      await this.begin(member, thread);
      await member.call(member.remote.setRunning(false));
    },
  });

  constructor(private readonly options: RenderCrewOptions) {
    this.strikes = new Strikes(MOST_FAILURES, options.healthyMs);
  }

  /** The scene that the workers took last. */
  get gpuScene(): GpuScene | null {
    return this.gpu;
  }

  /** Starts the workers. @throws Error in one sentence when they cannot be started */
  start(): Promise<void> {
    this.up = this.rise();
    // Whoever wants something of the workers hears of it.
    this.up.catch(() => {});
    return this.up;
  }

  /**
   * Gives the workers another scene.
   * @throws Error in one sentence when they cannot take it; the scene before stays then
   */
  async show(scene: ShownScene): Promise<void> {
    const before = this.scene;
    this.scene = scene;
    if (scene.kind === 'planned') this.options.shelf.add(scene.planned);
    try {
      for (;;) {
        await this.up;
        if (this.off) throw new SplatFileError(this.off);
        if (this.handed === scene) return;
        await this.hand(scene).catch((error: unknown) => {
          if (!(error instanceof WorkerDeath)) throw error;
        });
      }
    } catch (error) {
      this.scene = before;
      if (scene.kind === 'planned') this.options.shelf.remove(scene.planned);
      if (before?.kind === 'planned' && !this.off) await this.hand(before).catch(() => {});
      throw error;
    }
  }

  /**
   * Splats of a scene for the GPU, by the lead; by its successor where it dies over it.
   * @returns null when the workers have no such scene
   * @throws Error in one sentence when the workers are off or there are no such splats
   */
  async pack(scene: number, first: number, count: number): Promise<PackedSplats | null> {
    for (;;) {
      await this.up;
      if (this.off) throw new SplatFileError(this.off);
      const [lead] = this.members;
      if (this.gpu?.id !== scene || !lead) return null;
      try {
        return await lead.call(lead.remote.packSplats(scene, first, count));
      } catch (error) {
        if (!(error instanceof WorkerDeath)) throw error;
      }
    }
  }

  /** Lets the workers rest, asleep until they are woken. */
  setRunning(running: boolean): void {
    if (running === this.running) return;
    this.running = running;
    void this.applyRunning();
  }

  /** @param nowMs `performance.now()` */
  look(nowMs: number): void {
    if (nowMs > this.lenientUntilMs) {
      this.lenientUntilMs = Number.POSITIVE_INFINITY;
      for (const member of this.members) member.engage(false);
    }
    for (const member of this.members) member.look(nowMs);
  }

  break(thread: number, fault: WorkerFault): void {
    this.members[thread]?.break(fault);
  }

  /** Tries again after the workers were switched off. */
  revive(): void {
    if (!this.off || this.disposed) return;
    this.off = null;
    this.strikes.clear();
    const text = 'Drawing splats is switched on again.';
    void this.start().then(
      () => this.options.onEvent({ kind: 'remark', worker: 'splats', text, recoveryMs: Number.NaN }),
      () => {},
    );
  }

  dispose(): void {
    this.disposed = true;
    this.off = 'Drawing splats has ended.';
    this.retire();
    this.standby.retire();
  }

  private async rise(): Promise<void> {
    this.rising = true;
    while (!this.off) {
      try {
        await this.bringUp();
        break;
      } catch (error) {
        // A death has been counted already.
        if (!(error instanceof WorkerDeath)) this.fail(`could not go on: ${reasonOf(error)}`);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    this.rising = false;
    if (this.off) throw new SplatFileError(this.off);
    const now = performance.now();
    this.strikes.recovered(now);
    this.standby.prepare();
    if (this.outage) {
      const { reason, lastSignMs } = this.outage;
      this.outage = null;
      const recoveryMs = now - lastSignMs;
      const text = `A render worker ${reason}; drawing went on within ${Math.ceil(recoveryMs)} ms.`;
      this.options.onEvent({ kind: 'restarted', worker: 'splats', text, recoveryMs });
    }
  }

  private async bringUp(): Promise<void> {
    const { shared, view, tracked, pictures, lists } = this.options;
    const successors = this.standby.take();
    const members = successors ?? this.enlist();
    this.members = members;
    if (!shared) {
      const { worker } = members[0]!;
      pictures.receive(worker);
      lists.receive(worker);
      view.afterPublish = forwardMailbox(view, worker);
      // A reader of its own: what it forwards is new to others on this thread all the same.
      if (tracked) tracked.afterPublish = forwardMailbox(new Mailbox(GAZE_LAYOUT, tracked.buffer), worker);
    }
    if (!successors) await Promise.all(members.map((member, thread) => this.begin(member, thread)));
    // One failure is a failure, two in a row may mean that the machine cannot keep up.
    const lenient = this.strikes.inRow > 1;
    for (const member of members) member.engage(lenient);
    this.lenientUntilMs = lenient ? performance.now() + this.options.healthyMs : Number.POSITIVE_INFINITY;
    if (successors) await this.applyRunning();
    if (this.scene) await this.hand(this.scene);
    if (!this.running) await this.applyRunning();
  }

  /** Makes the workers, none of which has been called yet. */
  private enlist(): WatchedWorker<TilesWorkerApi>[] {
    const { threads, shared, onProblem } = this.options;
    return Array.from({ length: threads }, (_, thread) => {
      const worker = new Worker(new URL('../tiles.worker.ts', import.meta.url), {
        type: 'module',
        name: `splats ${thread}`,
      });
      worker.addEventListener('message', (event: MessageEvent) => {
        const problem = (event.data as { readonly problem?: string } | null)?.problem;
        if (problem) onProblem(problem);
      });
      const member = new WatchedWorker<TilesWorkerApi>(worker, shared, (reason, lastSignMs) => {
        if (this.members.includes(member)) this.fail(reason, lastSignMs);
        else this.standby.retire();
      });
      return member;
    });
  }

  /** A worker's first call. */
  private begin(member: WatchedWorker<TilesWorkerApi>, thread: number): Promise<void> {
    const { module, shared, view, frame, list, tracked } = this.options;
    const mailboxes = shared
      ? {
          view: view.buffer as SharedArrayBuffer,
          frame: frame.buffer as SharedArrayBuffer,
          list: list.buffer as SharedArrayBuffer,
        }
      : null;
    const exits = tracked && (shared ? (tracked.buffer as SharedArrayBuffer) : 'messages');
    const { lifeline } = member;
    return member.begin(member.remote.start({ thread, module, lifeline, mailboxes, tracked: exits }));
  }

  /** Gives the present workers a scene, with fresh control words. @throws WorkerDeath, or what a worker has against it */
  private async hand(scene: ShownScene): Promise<void> {
    const { members } = this;
    if (members.length === 0) throw new WorkerDeath();
    if (scene.kind === 'raw') {
      const raw = await scene.raw();
      const [lead] = members;
      const taken = await lead!.call(lead!.remote.setRaw(transfer(raw, buffersOf(raw)), scene.options));
      this.gpu = taken.gpuScene;
      for (const text of taken.remarks) {
        this.options.onEvent({ kind: 'remark', worker: 'splats', text, recoveryMs: Number.NaN });
      }
    } else {
      this.closeRenderer();
      this.block = (this.block + 1) % CONTROL_BLOCKS;
      const { block } = this;
      this.control = controlWords(scene.planned.scene.memory, block);
      clearControl(this.control);
      await Promise.all(
        members.map((member) => member.call(member.remote.setScene(scene.planned, block))),
      ).catch((error: unknown) => {
        // Those who have it must not wait for those who do not.
        this.closeRenderer();
        throw error;
      });
      this.gpu = gpuSceneOf(scene.planned);
    }
    this.handed = scene;
  }

  /** Lets all threads leave the renderer that they are in. */
  private closeRenderer(): void {
    if (this.control) closeControl(this.control);
    this.control = null;
    this.handed = null;
  }

  /** The lead is put to rest before the others and woken after them: it would wait for them in the middle of a frame. */
  private async applyRunning(): Promise<void> {
    const { running, members } = this;
    const turn = ++this.rests;
    const [lead, ...followers] = members;
    const tell = (member: WatchedWorker<TilesWorkerApi>) => member.call(member.remote.setRunning(running));
    for (const member of members) member.judge(running);
    try {
      if (!running) {
        if (lead) await tell(lead);
        if (turn !== this.rests) return;
      }
      await Promise.all([...followers, ...(running && lead ? [lead] : [])].map(tell));
    } catch (error) {
      // Successors are told again.
      if (!(error instanceof WorkerDeath)) throw error;
    }
  }

  private fail(reason: string, lastSignMs = performance.now()): void {
    if (this.off) return;
    this.retire();
    this.outage ??= { reason, lastSignMs };
    if (this.strikes.strike(performance.now())) {
      this.off = `Drawing splats is switched off: the render workers stopped ${MOST_FAILURES} times in a row, at last one ${reason}.`;
      this.outage = null;
      this.options.onEvent({ kind: 'off', worker: 'splats', text: this.off, recoveryMs: Number.NaN });
    }
    if (!this.rising) void this.start();
  }

  private retire(): void {
    this.closeRenderer();
    const { members } = this;
    this.members = [];
    for (const member of members) member.retire();
  }
}

function buffersOf(raw: RawSplats): ArrayBuffer[] {
  const { positions, scales, rotations, colors, opacities, shRest } = raw;
  const arrays = [positions, scales, rotations, colors, opacities, ...(shRest ? [shRest] : [])];
  return arrays.map((array) => array.buffer as ArrayBuffer);
}
