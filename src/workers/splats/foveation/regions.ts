/** Eccentricities at which foveation steps down, degrees: fovea edge r4 < r3 < r2. */
export interface RegionRadii {
  readonly r4: number;
  readonly r3: number;
  readonly r2: number;
}

/** Content quantiles (p2, p3, p4) of A3FR's latency runs. */
export const DEFAULT_QUANTILES = [0.25, 0.5, 0.9] as const;
