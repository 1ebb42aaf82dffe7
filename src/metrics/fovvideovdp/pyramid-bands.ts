/** The pyramid goes on until a band lies at or below this frequency, cycles per degree, and adds one more. */
const LOWEST_FREQUENCY = 0.5;
/** Peak of the first band-pass level, as a fraction of the Nyquist frequency. */
const BAND_PEAK = 0.3228;

/** One level of the pyramid; the last one is the base, which is not scored. */
export interface PyramidBand {
  readonly width: number;
  readonly height: number;
  /** Cycles per degree at the display's centre. */
  readonly frequency: number;
}

/**
 * Levels of the Laplacian pyramid of a picture, finest first.
 * @param ppd pixels per degree at the display's centre
 */
export function pyramidBands(width: number, height: number, ppd: number): PyramidBand[] {
  const most = Math.floor(Math.log2(Math.min(width, height))) - 1;
  const bands: PyramidBand[] = [{ width, height, frequency: ppd / 2 }];
  let last = bands[0]!;
  // One level below the first whose frequency is low enough.
  while (bands.length <= most && !(bands.length > 1 && bands.at(-2)!.frequency <= LOWEST_FREQUENCY)) {
    const frequency = (BAND_PEAK * 2 ** (1 - bands.length) * ppd) / 2;
    last = { width: Math.ceil(last.width / 2), height: Math.ceil(last.height / 2), frequency };
    bands.push(last);
  }
  return bands;
}
