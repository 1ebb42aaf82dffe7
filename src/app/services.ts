import { createContext, useContext } from 'react';
import type { GazeFields } from '../shared/layouts.ts';
import type { LogSink } from '../shared/log-sink.ts';
import type { Mailbox } from '../shared/mailbox.ts';
import type { SplatClient } from '../workers/splats/splat-client.ts';
import type { GazeHub } from '../xr/gaze/gaze-hub.ts';
import type { GraphicsWatch } from '../xr/graphics/graphics-watch.ts';
import type { FrameStats } from '../xr/scene/frame-stats.ts';
import type { RendererChoice } from '../xr/scene/renderer/renderer-choice.ts';
import type { XRPlatform } from '../xr/session/prepare-xr.ts';
import type { Rig } from '../xr/session/rig.ts';
import type { SessionWatch } from '../xr/session/session-watch.ts';
import type { SaccadeXRStore } from '../xr/session/xr-store.ts';
import type { EyeService } from './eye-camera/eye-service.ts';
import type { SceneSaver } from './files/scene-saver.ts';
import type { GazeRecording } from './gaze-recording.ts';
import type { HealthStore } from './health.ts';
import type { LogStore } from './log-store.ts';
import type { NoticeStore } from './notices.ts';
import type { SceneLoader } from './scene-loader.ts';
import type { SettingsStore } from './settings-store.ts';
import type { TraceFileStore } from './trace-file.ts';

/** The long-lived parts of the app, made once before React starts. */
export interface Services {
  readonly settings: SettingsStore;
  readonly notices: NoticeStore;
  readonly log: LogStore;
  /** Adds a line to `log`. */
  readonly logLine: LogSink;
  readonly health: HealthStore;
  readonly client: SplatClient;
  readonly loader: SceneLoader;
  readonly saver: SceneSaver;
  readonly gaze: Mailbox<GazeFields>;
  readonly hub: GazeHub;
  readonly eye: EyeService;
  readonly recording: GazeRecording;
  readonly traceFile: TraceFileStore;
  readonly stats: FrameStats;
  readonly graphics: GraphicsWatch;
  readonly renderer: RendererChoice;
  readonly xr: SaccadeXRStore;
  readonly session: SessionWatch;
  readonly platform: XRPlatform;
  readonly rig: Rig;
  /** Puts the person where the scene is entered. */
  resetView(): void;
}

export const ServicesContext = createContext<Services | null>(null);

/** @throws Error outside of the app's provider. */
export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error('useServices is used outside of ServicesContext');
  return services;
}
