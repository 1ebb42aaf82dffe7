import { BlinkGate } from './blink-gate.ts';
import { FixationFilter } from './fixation-filter.ts';
import { NOISE_THRESHOLDS, SaccadeDetector } from './saccade-detector.ts';
import type { SaccadeNet } from './saccade-net.ts';

/** What happens over time in a stream of estimated gazes: blinks, saccades, fixations. Allocates nothing. */
export class GazeEvents {
  readonly blink = new BlinkGate();
  readonly filter = new FixationFilter();
  readonly velocity = new SaccadeDetector(NOISE_THRESHOLDS);

  /** @param net sees saccades in the images, before any gaze is known; null = by velocity alone */
  constructor(readonly net: SaccadeNet | null) {}

  /** The eye is on its way: either detector says so. */
  get saccade(): boolean {
    return this.velocity.active || (this.net?.active ?? false);
  }

  /** Takes an image, before its gaze is known. */
  see(image: Uint8Array, captureMs: number): void {
    this.net?.push(image, captureMs);
  }

  /** Takes the best gaze of an image. */
  push(direction: ArrayLike<number>, captureMs: number, sigmaDeg: number): void {
    this.velocity.push(direction, captureMs);
    this.filter.push(direction, captureMs, sigmaDeg, this.saccade);
  }

  /** The gaze was lost: what comes next must not look like a jump, nor be averaged with what was. */
  interrupt(): void {
    this.velocity.reset();
    this.filter.reset();
  }

  /** Another eye. */
  reset(): void {
    this.interrupt();
    this.blink.reset();
    this.net?.reset();
  }
}
