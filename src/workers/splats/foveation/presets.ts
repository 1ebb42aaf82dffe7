import type { RecordOf } from '../../../shared/layout.ts';
import type { ViewFields } from '../../../shared/layouts.ts';
import type { ContributionOptions } from './contribution.ts';
import type { GradeOptions } from './grade.ts';
import type { LodOptions } from './lod.ts';
import type { RegionRadii } from './regions.ts';

/** One point on the way from full pictures to cheap ones: everything that depends on the angle to the gaze. */
export interface FoveationPreset {
  readonly name: string;
  readonly radii: RegionRadii;
  /** All pixels nearer to the gaze than this, whatever the content there, degrees; 0 = the paper's rule alone. */
  readonly floorDeg: number;
  /** One pixel in sixteen from here on, degrees; `NEVER_DEG` = nowhere. */
  readonly farDeg: number;
  readonly lod: LodOptions;
  /** `quads` alone: how each splat gets cheaper. */
  readonly grade: GradeOptions;
  /** `quads` alone: splats that hardly anybody sees. */
  readonly contribution: ContributionOptions;
}

export interface FoveationPresets {
  /** Name of the one that is used where the person chose none. */
  readonly default: string;
  readonly presets: readonly FoveationPreset[];
}

/** Beyond any angle. */
export const NEVER_DEG = 360;

/** Parts of a preset that a person can switch off. */
export interface FoveationSwitches {
  /** Fewer splats in the periphery. */
  readonly lod: boolean;
  /** One pixel in sixteen in the far periphery. */
  readonly sixteenth: boolean;
  /** All pixels near the gaze. */
  readonly foveaFloor: boolean;
}

export const ALL_ON: FoveationSwitches = { lod: true, sixteenth: true, foveaFloor: true };

/** Writes a preset into a view. Allocates nothing. */
export function writePreset(
  preset: FoveationPreset,
  view: RecordOf<ViewFields>,
  { lod, sixteenth, foveaFloor }: FoveationSwitches = ALL_ON,
): void {
  view.radii[0] = preset.radii.r4;
  view.radii[1] = preset.radii.r3;
  view.radii[2] = preset.radii.r2;
  view.floorDeg[0] = foveaFloor ? preset.floorDeg : 0;
  view.farDeg[0] = sixteenth ? preset.farDeg : NEVER_DEG;
  view.lod[0] = preset.lod.fullWithinDeg;
  view.lod[1] = lod ? preset.lod.slope : 0;
  view.lod[2] = lod ? preset.lod.minFraction : 1;
  const { near, far, startDeg, endDeg } = preset.contribution;
  view.contribution[0] = near;
  view.contribution[1] = far;
  view.contribution[2] = startDeg;
  view.contribution[3] = endDeg;
}
