import type { EyeBuffers } from './eye-buffers.ts';

/**
 * The three passes that make an eye image of what its buffers describe. Between the second and the third the caller adds what is bright
 * and small (glints to `eye`, reflections in glasses to `over`).
 */
export interface EyePasses {
  /** For reports: `reference`, `simd` or `relaxed`. */
  readonly name: string;
  readonly buffers: EyeBuffers;
  /** Lids, skin and lashes of every pixel: `through` and `over`. */
  lids(): void;
  /** Sclera, iris and pupil of the pixels in the box: `eye`. Outside of the box it is 0. */
  eyeball(): void;
  /** Motion blur of the eye, lids over it, blur of the lens, noise: `image`. */
  finish(): void;
}
