import { FlickerEnergy } from '../../src/metrics/flicker.ts';
import { fovealMask } from '../../src/metrics/foveal-psnr.ts';
import type { FovVideoVdp } from '../../src/metrics/fovvideovdp/fovvideovdp.ts';
import { psnr } from '../../src/metrics/psnr.ts';
import { pixelOfDirection } from '../../src/workers/splats/foveation/eccentricity.ts';
import { EQUAL_DB } from '../splats/picture-agreement.ts';
import type { View } from '../splats/pose.ts';
import type { BenchDisplay } from './bench-display.ts';
import { equalWithin, foveaOnly } from './fovea-only.ts';
import type { StereoFrame } from './stereo-renderer.ts';

/** Part of the field of view that must not suffer, degrees from the gaze. */
export const FOVEA_DEG = 10;

/** How a foveated video compares with the full one; of the worse eye. */
export interface VideoQuality {
  /** 10 − JOD over the whole picture. */
  readonly jodLoss: number;
  /** The same where everything beyond `FOVEA_DEG` is taken from the full video. */
  readonly foveaJodLoss: number;
  /** Worst frame, dB; `EQUAL_DB` stands for equal pixels. */
  readonly foveaPsnrDb: number;
  /** Change between frames that the full video does not have, 8-bit codes²; of the whole picture, see `FlickerEnergy`. */
  readonly flickerEnergy: number;
}

/**
 * Compares foveated videos with one full video that is seen with a moving gaze.
 */
export class VideoJudge {
  private readonly masks: readonly Uint8Array[];
  private readonly gazePixels: readonly (readonly [number, number])[];
  private readonly scratch: Uint8Array;
  private readonly flicker: FlickerEnergy;

  /** @param gazes where the eye truly looks in each frame; @param metric of the display's size and the video's rate */
  constructor(
    private readonly display: BenchDisplay,
    private readonly metric: FovVideoVdp,
    private readonly reference: readonly StereoFrame[],
    gazes: readonly View['gaze'][],
  ) {
    const { width, height, side, up } = display;
    const eye = { left: side, right: side, up, down: up, width, height };
    this.masks = gazes.map((gaze) => fovealMask(eye, gaze, FOVEA_DEG));
    this.gazePixels = gazes.map((gaze) => {
      const pixel: [number, number] = [width / 2, height / 2];
      pixelOfDirection(eye, gaze, pixel);
      return [Math.min(width, Math.max(0, pixel[0])), Math.min(height, Math.max(0, pixel[1]))];
    });
    this.scratch = new Uint8Array(4 * width * height);
    this.flicker = new FlickerEnergy({ pixels: width * height, channels: 4 });
  }

  /** @param test as many frames and eyes as the reference */
  judge(test: readonly StereoFrame[]): VideoQuality {
    const eyes = this.reference[0]!.eyes.map((_, eye) => this.judgeEye(test, eye));
    return {
      jodLoss: Math.max(...eyes.map(({ jodLoss }) => jodLoss)),
      foveaJodLoss: Math.max(...eyes.map(({ foveaJodLoss }) => foveaJodLoss)),
      foveaPsnrDb: Math.min(...eyes.map(({ foveaPsnrDb }) => foveaPsnrDb)),
      flickerEnergy: Math.max(...eyes.map(({ flickerEnergy }) => flickerEnergy)),
    };
  }

  private judgeEye(test: readonly StereoFrame[], eye: number): VideoQuality {
    const decibels = test.map((frame, i) =>
      psnr(frame.eyes[eye]!, this.reference[i]!.eyes[eye]!, { channels: 4, mask: this.masks[i]! }),
    );
    for (const [i, { eyes }] of this.reference.entries()) this.flicker.add(test[i]!.eyes[eye]!, eyes[eye]!);
    const untouched = test.every((frame, i) =>
      equalWithin(frame.eyes[eye]!, this.reference[i]!.eyes[eye]!, this.masks[i]!),
    );
    return {
      jodLoss: this.loss((i) => test[i]!.eyes[eye]!, eye),
      // Equal videos lose nothing, so the metric need not be asked.
      foveaJodLoss: untouched
        ? 0
        : this.loss(
            (i) =>
              foveaOnly(test[i]!.eyes[eye]!, this.reference[i]!.eyes[eye]!, this.masks[i]!, this.scratch),
            eye,
          ),
      foveaPsnrDb: Math.min(EQUAL_DB, ...decibels),
      flickerEnergy: this.flicker.finish(),
    };
  }

  private loss(picture: (frame: number) => Uint8Array, eye: number): number {
    const { width, height } = this.display;
    for (const [i, { eyes }] of this.reference.entries()) {
      const test = { width, height, data: picture(i), channels: 4 } as const;
      const reference = { width, height, data: eyes[eye]!, channels: 4 } as const;
      this.metric.addFrame(test, reference, this.gazePixels[i]!);
    }
    return 10 - this.metric.finish().jod;
  }
}
