import type { RecordOf } from '../../../shared/layout.ts';
import type { EyeFields } from '../../../shared/layouts.ts';
import { pitchOf, yawOf } from '../angles.ts';
import { populationOptical } from '../calibration/calibration-map.ts';
import type { EyeLens } from '../eye-lens.ts';
import type { TrackerControl } from '../gaze-control.ts';
import { drawFakeEye } from './fake-tracker.ts';

/** A camera before the eye of somebody with the population's kappa. With glasses = 2 it drops images, with 3 it is covered. */
export class FakeLens implements EyeLens {
  private readonly optical = new Float64Array(2);

  shoot(eye: RecordOf<EyeFields>, _control: TrackerControl, _image: number, out: Uint8Array): boolean {
    if (eye.glasses[0] === 2) return false;
    if (eye.glasses[0] === 3) out.fill(77);
    else {
      populationOptical(yawOf(eye.direction), pitchOf(eye.direction), this.optical);
      drawFakeEye(this.optical[0]!, this.optical[1]!, eye.openness[0]!, out);
    }
    return true;
  }
}
