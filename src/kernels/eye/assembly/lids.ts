import { madd, nmadd, splat } from '../../common/assembly/simd';
import { EyeParameters, PAD } from './eye-block';
import { bump, lightAt, sample, saturate } from './sample';

const SKIN_WIDTH: i32 = 176;
const SKIN_HEIGHT: i32 = 144;
const SKIN_PER_MM: f32 = 5;
const LASH_WIDTH: i32 = 256;
const LASH_HEIGHT: i32 = 48;
const LASH_SPAN: f32 = 1.1;
const CARUNCLE_AT: f32 = -0.86;
const CARUNCLE_SOFT: f32 = 12;

/** `through` and `over` of every pixel. */
export function lids(
  parameters: usize,
  width: i32,
  height: i32,
  rays: usize,
  light: usize,
  skin: usize,
  upperLashes: usize,
  lowerLashes: usize,
  through: usize,
  over: usize,
): void {
  const p = changetype<EyeParameters>(parameters);
  const plane = <usize>(width * height) << 2;
  const sx = splat(p.lidScaleX);
  const sy = splat(p.lidScaleY);
  const sz = splat(p.lidScaleZ);
  const bx = splat(p.originX * p.lidScaleX);
  const by = splat(p.originY * p.lidScaleY);
  const bz = splat(p.originZ * p.lidScaleZ);
  const c = madd(bx, bx, madd(by, by, madd(bz, bz, splat(-1))));
  const one = splat(1);
  const half = splat(0.5);
  const zero = splat(0);
  const perSoft = splat(p.perLidSoft);
  const overlap = splat(p.overlap);
  let ray = rays;
  for (let row = 0; row < height; row++) {
    let to = <usize>((row + PAD) * (width + 2 * PAD) + PAD) << 2;
    for (let column = 0; column < width; column += 4, ray += 16, to += 16) {
      const dx = v128.load(ray);
      const dy = v128.load(ray + plane);
      const ax = f32x4.mul(dx, sx);
      const ay = f32x4.mul(dy, sy);
      const az = f32x4.mul(v128.load(ray + 2 * plane), sz);
      const a = madd(ax, ax, madd(ay, ay, f32x4.mul(az, az)));
      const b = madd(ax, bx, madd(ay, by, f32x4.mul(az, bz)));
      const root = f32x4.sqrt(f32x4.pmax(zero, nmadd(a, c, f32x4.mul(b, b))));
      const along = f32x4.div(f32x4.neg(f32x4.add(b, root)), a);
      const x = madd(along, dx, splat(p.originX));
      const y = madd(along, dy, splat(p.originY));
      const t = f32x4.mul(madd(x, splat(p.tiltCos), f32x4.mul(y, splat(p.tiltSin))), splat(p.perHalfWidth));
      const level = nmadd(x, splat(p.tiltSin), f32x4.mul(y, splat(p.tiltCos)));
      const arch = f32x4.pmax(splat(-1), nmadd(t, t, one));
      const lower = f32x4.mul(f32x4.mul(splat(-p.lowerPeak), arch), madd(splat(p.skew), t, one));
      const below = f32x4.sub(madd(splat(p.gap), arch, lower), f32x4.add(level, overlap));
      const above = f32x4.sub(level, f32x4.add(lower, overlap));

      const open = f32x4.mul(saturate(madd(below, perSoft, half)), saturate(madd(above, perSoft, half)));
      const brightness = lightAt(light, width, column, row);
      let added = zero;
      if (v128.any_true(f32x4.lt(open, one))) {
        added = f32x4.mul(skinBrightness(p, skin, x, y, below, above), f32x4.sub(one, open));
      }
      let bare = one;
      const upperAlong = f32x4.mul(f32x4.neg(below), splat(p.perUpperLash));
      const lowerAlong = f32x4.mul(f32x4.neg(above), splat(p.perLowerLash));
      const u = f32x4.mul(madd(t, splat(1 / LASH_SPAN), one), splat(<f32>(LASH_WIDTH - 1) / 2));
      if (reached(upperAlong)) bare = f32x4.sub(one, lashAt(upperLashes, u, upperAlong));
      if (reached(lowerAlong)) bare = f32x4.mul(bare, f32x4.sub(one, lashAt(lowerLashes, u, lowerAlong)));

      let eye = zero;
      if (v128.any_true(open)) {
        const corner = madd(f32x4.sub(splat(CARUNCLE_AT), t), splat(CARUNCLE_SOFT), half);
        const flesh = f32x4.mul(open, saturate(corner));
        added = madd(splat(p.caruncleAlbedo), flesh, added);
        const under = f32x4.pmax(zero, below);
        const resting = f32x4.pmax(zero, above);
        let shade = f32x4.sub(one, f32x4.div(splat(p.lidShadow), madd(under, under, one)));
        shade = f32x4.sub(shade, f32x4.div(splat(0.15), madd(f32x4.mul(resting, splat(4)), resting, one)));
        eye = f32x4.mul(f32x4.mul(f32x4.sub(open, flesh), bare), shade);
      }
      v128.store(through + to, eye);
      const hair = f32x4.mul(f32x4.sub(one, bare), splat(p.lashAlbedo));
      v128.store(over + to, f32x4.mul(brightness, madd(bare, added, hair)));
    }
  }
}

// @ts-ignore: decorator
@inline
function skinBrightness(p: EyeParameters, skin: usize, x: v128, y: v128, below: v128, above: v128): v128 {
  const one = splat(1);
  const upper = saturate(madd(f32x4.sub(above, below), splat(4), splat(0.5)));
  const lower = f32x4.sub(one, upper);
  const taken = f32x4.mul(upper, saturate(madd(below, splat(1.0 / 24), one)));
  const moved = f32x4.mul(splat(p.skinShift), taken);
  const u = madd(x, splat(SKIN_PER_MM), splat(<f32>SKIN_WIDTH / 2));
  const v = madd(f32x4.sub(y, moved), splat(SKIN_PER_MM), splat(<f32>SKIN_HEIGHT / 2));
  const texture = sample(skin, SKIN_WIDTH, SKIN_HEIGHT, u, v);
  const beyondUpper = f32x4.neg(below);
  const beyondLower = f32x4.neg(above);
  const fold = f32x4.mul(splat(p.creaseDepth), bump(f32x4.mul(f32x4.sub(beyondUpper, splat(p.creaseAt)), splat(1.6))));
  const upperRim = f32x4.mul(splat(0.1), bump(f32x4.mul(f32x4.sub(beyondUpper, splat(0.3)), splat(2.5))));
  const lowerRim = f32x4.mul(splat(0.3), bump(f32x4.mul(f32x4.sub(beyondLower, splat(0.45)), splat(2.2))));
  const pouch = f32x4.mul(splat(0.14), bump(f32x4.mul(f32x4.sub(beyondLower, splat(5.5)), splat(0.5))));
  let relief = madd(f32x4.sub(upperRim, fold), upper, one);
  relief = madd(f32x4.sub(lowerRim, pouch), lower, relief);
  return f32x4.mul(f32x4.mul(splat(p.skinAlbedo), texture), relief);
}

/** Whether lashes reach any of four pixels. */
// @ts-ignore: decorator
@inline
function reached(along: v128): bool {
  return v128.any_true(v128.and(f32x4.gt(along, splat(0)), f32x4.lt(along, splat(1))));
}

// @ts-ignore: decorator
@inline
function lashAt(texture: usize, u: v128, along: v128): v128 {
  const rooted = saturate(f32x4.mul(along, splat(24)));
  const covered = f32x4.mul(rooted, saturate(f32x4.mul(f32x4.sub(splat(1), along), splat(24))));
  const v = f32x4.mul(along, splat(<f32>(LASH_HEIGHT - 1)));
  return f32x4.mul(covered, sample(texture, LASH_WIDTH, LASH_HEIGHT, u, v));
}
