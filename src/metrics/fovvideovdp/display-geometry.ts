import type { DisplayModel } from './displays.ts';

const DEG = 180 / Math.PI;
/** Nothing is seen further from the display's axis than this, degrees. */
const WIDEST_DEG = 89.9;

/** Pixels per degree at the centre of the display. */
export function pixelsPerDegree(display: DisplayModel): number {
  return 1 / (2 * DEG * halfPixel(display));
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
  return DEG * Math.atan(((x / width - 0.5) * display.widthMetres) / display.distanceMetres);
}

/** Vertical direction of a position, degrees, up positive. @param y pixels from the upper edge */
export function rowDirection(display: DisplayModel, y: number, height: number): number {
  return DEG * Math.atan(((0.5 - y / height) * display.heightMetres) / display.distanceMetres);
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
