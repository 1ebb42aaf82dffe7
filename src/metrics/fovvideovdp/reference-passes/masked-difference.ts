import type { VdpModel } from '../../../shared/vdp-passes.ts';

/**
 * Visible difference D of two contrasts in units of the detection threshold: what the test masks is discounted, as by the
 * reference (mutual masking, FovVideoVDP, section 4.6).
 * @param test contrast times sensitivity @param channel 0 sustained, 1 transient
 */
export function maskedDifference(model: VdpModel, channel: number, test: number, reference: number): number {
  const difference = Math.abs(test - reference);
  if (difference === 0) return 0;
  const masker = model.maskerGain * Math.min(Math.abs(test), Math.abs(reference));
  const discount = 1 + masker ** model.maskerPowers[channel]!;
  return Math.min(difference ** model.differencePower / discount, model.differenceLimit);
}
