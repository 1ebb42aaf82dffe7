import type { GazeClient } from '../workers/gaze/gaze-client.ts';
import type { SceneInfo, SplatCapabilities, SplatClient } from '../workers/splats/splat-client.ts';
import type { GazeStatusKind } from '../xr/gaze/gaze-status.ts';
import type { GraphicsMemory, GraphicsState } from '../xr/graphics/graphics-watch.ts';
import type { StatsSnapshot } from '../xr/scene/frame-stats.ts';
import type { RendererState } from '../xr/scene/renderer/renderer-choice.ts';
import type { SessionPhase } from '../xr/session/session-watch.ts';
import { type EyeReport, eyeReport } from './eye-camera/eye-report.ts';
import type { Health } from './health.ts';
import type { LogEntry } from './log-store.ts';
import { runBenchmark } from './run-benchmark.ts';
import type { Services } from './services.ts';
import type { Settings } from './settings.ts';
import { type SharpRegion, sharpRegionReader } from './sharp-region.ts';

/** What tests and benchmarks read from the page, as `globalThis.__saccade`. It gives no samples of a person's gaze. */
export interface PageHooks {
  readonly settings: Settings;
  readonly stats: StatsSnapshot;
  readonly scene: SceneInfo | null;
  readonly capabilities: SplatCapabilities;
  /** Sentences about what was adjusted or left out of the scene. */
  readonly remarks: readonly string[];
  /** Whether a scene is being opened, or a file of it written. */
  readonly opening: boolean;
  readonly saving: boolean;
  /** The log panel's lines, oldest first. */
  readonly log: readonly LogEntry[];
  readonly health: Health;
  /** Whether the gaze is being recorded at the person's wish. */
  readonly recording: boolean;
  readonly phase: SessionPhase;
  readonly sessionCount: number;
  /** Nominal rate of the running session, Hz. */
  readonly frameRate: number | null;
  readonly gazeStatus: GazeStatusKind;
  /** The simulated eye and what its tracker makes of it; null while another source gives the gaze. */
  readonly eye: EyeReport | null;
  /** Step, losses and recoveries of the graphics context, and what the renderer holds. */
  readonly graphics: GraphicsState & { readonly memory: GraphicsMemory | null };
  /** Which renderer runs and why. What it does is in `stats`, for `quads` in `stats.lists`. */
  readonly renderer: RendererState;
  /** Result of `?bench=`, once it is there. */
  readonly bench: StatsSnapshot | null;
  /** Where the newest picture of an eye has all pixels; null before the first. */
  sharpRegion(eye: number): SharpRegion | null;
  set(change: Partial<Settings>): void;
  clearStats(): void;
  /** Breaks a worker on purpose, see `SplatClient`. */
  breakWorker: SplatClient['breakWorker'];
  /** The same for the gaze tracker's. */
  breakTracker: GazeClient['breakWorker'];
  /** Moves the person; radians and metres, see `Rig`. */
  place(rig: Partial<Services['rig']>): void;
}

declare global {
  var __saccade: PageHooks | undefined;
}

/** Publishes the hooks. Everything is read at the moment it is asked for. */
export function exposePageHooks(services: Services): void {
  const { settings, stats, loader, saver, session, hub, rig, client, graphics, renderer } = services;
  const { log, health, recording } = services;
  let bench: StatsSnapshot | null = null;
  runBenchmark(services, (result) => {
    bench = result;
  });
  globalThis.__saccade = {
    get capabilities() {
      return client.capabilities;
    },
    get settings() {
      return settings.getState();
    },
    get stats() {
      return stats.snapshot();
    },
    get scene() {
      return loader.store.getState().info;
    },
    get opening() {
      return loader.store.getState().opening !== null;
    },
    get remarks() {
      return loader.store.getState().info?.remarks ?? [];
    },
    get saving() {
      return saver.store.getState().saving !== null;
    },
    get log() {
      return log.getState().entries;
    },
    get health() {
      return health.getState();
    },
    get recording() {
      return recording.store.getState().recording;
    },
    get phase() {
      return session.store.getState().phase;
    },
    get sessionCount() {
      return session.store.getState().sessionCount;
    },
    get frameRate() {
      return session.store.getState().frameRate;
    },
    get gazeStatus() {
      return hub.status.kind;
    },
    get eye() {
      return settings.getState().gaze === 'camera' ? eyeReport(services.eye, hub.record) : null;
    },
    get graphics() {
      return { ...graphics.store.getState(), memory: graphics.memory };
    },
    get renderer() {
      return renderer.store.getState();
    },
    get bench() {
      return bench;
    },
    sharpRegion: sharpRegionReader(client),
    set: (change) => settings.setState(change),
    clearStats: () => stats.clear(),
    breakWorker: (worker, fault) => client.breakWorker(worker, fault),
    breakTracker: (fault) => services.eye.tracker.breakWorker(fault),
    place: (change) => void Object.assign(rig, change),
  };
}
