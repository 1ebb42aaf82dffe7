import { type EyeBuffers, LASH, PAD, PARAMETER, SKIN } from '../eye-buffers.ts';
import { type LidPoint, lidPoint } from './lid-opening.ts';
import { lightAt } from './light-at.ts';
import { bump, sample, saturate } from './sample.ts';

/** From where on towards the nose the corner of the opening is flesh, along the opening, and how gradually. */
const CARUNCLE_AT = -0.86;
const CARUNCLE_SOFT = 12;

/** Writes `through` and `over` of every pixel: see `EyePasses.lids`. */
export function lidsReference(buffers: EyeBuffers): void {
  const { width, height, parameters: p, rays, through, over } = buffers;
  const count = width * height;
  const point: LidPoint = { x: 0, y: 0, t: 0, below: 0, above: 0 };
  const perSoft = p[PARAMETER.perLidSoft]!;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      lidPoint(p, rays[at]!, rays[count + at]!, rays[2 * count + at]!, point);
      const { t, below, above } = point;
      const open = saturate(below * perSoft + 0.5) * saturate(above * perSoft + 0.5);
      const flesh = open * saturate((CARUNCLE_AT - t) * CARUNCLE_SOFT + 0.5);
      const hair = lashes(buffers, point);
      const bare = 1 - hair;
      const light = lightAt(buffers.skinLight, width, column, row);
      const skin = skinBrightness(buffers, point) * (1 - open);
      const caruncle = p[PARAMETER.caruncleAlbedo]! * flesh;
      const shade =
        1 -
        p[PARAMETER.lidShadow]! / (1 + Math.max(0, below) ** 2) -
        0.15 / (1 + 4 * Math.max(0, above) ** 2);
      const to = (row + PAD) * (width + 2 * PAD) + column + PAD;
      through[to] = (open - flesh) * bare * shade;
      over[to] = light * (bare * (skin + caruncle) + hair * p[PARAMETER.lashAlbedo]!);
    }
  }
}

/** Texture of the skin, which the upper lid takes along; the fold above it, the rims, the pouch below. */
function skinBrightness({ parameters: p, skin }: EyeBuffers, { x, y, below, above }: LidPoint): number {
  const upper = saturate((above - below) * 4 + 0.5);
  const moved = p[PARAMETER.skinShift]! * upper * saturate(1 + below / 24);
  const u = x * SKIN.perMm + SKIN.width / 2;
  const v = (y - moved) * SKIN.perMm + SKIN.height / 2;
  const texture = sample(skin, SKIN.width, SKIN.height, u, v);
  const fold = p[PARAMETER.creaseDepth]! * bump((-below - p[PARAMETER.creaseAt]!) * 1.6) * upper;
  const rim = 0.1 * bump((-below - 0.3) * 2.5) * upper + 0.3 * bump((-above - 0.45) * 2.2) * (1 - upper);
  const pouch = 0.14 * bump((-above - 5.5) * 0.5) * (1 - upper);
  return p[PARAMETER.skinAlbedo]! * texture * (1 - fold - pouch + rim);
}

/** How much of the pixel lashes cover. */
function lashes(
  { parameters: p, upperLashes, lowerLashes }: EyeBuffers,
  { t, below, above }: LidPoint,
): number {
  const u = (t / LASH.span + 1) * ((LASH.width - 1) / 2);
  const upper = lashAt(upperLashes, u, -below * p[PARAMETER.perUpperLash]!);
  const lower = lashAt(lowerLashes, u, -above * p[PARAMETER.perLowerLash]!);
  return 1 - (1 - upper) * (1 - lower);
}

/** @param along from root (0) to tip (1) of the longest lash; nothing beyond either, nor beyond the lid's ends */
function lashAt(texture: Float32Array, u: number, along: number): number {
  const covered = saturate(along * 24) * saturate((1 - along) * 24);
  return covered * sample(texture, LASH.width, LASH.height, u, along * (LASH.height - 1));
}
