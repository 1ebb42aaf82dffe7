import type { UpChoice } from '../workers/splats/formats/raw-splats.ts';
import type { OpenOptions } from '../workers/splats/splat-client.ts';
import type { GazeChoice } from '../xr/gaze/gaze-choice.ts';
import { DEFAULT_DISPLAY, type DisplaySettings } from '../xr/scene/display-settings.ts';
import type { RendererWish } from '../xr/scene/renderer/renderer-names.ts';
import type { EmulatedDeviceName } from '../xr/session/emulator.ts';
import { DEFAULT_EYE, type EyeSettings } from './eye-camera/eye-settings.ts';

/** Traces that ship with the app. */
export const GAZE_TRACES = ['room-scan', 'reading', 'pursuit'] as const;
export type GazeTraceName = (typeof GAZE_TRACES)[number];
/** What `replay` plays: a trace of the app's, or `file`, the one that the person opened. */
export type GazeTraceChoice = GazeTraceName | 'file';

/** What may be said about a file's own frame. */
export const UP_CHOICES: readonly UpChoice[] = ['auto', 'y-up', 'y-down', 'z-up', 'z-down'];
/** The smallest and the largest unit that a file may have, metres. */
export const UNIT_METRES = [0.001, 1000] as const;

/** Everything that a person can switch. Each has a URL parameter, see `url-parameters.ts`. */
export interface Settings extends DisplaySettings, EyeSettings {
  /** Who draws the splats. */
  readonly renderer: RendererWish;
  readonly gaze: GazeChoice;
  /** Whether the measurements are shown. */
  readonly stats: boolean;
  /** Address of the scene, resolved against the page; null = the default scene. */
  readonly scene: string | null;
  /** Which way is up in the scene's file; `auto` = as its format says. */
  readonly up: UpChoice;
  /** Metres that a unit of the scene's file is long; 0 = chosen from its size. */
  readonly unit: number;
  /** Most splats held in memory; 0 = as many as it takes. */
  readonly resident: number;
  /** Headset to emulate even where a real one is there; null = only where there is none. */
  readonly emulate: EmulatedDeviceName | null;
  /** Highest display rate to ask a headset for, Hz; 0 = the session's own choice. */
  readonly rate: number;
  /** Which recorded gaze `replay` plays. */
  readonly trace: GazeTraceChoice;
  /** Render workers; 0 = chosen from the processor. Takes effect on the next start. */
  readonly workers: number;
  /** Seconds to measure once the scene is shown; 0 = no benchmark. */
  readonly bench: number;
}

export const DEFAULT_SETTINGS: Settings = {
  renderer: 'auto',
  ...DEFAULT_DISPLAY,
  ...DEFAULT_EYE,
  gaze: 'auto',
  stats: true,
  scene: null,
  up: 'auto',
  unit: 0,
  resident: 0,
  emulate: null,
  rate: 0,
  trace: 'room-scan',
  workers: 0,
  bench: 0,
};

/** How a scene is to be opened under these settings. */
export function openOptionsOf({ up, unit, resident }: Settings): OpenOptions {
  return { up, metresPerUnit: unit, residentBudget: resident };
}
