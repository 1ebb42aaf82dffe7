import { CALIBRATION } from './calibration.ts';

const JOD_POWER = 10 ** CALIBRATION.logJodPower;
/** Errors are scaled before the power, so that its slope at one unit is `jodSlope`. */
const JOD_SCALE = CALIBRATION.jodSlope ** (1 / JOD_POWER);

/** Error of one band and channel: the norm of D over its pixels, from the sum of its powers. */
export function bandError(sumOfPowers: number, pixels: number): number {
  return (sumOfPowers / pixels) ** (1 / CALIBRATION.spatialPower);
}

/**
 * Error of a frame: bands add up, the channels are pooled with their weights.
 * @param perChannel sum over bands of `bandError`, sustained and (for video) transient
 */
export function frameError(perChannel: readonly number[]): number {
  let sum = 0;
  for (const [channel, error] of perChannel.entries()) {
    sum += (CALIBRATION.channelWeights[channel]! * error) ** CALIBRATION.channelPower;
  }
  return sum ** (1 / CALIBRATION.channelPower);
}

/**
 * Quality on the scale of just-objectionable differences: 10 = no difference to be seen; one unit less is preferred by 25 % of
 * observers against 75 %.
 */
export function jodOf(error: number): number {
  return 10 - (JOD_SCALE * error) ** JOD_POWER;
}
