import type { SimulatedEye } from '../../xr/gaze/camera-gaze-source.ts';
import type { EyeSettings } from './eye-settings.ts';
import { adaptPupil, luminanceOf, pupilDiameterMm } from './pupil-size.ts';

/** What the eye camera reads of it, once a display frame. */
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** How wide a person has their eyes open who looks at something. */
const OPEN = 0.9;

/** Keeps the simulated eye as the person has set it: whose it is, open or closed, and its pupil by the light. */
export class EyeControl {
  readonly now: Mutable<SimulatedEye>;
  private settings: EyeSettings;
  private brightness = Number.NaN;

  constructor(settings: EyeSettings) {
    this.settings = settings;
    const { person, glasses, slip: slipMm } = settings;
    this.now = { person, glasses, slipMm, pupilMm: this.wantedMm(), openness: OPEN };
  }

  adopt(settings: EyeSettings): void {
    this.settings = settings;
    const { person, glasses, slip } = settings;
    Object.assign(this.now, { person, glasses, slipMm: slip });
    if (settings.pupil > 0) this.now.pupilMm = settings.pupil;
  }

  setClosed(closed: boolean): void {
    this.now.openness = closed ? 0 : OPEN;
  }

  /**
   * Lets the pupil follow the light.
   * @param brightness mean of the picture's pixels, 0..255; NaN = not known now, which leaves the last one
   */
  see(brightness: number, elapsedMs: number): void {
    if (!Number.isNaN(brightness)) this.brightness = brightness;
    this.now.pupilMm = adaptPupil(this.now.pupilMm, this.wantedMm(), elapsedMs);
  }

  private wantedMm(): number {
    const { pupil } = this.settings;
    return pupil > 0 ? pupil : pupilDiameterMm(luminanceOf(this.brightness));
  }
}
