import { FOVEATION_PRESETS } from '../../workers/splats/foveation/default-presets.ts';
import { DEFAULT_QUANTILES } from '../../workers/splats/foveation/regions.ts';

export const RENDER_MODES = ['full', 'a3fr'] as const;
export type RenderMode = (typeof RENDER_MODES)[number];

/** Everything that the display and the view record take from the person. Replaced as a whole, never mutated. */
export interface DisplaySettings {
  readonly mode: RenderMode;
  /** Name of a foveation preset. */
  readonly preset: string;
  /** Content quantiles p2 ≤ p3 ≤ p4, 0..1. */
  readonly quantiles: readonly [number, number, number];
  /** Fewer splats in the periphery. */
  readonly lod: boolean;
  /** One pixel in sixteen in the far periphery. */
  readonly sixteenth: boolean;
  /** All pixels near the gaze, whatever the content there. */
  readonly foveaFloor: boolean;
  /** Most splats to draw; 0 = no limit. */
  readonly budget: number;
  /** Width of one eye picture in pixels; 0 = chosen from what the last pictures cost. */
  readonly width: number;
  /** Factor on that width. */
  readonly scale: number;
  /** Degrees drawn beyond each edge of the view, so that a turning head finds picture there. */
  readonly margin: number;
  readonly rings: boolean;
  readonly tiles: boolean;
  readonly trail: boolean;
  /** A few ordinary meshes, which show that splats and meshes hide each other correctly. */
  readonly meshes: boolean;
}

export const DEFAULT_DISPLAY: DisplaySettings = {
  mode: 'a3fr',
  preset: FOVEATION_PRESETS.default,
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
};

/** Source of the current settings; reading allocates nothing. A zustand store is one. */
export interface SettingsReader {
  getState(): DisplaySettings;
}
