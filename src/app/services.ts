import { createContext, useContext } from 'react';
import type { GazeFields } from '../shared/layouts.ts';
import type { Mailbox } from '../shared/mailbox.ts';
import type { SplatClient } from '../workers/splats/splat-client.ts';
import type { GazeHub } from '../xr/gaze/gaze-hub.ts';
import type { FrameStats } from '../xr/scene/frame-stats.ts';
import type { XRPlatform } from '../xr/session/prepare-xr.ts';
import type { Rig } from '../xr/session/rig.ts';
import type { SessionWatch } from '../xr/session/session-watch.ts';
import type { SaccadeXRStore } from '../xr/session/xr-store.ts';
import type { NoticeStore } from './notices.ts';
import type { SceneLoader } from './scene-loader.ts';
import type { SettingsStore } from './settings-store.ts';

/** The long-lived parts of the app, made once before React starts. */
export interface Services {
  readonly settings: SettingsStore;
  readonly notices: NoticeStore;
  readonly client: SplatClient;
  readonly loader: SceneLoader;
  readonly gaze: Mailbox<GazeFields>;
  readonly hub: GazeHub;
  readonly stats: FrameStats;
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
