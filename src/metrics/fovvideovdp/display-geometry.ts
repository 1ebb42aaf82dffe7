import type { DisplayModel } from './displays.ts';

const DEG = 180 / Math.PI;
/** Nothing is seen further from the display's axis than this, degrees. */
const WIDEST_DEG = 89.9;
const MIDDLE = [0.5, 0.5] as const;

/** Pixels per degree at the centre of the display. */
export function pixelsPerDegree(display: DisplayModel): number {
  return 1 / (2 * DEG * halfPixel(display));
}

function axisOf({ axis }: DisplayModel): readonly [number, number] {
  return axis ?? MIDDLE;
}

/** Half the angle that the centre pixel is wide, radians. */
function halfPixel({ widthMetres, resolution, distanceMetres }: DisplayModel): number {
  return Math.atan((0.5 * widthMetres) / resolution[0] / distanceMetres);
}

/**
 * Horizontal direction of a position on a picture that fills the display, degrees, right of the display's axis.
 * @param x pixels from the left edge; 0.5 is the centre of the first pixel
 */
export function columnDirection(display: DisplayModel, x: number, width: number): number {
  return DEG * Math.atan(((x / width - axisOf(display)[0]) * display.widthMetres) / display.distanceMetres);
}

/** Vertical direction of a position, degrees, up positive. @param y pixels from the upper edge */
export function rowDirection(display: DisplayModel, y: number, height: number): number {
  return DEG * Math.atan(((axisOf(display)[1] - y / height) * display.heightMetres) / display.distanceMetres);
}

/**
 * How many times more pixels there are to a degree than at the centre, because a flat display is further away and seen aslant
 * off its axis.
 * @param angleDeg from the display's axis
 */
export function resolutionMagnification(display: DisplayModel, angleDeg: number): number {
  const angle = Math.min(angleDeg, WIDEST_DEG) / DEG;
  const half = halfPixel(display);
  return (Math.tan(angle + half) - Math.tan(angle)) / Math.tan(half);
}

/**
 * Column and row of the pixel that lies in a direction, for `addFrame`; may lie outside of the picture.
 * @param direction in eye space: x right, y up, looking along -z
 */
export function pixelTowards(
  display: DisplayModel,
  width: number,
  height: number,
  direction: ArrayLike<number>,
): [number, number] {
  const scale = display.distanceMetres / -direction[2]!;
  const [axisX, axisY] = axisOf(display);
  return [
    width * (axisX + (scale * direction[0]!) / display.widthMetres) - 0.5,
    height * (axisY - (scale * direction[1]!) / display.heightMetres) - 0.5,
  ];
}
