import type { RecordOf } from '../../shared/layout.ts';
import { TRACKER_CONTROL_LAYOUT, type TrackerControlFields } from '../../shared/layouts.ts';

/** Bits of `TRACKER_CONTROL_LAYOUT.switches`. */
export const TRACKER_SWITCH = {
  /** Only patches around what is dark and moving are looked at, see `TokenCrop`. */
  crop: 1,
  /** After exit 2 an image is left as soon as a newer eye is there; else every image is finished, and images are skipped instead. */
  leaveForNewer: 2,
  /** `calibration` is a person's own. */
  calibrated: 4,
} as const;

/** Exit from which on an image may be left for a newer one: the first that is of use to a picture (A3FR 1.3). */
export const LEAST_EXIT = 2;

/**
 * POLO takes the last gaze again below 10 changed cells of 4 × 4 pixels. In 128 × 96 pixels a pupil is about four cells wide and moves
 * by one cell in 5 degrees, so that 10 cells would hide several degrees; the rule is off unless somebody asks for it.
 */
export const POLO_REUSE_BELOW = 10;

export type TrackerControl = RecordOf<TrackerControlFields>;

/** A control record with everything as it ships: no pruning, whole images, each finished, the population's kappa. */
export function trackerControl(): TrackerControl {
  const control = TRACKER_CONTROL_LAYOUT.record();
  control.topK[0] = 1;
  control.noise[0] = 2.5;
  control.ambient[0] = 0.1;
  return control;
}

/** Whether a switch is on. */
export function isOn(control: TrackerControl, bit: number): boolean {
  return (control.switches[0]! & bit) !== 0;
}
