/**
 * Constants that FovVideoVDP 1.2.3 was fitted with: Mantiuk et al., "FovVideoVDP: A visible difference predictor for wide
 * field-of-view video", ACM Transactions on Graphics 40(4), 2021, and the release's published parameter set. They are figures
 * of that calibration, not free to choose; a different value is a different metric.
 */
export const CALIBRATION = {
  /** Gain on the contrast sensitivity, dB. */
  sensitivityCorrectionDb: 16.2596,
  /** log10 of the gain on the masker. */
  logMaskerGain: -0.973838,
  /** Exponent of the difference. */
  differencePower: 2.4,
  /** Exponents of the masker: sustained, transient. */
  maskerPowers: [2.43685, 4.946],
  /** Upper clamp of the masked difference. */
  differenceLimit: 1e4,
  /** Exponent of pooling over the pixels of a band. */
  spatialPower: 1.52134,
  /** Exponent of pooling over the two temporal channels. */
  channelPower: 0.666092,
  /** Weights of the sustained and the transient channel. */
  channelWeights: [1, 0.25],
  /** Slope of the scale from error to just-objectionable differences. */
  jodSlope: 0.0161713,
  /** log10 of that scale's exponent. */
  logJodPower: -0.228,
  /** Least luminance that contrast is relative to, cd/m². */
  backgroundFloor: 0.1,
  /** Most contrast. */
  contrastLimit: 1000,
} as const;
