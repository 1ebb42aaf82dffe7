import { GAZE_FLAG } from '../../shared/gaze.ts';
import { type GazeAngles, pitchOf, yawOf } from '../../workers/gaze/angles.ts';
import type { GazeRecord } from '../../xr/gaze/gaze-source.ts';
import type { CalibrationState } from './calibration-control.ts';
import type { EyeService, EyeState } from './eye-service.ts';

/**
 * What tests and benchmarks read of the eye camera. On a desk the eye is simulated and follows the mouse, in a headset it shows where
 * the person looks: these are directions, which nothing but a script of the page itself can ask for.
 */
export interface EyeReport extends EyeState {
  /** Number of the newest image, and when it was taken. */
  readonly image: number;
  readonly captureMs: number;
  readonly crop: readonly number[];
  readonly cameraMs: number;
  readonly exitMs: readonly number[];
  readonly exitTokens: readonly number[];
  readonly topK: number;
  /** Where the eye truly looks now; null = not known. */
  readonly truth: GazeAngles | null;
  /** The newest sample of the gaze hub. */
  readonly gaze: GazeAngles & { readonly valid: boolean; readonly saccade: boolean; readonly exit: number };
  /** Error of the newest sample, and of the last two seconds, degrees; NaN = not known. */
  readonly errorDeg: number;
  readonly meanDeg: number;
  readonly p95Deg: number;
  readonly samples: number;
  readonly calibration: CalibrationState;
  /** What to look at in a running calibration. */
  readonly target: GazeAngles | null;
}

export function eyeReport(eye: EyeService, sample: GazeRecord): EyeReport {
  const { readout, calibration, store } = eye;
  const { meanDeg, p95Deg } = readout.numbers();
  const { image, marks, errors } = readout;
  const flags = sample.flags[0]!;
  return {
    ...store.getState(),
    image: image.serial[0]!,
    captureMs: image.captureMs[0]!,
    crop: [...image.crop],
    cameraMs: image.cameraMs[0]!,
    exitMs: [...image.exitMs],
    exitTokens: [...image.exitTokens],
    topK: image.topK[0]!,
    truth: marks.hasTruth ? anglesOf(marks.truth) : null,
    gaze: {
      ...anglesOf(sample.direction),
      valid: (flags & GAZE_FLAG.valid) !== 0,
      saccade: (flags & GAZE_FLAG.saccade) !== 0,
      exit: sample.exit[0]!,
    },
    errorDeg: readout.errorDeg,
    meanDeg,
    p95Deg,
    samples: errors.count,
    calibration: calibration.store.getState(),
    target: calibration.target.shown ? anglesOf(calibration.target.direction) : null,
  };
}

function anglesOf(direction: ArrayLike<number>): GazeAngles {
  return { yawDeg: yawOf(direction), pitchDeg: pitchOf(direction) };
}
