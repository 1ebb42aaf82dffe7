import type { GazeAngles } from '../../../src/workers/gaze/angles.ts';
import type { EyeConditions, EyePerson } from '../../../src/workers/gaze/eye-camera/eye-types.ts';
import { visualFromOptical } from '../../../src/workers/gaze/eye-camera/kappa.ts';
import type { TokenBox, Tracker } from '../../../src/workers/gaze/tracker.ts';
import { EXITS } from '../../../src/workers/gaze/tracker-config.ts';

/** An eye image with everything that is true of it. */
export interface EyePicture {
  readonly person: EyePerson;
  readonly conditions: EyeConditions;
  /** (height, width) grey. */
  readonly pixels: Uint8Array;
  /** Patches to look at; null = all. */
  readonly box: TokenBox | null;
}

export interface ExitReading extends GazeAngles {
  readonly openness: number;
  readonly tokens: number;
}

/** What a tracker makes of a picture. */
export interface Sighting {
  readonly picture: EyePicture;
  /** Optical axis as each exit gives it. */
  readonly exits: readonly ExitReading[];
  /** Where the person looks. */
  readonly visual: GazeAngles;
}

/** Runs all six exits over a picture. */
export function sight(tracker: Tracker, picture: EyePicture, topK: number): Sighting {
  const exits: ExitReading[] = [];
  tracker.run(picture.pixels, picture.box, topK, ({ yawDeg, pitchDeg, openness, tokens }) => {
    exits.push({ yawDeg, pitchDeg, openness, tokens });
    return 'continue';
  });
  if (exits.length !== EXITS) throw new Error(`the tracker reached ${exits.length} exits, not ${EXITS}`);
  const { yawDeg, pitchDeg } = picture.conditions;
  return { picture, exits, visual: visualFromOptical(picture.person, yawDeg, pitchDeg) };
}
