import type { DisplayModel, TransferFunction } from './displays.ts';

/** Share of red, green and blue in luminance: ITU-R BT.709 primaries, D65. */
const LUMINANCE_WEIGHTS = [0.2126729, 0.7151522, 0.072175] as const;
/** Least luminance that a display of absolute transfer function is driven with, cd/m². */
const ABSOLUTE_FLOOR = 0.005;

/** Perceptual quantizer, SMPTE ST 2084: code 0..1 to cd/m². */
function pqToLuminance(code: number): number {
  const power = Math.max(code, 0) ** (1 / 78.84375);
  return 10_000 * (Math.max(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)) ** (1 / 0.1593017578125);
}

function linearized(transfer: TransferFunction, code: number): number {
  if (transfer === 'srgb') return code <= 0.04045 ? code / 12.92 : ((code + 0.055) / 1.055) ** 2.4;
  return code ** (transfer as { gamma: number }).gamma;
}

/** What a black screen sends to the eye: the panel's own light and the room's that it reflects, cd/m². */
export function blackLevel(display: DisplayModel): number {
  return display.blackLuminance + (display.ambientLux / Math.PI) * display.reflectivity;
}

/**
 * Luminance that a channel's code would have if all three had it, cd/m².
 * @param code 0..1; of a `linear` display cd/m²
 */
export function codeToLuminance(display: DisplayModel, code: number): number {
  const black = blackLevel(display);
  const { transfer, peakLuminance } = display;
  if (transfer === 'linear' || transfer === 'pq') {
    const luminance = transfer === 'pq' ? pqToLuminance(code) : code;
    return Math.min(Math.max(luminance, ABSOLUTE_FLOOR), peakLuminance) + black;
  }
  return (peakLuminance - black) * linearized(transfer, code) + black;
}

/**
 * Parts of red, green and blue in the luminance of a pixel, by code: `levels` entries each, one after the other.
 * @param levels number of codes, 256 or 65,536; code `levels - 1` is full
 */
export function luminanceTable(display: DisplayModel, levels: number): Float32Array {
  const table = new Float32Array(3 * levels);
  for (let code = 0; code < levels; code++) {
    const luminance = codeToLuminance(display, code / (levels - 1));
    for (const [channel, weight] of LUMINANCE_WEIGHTS.entries()) {
      table[channel * levels + code] = weight * luminance;
    }
  }
  return table;
}

/** Luminance of a pixel whose codes are given as numbers, cd/m². */
export function luminanceOf(display: DisplayModel, red: number, green: number, blue: number): number {
  return (
    LUMINANCE_WEIGHTS[0] * codeToLuminance(display, red) +
    LUMINANCE_WEIGHTS[1] * codeToLuminance(display, green) +
    LUMINANCE_WEIGHTS[2] * codeToLuminance(display, blue)
  );
}
