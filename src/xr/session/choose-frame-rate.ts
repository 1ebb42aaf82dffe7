/** The display rate the app is designed for: a 10 ms frame. */
export const PREFERRED_RATE_HZ = 100;

/**
 * Picks a session's frame rate: 100 Hz where the headset offers it, else the rate nearest to it, always among those
 * that can be held. Of two rates equally near the lower wins, because it leaves more time for a frame.
 *
 * @param rates `session.supportedFrameRates`, Hz, in any order.
 * @param canHold Says whether a frame at that rate is affordable, e.g. the frame governor's forecast.
 * @returns the lowest rate when none can be held, since that is the one missed least; false (leave the rate alone)
 * when the headset offers no choice.
 */
export function chooseFrameRate(
  rates: ArrayLike<number>,
  canHold: (rateHz: number) => boolean = () => true,
): number | false {
  let best: number | false = false;
  let lowest: number | false = false;
  for (let i = 0; i < rates.length; i++) {
    const rate = rates[i]!;
    if (lowest === false || rate < lowest) lowest = rate;
    if (canHold(rate) && (best === false || isNearer(rate, best))) best = rate;
  }
  return best === false ? lowest : best;
}

function isNearer(rate: number, other: number): boolean {
  const distance = Math.abs(rate - PREFERRED_RATE_HZ);
  const otherDistance = Math.abs(other - PREFERRED_RATE_HZ);
  return distance < otherDistance || (distance === otherDistance && rate < other);
}
