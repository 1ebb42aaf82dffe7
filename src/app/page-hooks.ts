import type { SceneInfo, SplatCapabilities } from '../workers/splats/splat-client.ts';
import type { GazeStatusKind } from '../xr/gaze/gaze-status.ts';
import type { StatsSnapshot } from '../xr/scene/frame-stats.ts';
import type { SessionPhase } from '../xr/session/session-watch.ts';
import { runBenchmark } from './run-benchmark.ts';
import type { Services } from './services.ts';
import type { Settings } from './settings.ts';
import { type SharpRegion, sharpRegionReader } from './sharp-region.ts';

/** What tests and benchmarks read from the page, as `globalThis.__saccade`. It gives no gaze samples. */
export interface PageHooks {
  readonly settings: Settings;
  readonly stats: StatsSnapshot;
  readonly scene: SceneInfo | null;
  readonly capabilities: SplatCapabilities;
  /** Whether a scene is being opened. */
  readonly opening: boolean;
  readonly phase: SessionPhase;
  readonly sessionCount: number;
  /** Nominal rate of the running session, Hz. */
  readonly frameRate: number | null;
  readonly gazeStatus: GazeStatusKind;
  /** Result of `?bench=`, once it is there. */
  readonly bench: StatsSnapshot | null;
  /** Where the newest picture of an eye has all pixels; null before the first. */
  sharpRegion(eye: number): SharpRegion | null;
  set(change: Partial<Settings>): void;
  clearStats(): void;
  /** Moves the person; radians and metres, see `Rig`. */
  place(rig: Partial<Services['rig']>): void;
}

declare global {
  var __saccade: PageHooks | undefined;
}

/** Publishes the hooks. Everything is read at the moment it is asked for. */
export function exposePageHooks(services: Services): void {
  const { settings, stats, loader, session, hub, rig, client } = services;
  let bench: StatsSnapshot | null = null;
  runBenchmark(services, (result) => {
    bench = result;
  });
  globalThis.__saccade = {
    capabilities: client.capabilities,
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
    get bench() {
      return bench;
    },
    sharpRegion: sharpRegionReader(client),
    set: (change) => settings.setState(change),
    clearStats: () => stats.clear(),
    place: (change) => void Object.assign(rig, change),
  };
}
