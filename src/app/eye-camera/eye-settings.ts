/** What stands for the truth: whose gaze the simulated eye shows. `auto` = the mouse on a desk, the headset's gaze in a session. */
export const TRUTH_CHOICES = ['auto', 'pointer', 'webxr', 'replay'] as const;
export type TruthChoice = (typeof TRUTH_CHOICES)[number];

/** Whether each of the tracker's exits adds to a picture, or only the last one starts it. */
export const SCHEDULE_CHOICES = ['incremental', 'last'] as const;
export type ScheduleChoice = (typeof SCHEDULE_CHOICES)[number];

/** Diameters that a pupil may have, mm. */
export const PUPIL_MM = [2, 8] as const;
/** Farthest that the simulated headset may slip, mm along each axis. */
export const MOST_SLIP_MM = 10;
/** Least share of tokens that a pruning may keep. */
export const LEAST_TOP_K = 0.1;

/** First of the people whom no network was trained on: training, validation and test end below it. */
export const FIRST_PERSON = 300_001;

/** The simulated eye, and how the tracker works on its pictures. */
export interface EyeSettings {
  readonly truth: TruthChoice;
  /** Seed of the person whose eye it is. */
  readonly person: number;
  readonly glasses: boolean;
  /** Diameter of the pupil, mm; 0 = by the brightness of the scene. */
  readonly pupil: number;
  /** How far the headset has slipped, mm: right, up, forward. */
  readonly slip: readonly [number, number, number];
  /** Share of tokens that each pruning keeps; 0 = chosen from the measured times. */
  readonly topK: number;
  readonly schedule: ScheduleChoice;
}

export const DEFAULT_EYE: EyeSettings = {
  truth: 'auto',
  person: FIRST_PERSON,
  glasses: false,
  pupil: 0,
  slip: [0, 0, 0],
  topK: 0,
  schedule: 'incremental',
};
