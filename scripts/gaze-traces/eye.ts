import { saccadeDurationMs, saccadeProgress } from './main-sequence.ts';
import type { SeededRandom } from './seeded-random.ts';

/** Farthest that a trace looks from straight ahead, degrees. */
export const FIELD_DEG = 25;

/** Brownian drift of a fixating eye: 40 square minutes of arc a second (Kuang, Poletti, Victor and Rucci 2012). */
const DRIFT_DEG2_PER_S = 40 / 3600;
/** How fast drift is pulled back to the point looked at, 1/s, so that a long fixation stays on it. */
const DRIFT_RETURN_PER_S = 2;
/** One to two microsaccades a second, below 1° (Martinez-Conde, Macknik and Hubel 2004). */
const MICROSACCADE_MEAN_MS = 700;
const MICROSACCADE_MEAN_DEG = 0.25;
const MICROSACCADE_MAX_DEG = 0.9;
/** Simulation steps for one sample. */
const STEPS = 10;

/** What the eye did, for statistics. Times are ms from the start of the trace. */
export interface EyeEvent {
  readonly kind: 'fixation' | 'saccade' | 'microsaccade' | 'pursuit' | 'blink';
  readonly startMs: number;
  readonly endMs: number;
  /** Of a saccade, degrees; 0 for the rest. */
  readonly amplitudeDeg: number;
}

/**
 * A simulated eye that writes down where it looks. Angles are degrees, yaw to the right and pitch up. Tremor (tens of
 * seconds of arc at about 90 Hz) lies below the tracker's noise and above half its rate, so it has no term of its own.
 */
export class Eye {
  yaw = 0;
  pitch = 0;
  readonly events: EyeEvent[] = [];
  /** (samples, 3): yaw, pitch, valid. */
  readonly samples: number[] = [];
  private step = 0;
  private blinkEndMs = -1;

  /** @param noiseDeg Standard deviation of the tracker's white noise on either axis. */
  constructor(
    private readonly random: SeededRandom,
    private readonly rateHz: number,
    private readonly noiseDeg: number,
  ) {}

  get timeMs(): number {
    return (this.step * 1000) / (this.rateHz * STEPS);
  }

  /** Looks at a point for a while: drift, and a microsaccade back towards the point now and then. */
  fixate(yaw: number, pitch: number, durationMs: number): void {
    const startMs = this.timeMs;
    const endMs = startMs + durationMs;
    let nextMicroMs = startMs + this.random.exponential(MICROSACCADE_MEAN_MS);
    while (this.timeMs < endMs) {
      this.drift(yaw, pitch);
      if (this.timeMs > nextMicroMs && endMs - this.timeMs > 60) {
        const size = Math.min(MICROSACCADE_MAX_DEG, this.random.exponential(MICROSACCADE_MEAN_DEG));
        const angle = Math.atan2(pitch - this.pitch, yaw - this.yaw) + 0.5 * this.random.normal();
        this.jump(this.yaw + size * Math.cos(angle), this.pitch + size * Math.sin(angle), 'microsaccade');
        nextMicroMs = this.timeMs + this.random.exponential(MICROSACCADE_MEAN_MS);
      }
    }
    this.log('fixation', startMs);
  }

  saccadeTo(yaw: number, pitch: number): void {
    this.jump(yaw, pitch, 'saccade');
  }

  /** Moves with a velocity (degrees a second) for one simulation step, as in smooth pursuit. */
  glide(yawPerS: number, pitchPerS: number): void {
    const seconds = 1 / (this.rateHz * STEPS);
    this.yaw += yawPerS * seconds;
    this.pitch += pitchPerS * seconds;
    this.advance();
  }

  /** Closes the eye: samples are invalid for a while, whatever it does below the lid. */
  blink(durationMs: number): void {
    this.blinkEndMs = this.timeMs + durationMs;
    this.events.push({ kind: 'blink', startMs: this.timeMs, endMs: this.blinkEndMs, amplitudeDeg: 0 });
  }

  log(kind: EyeEvent['kind'], startMs: number, amplitudeDeg = 0): void {
    this.events.push({ kind, startMs, endMs: this.timeMs, amplitudeDeg });
  }

  private jump(yaw: number, pitch: number, kind: 'saccade' | 'microsaccade'): void {
    const [fromYaw, fromPitch, startMs] = [this.yaw, this.pitch, this.timeMs];
    const amplitude = Math.hypot(yaw - fromYaw, pitch - fromPitch);
    const duration = saccadeDurationMs(amplitude);
    while (this.timeMs < startMs + duration) {
      const progress = saccadeProgress((this.timeMs - startMs) / duration);
      this.yaw = fromYaw + progress * (yaw - fromYaw);
      this.pitch = fromPitch + progress * (pitch - fromPitch);
      this.advance();
    }
    this.yaw = yaw;
    this.pitch = pitch;
    this.log(kind, startMs, amplitude);
  }

  private drift(yaw: number, pitch: number): void {
    const seconds = 1 / (this.rateHz * STEPS);
    const spread = Math.sqrt(2 * DRIFT_DEG2_PER_S * seconds);
    const back = DRIFT_RETURN_PER_S * seconds;
    this.yaw += spread * this.random.normal() + back * (yaw - this.yaw);
    this.pitch += spread * this.random.normal() + back * (pitch - this.pitch);
    this.advance();
  }

  /** Ends a simulation step; every tenth is a sample, to a hundredth of a degree. */
  private advance(): void {
    if (this.step++ % STEPS !== 0) return;
    const valid = this.timeMs > this.blinkEndMs ? 1 : 0;
    const round = (value: number): number => Math.round(value * 100) / 100;
    this.samples.push(
      round(this.yaw + this.noiseDeg * this.random.normal()),
      round(this.pitch + this.noiseDeg * this.random.normal()),
      valid,
    );
  }
}
