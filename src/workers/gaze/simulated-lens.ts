import type { RecordOf } from '../../shared/layout.ts';
import type { EyeFields } from '../../shared/layouts.ts';
import type { Pulse } from '../../shared/pulse.ts';
import { pitchOf, yawOf } from './angles.ts';
import { eyePerson } from './eye-camera/eye-person.ts';
import type { EyeRenderer } from './eye-camera/eye-renderer.ts';
import type { EyeConditions, EyePerson } from './eye-camera/eye-types.ts';
import { opticalFromVisual } from './eye-camera/kappa.ts';
import type { EyeLens } from './eye-lens.ts';
import type { TrackerControl } from './gaze-control.ts';

/** Time that the shutter is open, ms: what the eye turns in it blurs the image. */
const SHUTTER_MS = 2;
/** After a longer pause than this nothing is known of the motion, ms. */
const LONGEST_STEP_MS = 60;

/** What making a person may take on a slow machine, ms: skin, iris, lashes, and how the camera sits. */
const PERSON_MS = 3000;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The eye camera in place of a headset's: draws the eye that the page describes. Allocates only where the person changes. */
export class SimulatedLens implements EyeLens {
  private person: EyePerson | null = null;
  private lastMs = Number.NaN;
  private readonly slip: [number, number, number] = [0, 0, 0];
  private readonly conditions: Mutable<EyeConditions> = {
    yawDeg: 0,
    pitchDeg: 0,
    pupilMm: 4,
    openness: 1,
    slipMm: this.slip,
    glasses: false,
    noise: 0,
    motionYawDeg: 0,
    motionPitchDeg: 0,
    ambient: 0,
    seed: 0,
  };

  /** @param pulse told before a person is made, which takes long */
  constructor(
    private readonly renderer: EyeRenderer,
    private readonly pulse: Pick<Pulse, 'allow'> | null = null,
  ) {}

  shoot(eye: RecordOf<EyeFields>, control: TrackerControl, image: number, out: Uint8Array): boolean {
    const { conditions, slip } = this;
    const captureMs = eye.captureMs[0]!;
    const before = this.person;
    const person = this.personOf(eye.person[0]!);
    const fresh = person !== before || conditions.glasses !== (eye.glasses[0] === 1);
    if (fresh) this.pulse?.allow(PERSON_MS);
    // The eye turns so that its visual axis, which cannot be seen, points where the person looks.
    const optical = opticalFromVisual(person, yawOf(eye.direction), pitchOf(eye.direction));
    if (!Number.isFinite(optical.yawDeg + optical.pitchDeg + captureMs)) return false;
    const share = this.shutterShare(captureMs);
    conditions.motionYawDeg = share * (optical.yawDeg - conditions.yawDeg);
    conditions.motionPitchDeg = share * (optical.pitchDeg - conditions.pitchDeg);
    conditions.yawDeg = optical.yawDeg;
    conditions.pitchDeg = optical.pitchDeg;
    conditions.pupilMm = Math.max(2, Math.min(8, eye.pupilMm[0]!));
    conditions.openness = Math.max(0, Math.min(1, eye.openness[0]!));
    for (let axis = 0; axis < 3; axis++) slip[axis] = eye.slipMm[axis]!;
    conditions.glasses = eye.glasses[0] === 1;
    conditions.noise = control.noise[0]!;
    conditions.ambient = control.ambient[0]!;
    conditions.seed = image;
    this.renderer.render(person, conditions, out);
    if (fresh) this.pulse?.allow(0);
    return true;
  }

  private personOf(seed: number): EyePerson {
    if (this.person?.seed !== seed) {
      this.person = eyePerson(seed);
      this.lastMs = Number.NaN;
    }
    return this.person!;
  }

  /** Part of the turn since the last image that falls into the open shutter. */
  private shutterShare(captureMs: number): number {
    const elapsedMs = captureMs - this.lastMs;
    this.lastMs = captureMs;
    return elapsedMs > 0 && elapsedMs < LONGEST_STEP_MS ? Math.min(1, SHUTTER_MS / elapsedMs) : 0;
  }
}
