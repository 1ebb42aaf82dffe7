/**
 * What the paper's released code holds of measurements (A3FR, arXiv 2507.04147: `latency_*_baseline.txt`, ablation and earlier runs): ms per
 * frame on an unnamed GPU and processor. For comparison only.
 */

export const PAPER_SCENES = ['truck', 'train', 'drjohnson', 'playroom'] as const;
export const RESOLUTIONS = ['1280×720', '1920×1080', '2560×1440'] as const;
export type Resolution = (typeof RESOLUTIONS)[number];

export interface PaperCell {
  readonly full: number;
  readonly serial: number;
  readonly a3fr: number;
  readonly foveated: number;
  readonly content: number;
}

const cell = (full: number, serial: number, a3fr: number, foveated: number, content: number): PaperCell => ({
  full,
  serial,
  a3fr,
  foveated,
  content,
});

/** Radii 18° / 26° / 33°, quantiles 0.25, 0.5, 0.9; scenes in the order of `PAPER_SCENES`. */
export const PAPER_TABLE: Readonly<Record<Resolution, readonly PaperCell[]>> = {
  '1280×720': [
    cell(78.94, 52.1, 42.12, 46.48, 55.32),
    cell(57.86, 44.61, 35.87, 38.88, 42.74),
    cell(74.53, 49.01, 37.99, 43.24, 50.43),
    cell(57.71, 38.88, 27.0, 30.71, 36.98),
  ],
  '1920×1080': [
    cell(113.89, 69.01, 54.86, 63.54, 73.52),
    cell(88.75, 58.85, 46.59, 53.33, 57.4),
    cell(115.8, 67.45, 50.83, 61.91, 72.45),
    cell(86.68, 51.03, 37.79, 45.57, 55.2),
  ],
  '2560×1440': [
    cell(158.35, 92.49, 73.19, 86.99, 98.47),
    cell(130.55, 81.35, 64.01, 75.75, 80.48),
    cell(168.24, 92.92, 70.48, 91.56, 107.19),
    cell(126.97, 70.77, 53.14, 65.36, 79.11),
  ],
};

/** Content quantiles of the ablation, the default first. */
export const QUANTILE_SETS = [
  [0.25, 0.5, 0.9],
  [0, 0, 0],
  [0.25, 0.5, 0.75],
  [0.5, 0.5, 0.5],
] as const;

/** A3FR, ms, with each of `QUANTILE_SETS`; one line a scene. */
export const PAPER_QUANTILES: Readonly<Partial<Record<Resolution, readonly (readonly number[])[]>>> = {
  '1920×1080': [
    [54.98, 66.54, 61.22, 63.83],
    [46.56, 55.86, 51.43, 53.6],
    [51.18, 64.74, 57.44, 59.69],
    [37.73, 47.62, 42.3, 44.0],
  ],
  '2560×1440': [
    [73.54, 91.16, 82.6, 86.87],
    [64.3, 79.19, 71.76, 75.16],
    [70.36, 91.4, 79.74, 83.65],
    [53.02, 68.09, 59.88, 62.63],
  ],
};

/** Radii 4° / 9° / 30°: full, content levels only, foveated with content levels; ms, one line a scene. */
export const PAPER_NARROW: Readonly<Record<Resolution, readonly (readonly [number, number, number])[]>> = {
  '1280×720': [
    [78.83, 63.89, 33.12],
    [57.76, 48.1, 27.55],
    [74.4, 58.76, 30.38],
    [55.12, 43.45, 22.04],
  ],
  '1920×1080': [
    [113.79, 87.63, 43.95],
    [88.66, 68.79, 36.87],
    [115.65, 87.43, 42.29],
    [86.46, 66.26, 31.63],
  ],
  '2560×1440': [
    [158.3, 119.29, 58.64],
    [130.5, 98.46, 50.99],
    [168.1, 125.25, 58.93],
    [126.76, 95.9, 44.64],
  ],
};

/** Error of each exit as a figure in the paper's code, σ per axis, degrees; not confirmed by its text. */
export const PAPER_EXIT_SIGMA = [7.488, 2.258, 1.057, 0.681, 0.54, 0.518] as const;
