import { DEFAULT_QUANTILES } from '../workers/splats/foveation/regions.ts';
import type { GazeChoice } from '../xr/gaze/gaze-choice.ts';
import type { DisplaySettings } from '../xr/scene/display-settings.ts';
import type { EmulatedDeviceName } from '../xr/session/emulator.ts';

/** Traces that ship with the app. */
export const GAZE_TRACES = ['room-scan', 'reading', 'pursuit'] as const;
export type GazeTraceName = (typeof GAZE_TRACES)[number];

/** Everything that a person can switch. Each has a URL parameter, see `url-parameters.ts`. */
export interface Settings extends DisplaySettings {
  readonly gaze: GazeChoice;
  /** Whether the measurements are shown. */
  readonly stats: boolean;
  /** Address of the scene, resolved against the page; null = the default scene. */
  readonly scene: string | null;
  /** Headset to emulate even where a real one is there; null = only where there is none. */
  readonly emulate: EmulatedDeviceName | null;
  /** Highest display rate to ask a headset for, Hz; 0 = the session's own choice. */
  readonly rate: number;
  /** Which recorded gaze `replay` plays. */
  readonly trace: GazeTraceName;
  /** Render workers; 0 = chosen from the processor. Takes effect on the next start. */
  readonly workers: number;
  /** Seconds to measure once the scene is shown; 0 = no benchmark. */
  readonly bench: number;
}

export const DEFAULT_SETTINGS: Settings = {
  mode: 'a3fr',
  preset: 'narrow',
  quantiles: DEFAULT_QUANTILES,
  lod: true,
  sixteenth: true,
  foveaFloor: true,
  budget: 0,
  width: 0,
  scale: 1,
  margin: 4,
  rings: false,
  tiles: false,
  trail: false,
  meshes: false,
  gaze: 'auto',
  stats: true,
  scene: null,
  emulate: null,
  rate: 0,
  trace: 'room-scan',
  workers: 0,
  bench: 0,
};
