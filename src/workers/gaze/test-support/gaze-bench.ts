import { GAZE_FLAG } from '../../../shared/gaze.ts';
import { EYE_LAYOUT } from '../../../shared/layouts.ts';
import { directionOfAngles, pitchOf, yawOf } from '../angles.ts';
import { trackerControl } from '../gaze-control.ts';
import { GazeEngine } from '../gaze-engine.ts';
import { imageSlots } from '../image-ring.ts';
import { HEADSET } from '../tracker-config.ts';
import { checkTrackerFacts } from '../tracker-facts.ts';
import { FakeLens } from './fake-lens.ts';
import { FakeTracker } from './fake-tracker.ts';

export const EXIT_SIGMA_DEG = [6, 2, 1, 0.6, 0.5, 0.4];
/** Errors with a calibration and without one, as the facts of a network state them. */
export const EXIT_SIGMAS = checkTrackerFacts({ exitSigmaDeg: EXIT_SIGMA_DEG }, HEADSET);

export interface Sample {
  readonly image: number;
  readonly exit: number;
  readonly yawDeg: number;
  readonly pitchDeg: number;
  readonly sigmaDeg: number;
  readonly confidence: number;
  readonly valid: boolean;
  readonly saccade: boolean;
  readonly captureMs: number;
}

/** An engine with a fake tracker and camera, and what it has published. */
export function gazeBench(lastImage = 0) {
  const tracker = new FakeTracker();
  const samples: Sample[] = [];
  const images: { serial: number; slot: number; crop: number[]; exitMs: number[] }[] = [];
  const world = { newer: false };
  const slots = imageSlots(HEADSET.width, HEADSET.height);
  const engine = new GazeEngine(
    { tracker, lens: new FakeLens(), ...EXIT_SIGMAS, saccadeNet: null, slots, lastImage },
    {
      sample(record) {
        const flags = record.flags[0]!;
        samples.push({
          image: record.image[0]!,
          exit: record.exit[0]!,
          yawDeg: yawOf(record.direction),
          pitchDeg: pitchOf(record.direction),
          sigmaDeg: record.sigmaDeg[0]!,
          confidence: record.confidence[0]!,
          valid: (flags & GAZE_FLAG.valid) !== 0,
          saccade: (flags & GAZE_FLAG.saccade) !== 0,
          captureMs: record.captureMs[0]!,
        });
      },
      image(record) {
        images.push({
          serial: record.serial[0]!,
          slot: record.slot[0]!,
          crop: [...record.crop],
          exitMs: [...record.exitMs],
        });
      },
      newer: () => world.newer,
    },
  );
  const eye = EYE_LAYOUT.record();
  const control = trackerControl();
  let ms = 1000;
  /** Shows an eye 10 ms after the last one. @param fault 2 = the image is dropped, 3 = the lens is covered */
  const see = (yawDeg: number, pitchDeg: number, openness = 1, fault = 0): readonly Sample[] => {
    ms += 10;
    eye.captureMs[0] = ms;
    directionOfAngles(yawDeg, pitchDeg, eye.direction);
    eye.openness[0] = openness;
    eye.pupilMm[0] = 4;
    eye.glasses[0] = fault;
    eye.serial[0] = ms;
    const before = samples.length;
    engine.process(eye, control);
    return samples.slice(before);
  };
  return { engine, tracker, samples, images, slots, eye, control, world, see };
}
