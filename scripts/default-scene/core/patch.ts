import { cross, length, normalize, sub, type Vec3 } from './vec.ts';

/** Where a material is asked for its colour: patch coordinates 0..1, the same in metres, and the world. */
export interface SurfacePoint {
  readonly u: number;
  readonly v: number;
  /** Metres along u and v. */
  readonly s: number;
  readonly t: number;
  readonly world: Vec3;
}

export interface Material {
  /** Linear albedo; for unlit and emitting patches the outgoing radiance itself. */
  readonly albedo: (p: SurfacePoint) => Vec3;
  /** Share of mirror-like reflection at normal incidence, 0 = matt. */
  readonly gloss: number;
  /** Width of the reflection lobe, radians. */
  readonly lobe: number;
  /** `lit` takes the baked light; `emits` adds its own albedo × emission; `unlit` is drawn as it is. */
  readonly emission: number;
  readonly unlit: boolean;
}

export interface PatchOptions {
  /** Largest and smallest spacing of splats, metres. */
  readonly coarse: number;
  readonly fine: number;
  /** Spacing forced along the border so that edges stay crisp, metres; 0 = none. */
  readonly edge: number;
  /** Cells are this much longer along u than along v. */
  readonly aspect: number;
  /** Colour range within a cell (sRGB, 0..1) above which it splits. */
  readonly tolerance: number;
  /** Lit from both sides, as leaves and cloth are. */
  readonly twoSided: boolean;
  /** Blocks light. */
  readonly casts: boolean;
  /** Triangulation for the ray caster, quads along u and v. */
  readonly segments: readonly [number, number];
  /** Spacing of baked light, metres. */
  readonly lightSpacing: number;
  /** Carries lettering: kept finer than what the spawn needs, for eyes that come closer. */
  readonly legible: boolean;
}

/** A parametric surface over the unit square; the front is the side of dP/du × dP/dv. */
export interface Patch extends PatchOptions {
  readonly at: (u: number, v: number) => Vec3;
  readonly width: number;
  readonly height: number;
  readonly material: Material;
}

export const PATCH_DEFAULTS: PatchOptions = {
  coarse: 0.06,
  fine: 0.008,
  edge: 0.012,
  aspect: 1,
  tolerance: 0.05,
  twoSided: false,
  casts: true,
  segments: [1, 1],
  lightSpacing: 0.05,
  legible: false,
};

/** Unit front normal. Near a pole it is taken a little inside. */
export function normalAt(patch: Patch, u: number, v: number): Vec3 {
  const e = 1e-3;
  for (const inset of [0, 0.01, 0.05]) {
    const uu = Math.min(1 - e - inset, Math.max(e + inset, u));
    const vv = Math.min(1 - e - inset, Math.max(e + inset, v));
    const du = sub(patch.at(uu + e, vv), patch.at(uu - e, vv));
    const dv = sub(patch.at(uu, vv + e), patch.at(uu, vv - e));
    const n = cross(du, dv);
    if (length(n) > 1e-6 * length(du) * length(dv) && length(n) > 1e-14) return normalize(n);
  }
  return [0, 1, 0];
}

/** Mean lengths of a surface along u and v, metres, from a coarse walk. */
export function measure(at: (u: number, v: number) => Vec3): [number, number] {
  const steps = 12;
  let width = 0;
  let height = 0;
  for (const k of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    for (let i = 0; i < steps; i++) {
      width += length(sub(at((i + 1) / steps, k), at(i / steps, k))) / 5;
      height += length(sub(at(k, (i + 1) / steps), at(k, i / steps))) / 5;
    }
  }
  return [width, height];
}
