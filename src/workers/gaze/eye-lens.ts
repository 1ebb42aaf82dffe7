import type { RecordOf } from '../../shared/layout.ts';
import type { EyeFields } from '../../shared/layouts.ts';
import type { TrackerControl } from './gaze-control.ts';

/** What stands before the tracker: an eye camera, simulated or real. */
export interface EyeLens {
  /**
   * Takes an image of the eye.
   * @param image number of the image, from 1
   * @param out receives (height, width) 8-bit grey
   * @returns false when there is no image: the camera dropped it
   */
  shoot(eye: RecordOf<EyeFields>, control: TrackerControl, image: number, out: Uint8Array): boolean;
}
