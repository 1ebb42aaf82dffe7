import { HEADSET_CAMERA } from '../../workers/gaze/eye-camera/eye-cameras.ts';
import { eyePerson } from '../../workers/gaze/eye-camera/eye-person.ts';
import { opticalFromVisual } from '../../workers/gaze/eye-camera/kappa.ts';
import { projectPupil } from '../../workers/gaze/eye-camera/project-pupil.ts';
import type { EyeSettings } from './eye-settings.ts';

/** Axes that are tabulated, degrees either way, and the step between them. */
const MOST_DEG = 40;
const STEP_DEG = 5;
const COLUMNS = (2 * MOST_DEG) / STEP_DEG + 1;

/** Which axis of the eye is asked for: where the person looks, or where the pupil points, which is what an image shows. */
export type EyeAxis = 'visual' | 'optical';

/**
 * Where the middle of the pupil appears in the eye camera's image for an axis of the eye: a table for one eye in one headset, so
 * that asking for many axes in every image allocates nothing.
 */
export class PupilMap {
  private readonly table = new Float64Array(2 * COLUMNS * COLUMNS);
  private made = '';

  constructor(private readonly axis: EyeAxis) {}

  /** Makes the table for an eye, if it is not the one that it is made for already. */
  use({ person: seed, slip, glasses }: Pick<EyeSettings, 'person' | 'slip' | 'glasses'>): void {
    const key = `${seed} ${slip.join(' ')} ${glasses}`;
    if (key === this.made) return;
    this.made = key;
    const person = eyePerson(seed);
    for (let row = 0; row < COLUMNS; row++) {
      for (let column = 0; column < COLUMNS; column++) {
        const asked = { yawDeg: column * STEP_DEG - MOST_DEG, pitchDeg: row * STEP_DEG - MOST_DEG };
        const { yawDeg, pitchDeg } =
          this.axis === 'visual' ? opticalFromVisual(person, asked.yawDeg, asked.pitchDeg) : asked;
        this.table.set(
          projectPupil(HEADSET_CAMERA, person, yawDeg, pitchDeg, slip, glasses),
          2 * (row * COLUMNS + column),
        );
      }
    }
  }

  /** Writes pixels x, y at `out[offset..]` for an axis; NaN where it is not within ±40°, or before `use`. */
  write(yawDeg: number, pitchDeg: number, out: Float64Array, offset: number): void {
    const x = (yawDeg + MOST_DEG) / STEP_DEG;
    const y = (pitchDeg + MOST_DEG) / STEP_DEG;
    if (this.made === '' || !(x >= 0 && x <= COLUMNS - 1 && y >= 0 && y <= COLUMNS - 1)) {
      out[offset] = out[offset + 1] = Number.NaN;
      return;
    }
    const column = Math.min(COLUMNS - 2, Math.floor(x));
    const row = Math.min(COLUMNS - 2, Math.floor(y));
    const at = 2 * (row * COLUMNS + column);
    for (let axis = 0; axis < 2; axis++) out[offset + axis] = this.mix(at + axis, x - column, y - row);
  }

  private mix(at: number, across: number, down: number): number {
    const { table } = this;
    const below = at + 2 * COLUMNS;
    const first = table[at]! + across * (table[at + 2]! - table[at]!);
    const second = table[below]! + across * (table[below + 2]! - table[below]!);
    return first + down * (second - first);
  }
}
