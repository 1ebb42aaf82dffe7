import type { EyeConditions, EyePerson } from './eye-types.ts';

const RAD = Math.PI / 180;
/** Half axes of the ellipsoid that the lids lie on, mm: before the cornea's apex, wide enough to fill the image. */
export const LID_AXES = [24, 18, 13.6] as const;
/** Share of the eye's pitch that the lids follow, on a radius that they lie at. */
const UPPER_FOLLOWS = 0.78;
const LOWER_FOLLOWS = 0.3;
const LID_RADIUS = 13;

/** Edges of the lids, mm in the middle of the opening, and what moves with them. */
export interface LidState {
  /** How far the lower edge lies below the line between the corners, and the upper one above it. */
  lowerPeak: number;
  gap: number;
  /** By how much closed lids overlap. */
  overlap: number;
  /** How far the upper edge is from where it is in an eye that looks ahead wide open; negative = below. */
  upperShift: number;
  /** Length of lashes as the camera sees them, mm; negative where upper ones hang before the eye. */
  upperLash: number;
  lowerLash: number;
}

export function unsetLids(): LidState {
  return { lowerPeak: 0, gap: 0, overlap: 0, upperShift: 0, upperLash: 0, lowerLash: 0 };
}

/** The upper lid follows the eye up and down, the lower one a little; openness scales what lies between. */
export function setLids(
  person: EyePerson,
  { pitchDeg, openness }: Pick<EyeConditions, 'pitchDeg' | 'openness'>,
  out: LidState,
): void {
  const lowest = LID_RADIUS * Math.sin(LOWER_FOLLOWS * pitchDeg * RAD) - person.lidLower;
  const highest = LID_RADIUS * Math.sin(UPPER_FOLLOWS * pitchDeg * RAD) + person.lidUpper;
  // Closing lids meet a little above where the lower one rests.
  const lower = lowest + 0.12 * (highest - lowest) * (1 - openness);
  out.lowerPeak = -lower;
  out.gap = openness * (highest - lower);
  out.overlap = 0.3 * Math.max(0, 1 - openness / 0.1);
  out.upperShift = lower + out.gap - person.lidUpper;
  const raised = 0.72 + 0.13 * out.upperShift;
  const seen = Math.abs(raised) < 0.15 ? 0.15 * (raised < 0 ? -1 : 1) : raised;
  out.upperLash = person.lashLength * Math.min(0.9, seen);
  out.lowerLash = person.lashLength * 0.42;
}
