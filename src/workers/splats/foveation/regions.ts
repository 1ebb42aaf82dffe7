/** Eccentricities at which foveation steps down, degrees: fovea edge r4 < r3 < r2. */
export interface RegionRadii {
  readonly r4: number;
  readonly r3: number;
  readonly r2: number;
}

/** Both presets found in A3FR's released code. The order is part of the view mailbox. */
export const RADIUS_PRESETS = [
  { name: 'narrow', r4: 4, r3: 9, r2: 30 },
  { name: 'wide', r4: 18, r3: 26, r2: 33 },
] as const satisfies readonly (RegionRadii & { name: string })[];

export type RadiusPresetName = (typeof RADIUS_PRESETS)[number]['name'];

/** Content quantiles (p2, p3, p4) of A3FR's latency runs. */
export const DEFAULT_QUANTILES = [0.25, 0.5, 0.9] as const;
