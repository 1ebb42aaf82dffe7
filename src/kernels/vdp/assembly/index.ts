// Per-pixel passes of FovVideoVDP on planes of float32 in linear memory; planes have room for 16 floats beyond their end.
// What each computes stands in src/shared/vdp-passes.ts, their reference in src/metrics/fovvideovdp.

export { bandErrors } from './band';
export { expand } from './expand';
export { luminance } from './luminance';
export { reduce } from './reduce';
export { temporal } from './temporal';
