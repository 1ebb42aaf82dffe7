/** How a code of 0..1 becomes light; `pq` and `linear` are absolute, the others relative to the display's peak. */
export type TransferFunction = 'srgb' | 'pq' | 'linear' | { readonly gamma: number };

/** A display as one eye sees it. */
export interface DisplayModel {
  /** Pixels: width, height. */
  readonly resolution: readonly [number, number];
  readonly widthMetres: number;
  readonly heightMetres: number;
  /** From the eye to the display, or to its virtual image. */
  readonly distanceMetres: number;
  /** Where the eye is in front of it, fractions from the upper left corner; default its middle. */
  readonly axis?: readonly [number, number];
  /** Light of full white, cd/m². */
  readonly peakLuminance: number;
  /** Light of black in a dark room, cd/m². */
  readonly blackLuminance: number;
  /** Light that falls on the display, lux. */
  readonly ambientLux: number;
  /** Share of it that is reflected. */
  readonly reflectivity: number;
  readonly transfer: TransferFunction;
}

const REFLECTIVITY = 0.005;
const INCH = 0.0254;
/** Distance that the lenses of a headset make its display appear at, metres; only angles matter to the metric. */
const VIRTUAL_DISTANCE = 3;

type Light = Pick<DisplayModel, 'peakLuminance' | 'blackLuminance' | 'ambientLux'> &
  Partial<Pick<DisplayModel, 'transfer'>>;
type Size = readonly [width: number, height: number];

/** A flat screen of square pixels. */
function screen(
  resolution: Size,
  diagonalInches: number,
  distanceMetres: number,
  light: Light,
): DisplayModel {
  const scale = (diagonalInches * INCH) / Math.hypot(...resolution);
  return {
    resolution,
    widthMetres: scale * resolution[0],
    heightMetres: scale * resolution[1],
    distanceMetres,
    reflectivity: REFLECTIVITY,
    transfer: 'srgb',
    ...light,
  };
}

/** A headset whose field of view is known along the diagonal, of square pixels. */
function headsetByDiagonal(resolution: Size, diagonalDeg: number, light: Light): DisplayModel {
  const diagonal = 2 * VIRTUAL_DISTANCE * Math.tan((diagonalDeg * Math.PI) / 360);
  return screen(resolution, diagonal / INCH, VIRTUAL_DISTANCE, light);
}

/**
 * A headset of square pixels, by what a flat picture of one eye spans: `extent` is its height in multiples of its distance,
 * tan(up) + tan(down).
 */
function headset(resolution: Size, extent: number, light: Light): DisplayModel {
  const scale = (extent * VIRTUAL_DISTANCE) / resolution[1];
  return screen(resolution, (scale * Math.hypot(...resolution)) / INCH, VIRTUAL_DISTANCE, light);
}

const tangent = (deg: number) => Math.tan((deg * Math.PI) / 180);

/** Light of a panel in a room: white, black, and lux on it. */
function light(peakLuminance: number, blackLuminance: number, ambientLux = 0): Light {
  return { peakLuminance, blackLuminance, ambientLux };
}

/**
 * Light of the headsets whose maker publishes none: white as usual for panels that light up for a short part of a frame, and
 * the contrast of LCD.
 */
const HEADSET_LIGHT = light(100, 0.1);

const UHD: Size = [3840, 2160];
const FHD: Size = [1920, 1080];

/** Displays by name. Ours first; the others are those that FovVideoVDP 1.2.3 publishes, with its figures. */
const DISPLAYS = {
  // 2064 × 2208 pixels an eye and 96° up and down: Meta's specification. With square pixels that is 92° across for each eye,
  // which both eyes together widen to the 110° that are specified.
  quest3: headset([2064, 2208], 2 * tangent(48), HEADSET_LIGHT),
  // 1800 × 1920 pixels an eye, 96° up and down, 106° across for both eyes: Meta's specification.
  questPro: headset([1800, 1920], 2 * tangent(48), HEADSET_LIGHT),
  // 37° to either side, 25° up, 43° down: projections sampled for IWER 2.5.0. Pixels are not published; 2,064 across, as on
  // the Quest 3, are assumed.
  metaVRGlasses: {
    ...headset([2064, 1916], tangent(25) + tangent(43), HEADSET_LIGHT),
    axis: [0.5, tangent(25) / (tangent(25) + tangent(43))],
  },
  // A monitor of 27 inches in an office; assumed.
  desk: screen([2560, 1440], 27, 0.65, light(200, 0.2, 250)),

  standard_4k: screen(UHD, 30, 0.7472, light(200, 0.2, 250)),
  standard_fhd: screen(FHD, 24, 0.6, light(200, 0.2, 250)),
  standard_hmd: headsetByDiagonal([1440, 1600], 110, light(100, 0.1)),
  standard_phone: screen([2400, 1080], 6, 0.4, light(500, 0.05, 250)),
  standard_hdr_pq: screen(UHD, 30, 0.7472, { ...light(1500, 0.0015, 10), transfer: 'pq' }),
  standard_hdr_linear: screen(UHD, 30, 0.7472, { ...light(1500, 0.0015, 10), transfer: 'linear' }),
  sdr_4k_30: screen(UHD, 30, 0.6, light(100, 0.1, 250)),
  sdr_fhd_24: screen(FHD, 24, 0.6, light(100, 0.1, 250)),
  htc_vive_pro: headsetByDiagonal([1440, 1600], 110, light(133.3, 0.1)),
  iphone_12_pro: screen([2532, 1170], 6.1, 0.508, light(825, 825 / 2e6, 250)),
  ipad_pro_12_9: screen([2732, 2048], 12.9, 0.508, light(600, 0.37, 250)),
  macbook_pro_16: screen([3072, 1920], 16, 0.635, light(500, 0.37, 250)),
  lg_oled_2017_sdr: screen(UHD, 64.5, 2.5654, light(272, 0.014, 100)),
  lg_oled_2017_hdr: screen(UHD, 64.5, 2.5654, light(754, 0.038, 100)),
} as const satisfies Record<string, DisplayModel>;

export type DisplayName = keyof typeof DISPLAYS;
export const DISPLAY_NAMES = Object.keys(DISPLAYS) as DisplayName[];

/** The display of a name. @throws RangeError when there is none */
export function displayNamed(name: string): DisplayModel {
  const display = (DISPLAYS as Readonly<Record<string, DisplayModel>>)[name];
  if (!display || !Object.hasOwn(DISPLAYS, name)) {
    throw new RangeError(`There is no display "${name}"; there are ${DISPLAY_NAMES.join(', ')}.`);
  }
  return display;
}

/**
 * The same display as if its pixels were those of a picture that is stretched over the whole of it, as a headset does with eye
 * pictures of any size. Without it a small picture is taken for one of the display's own pixels.
 * @param tangents what the picture spans if it does not span the display: left, right, up, down, all positive
 */
export function stretchedOver(
  display: DisplayModel,
  width: number,
  height: number,
  tangents?: readonly [number, number, number, number],
): DisplayModel {
  if (!tangents) return { ...display, resolution: [width, height] };
  const [left, right, up, down] = tangents;
  return {
    ...display,
    resolution: [width, height],
    widthMetres: (left + right) * display.distanceMetres,
    heightMetres: (up + down) * display.distanceMetres,
    axis: [left / (left + right), up / (up + down)],
  };
}
