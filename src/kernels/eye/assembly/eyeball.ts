import { madd, nmadd, splat } from '../../common/assembly/simd';
import { EyeNumbers, EyeParameters, PAD } from './eye-block';
import { lightAt, mix, sample, saturate } from './sample';

const INDEX: f32 = 1.3375;
const DISC: i32 = 128;
const MIDDLE: f32 = 64;
const IRIS_INNER: f32 = 15;
const IRIS_RING: f32 = 46;

/** `eye` of the pixels in the box, whose columns are multiples of 4; 0 elsewhere. */
export function eyeball(
  parameters: usize,
  numbers: usize,
  rays: usize,
  light: usize,
  iris: usize,
  sclera: usize,
  eye: usize,
): void {
  const p = changetype<EyeParameters>(parameters);
  const n = changetype<EyeNumbers>(numbers);
  const plane = <usize>(n.width * n.height) << 2;
  const stride = n.width + 2 * PAD;
  memory.fill(eye, 0, <usize>(stride * (n.height + 2 * PAD)) << 2);
  for (let row = n.top; row < n.bottom; row++) {
    let ray = rays + (<usize>(row * n.width + n.left) << 2);
    let to = eye + (<usize>((row + PAD) * stride + n.left + PAD) << 2);
    for (let column = n.left; column < n.right; column += 4, ray += 16, to += 16) {
      const x = v128.load(ray);
      const y = v128.load(ray + plane);
      const z = v128.load(ray + 2 * plane);
      const dx = madd(x, splat(p.rightX), madd(y, splat(p.rightY), f32x4.mul(z, splat(p.rightZ))));
      const dy = madd(x, splat(p.upX), madd(y, splat(p.upY), f32x4.mul(z, splat(p.upZ))));
      const dz = madd(x, splat(p.axisX), madd(y, splat(p.axisY), f32x4.mul(z, splat(p.axisZ))));
      const brightness = eyeBrightness(p, iris, sclera, dx, dy, dz);
      v128.store(to, f32x4.mul(brightness, lightAt(light, n.width, column, row)));
    }
  }
}

// @ts-ignore: decorator
@inline
function eyeBrightness(p: EyeParameters, iris: usize, sclera: usize, dx: v128, dy: v128, dz: v128): v128 {
  const one = splat(1);
  const zero = splat(0);
  const deep = p.eyeZ - p.corneaAt;
  const ox = splat(p.eyeX);
  const oy = splat(p.eyeY);
  const oz = splat(deep);
  const b = madd(ox, dx, madd(oy, dy, f32x4.mul(oz, dz)));
  const c = p.eyeX * p.eyeX + p.eyeY * p.eyeY + deep * deep - p.corneaRadius * p.corneaRadius;
  const inside = f32x4.sub(f32x4.mul(b, b), splat(c));
  const along = f32x4.neg(f32x4.add(b, f32x4.sqrt(f32x4.pmax(zero, inside))));
  const hx = madd(along, dx, ox);
  const hy = madd(along, dy, oy);
  const hz = madd(along, dz, oz);
  const height = f32x4.add(hz, splat(p.corneaAt - p.pupilAt));
  const clear = f32x4.mul(saturate(madd(height, splat(p.perLimbusSoft), splat(0.5))), saturate(inside));
  let outer = zero;
  if (v128.any_true(f32x4.lt(clear, one))) outer = scleraBrightness(p, sclera, dx, dy, dz);
  if (!v128.any_true(clear)) return outer;
  const perRadius = splat(<f32>1 / p.corneaRadius);
  const nx = f32x4.mul(hx, perRadius);
  const ny = f32x4.mul(hy, perRadius);
  const nz = f32x4.mul(hz, perRadius);
  const facing = f32x4.neg(madd(dx, nx, madd(dy, ny, f32x4.mul(dz, nz))));
  const eta: f32 = 1 / INDEX;
  const sine2 = f32x4.mul(splat(eta * eta), nmadd(facing, facing, one));
  const bend = f32x4.sub(f32x4.mul(splat(eta), facing), f32x4.sqrt(f32x4.pmax(zero, f32x4.sub(one, sine2))));
  const tx = madd(splat(eta), dx, f32x4.mul(bend, nx));
  const ty = madd(splat(eta), dy, f32x4.mul(bend, ny));
  const tz = madd(splat(eta), dz, f32x4.mul(bend, nz));
  const down = f32x4.div(height, f32x4.pmax(splat(0.1), f32x4.neg(tz)));
  const inner = irisBrightness(p, iris, madd(down, tx, hx), madd(down, ty, hy));
  return mix(outer, f32x4.add(inner, splat(p.veil)), clear);
}

// @ts-ignore: decorator
@inline
function irisBrightness(p: EyeParameters, iris: usize, x: v128, y: v128): v128 {
  const r = f32x4.sqrt(madd(x, x, madd(y, y, splat(1e-6))));
  const out = f32x4.sub(r, splat(p.pupilRadius));
  const dark = splat(p.pupilAlbedo);
  const lit = saturate(madd(out, splat(p.perPupilSoft), splat(0.5)));
  if (!v128.any_true(lit)) return dark;
  const ring = saturate(f32x4.mul(out, splat(<f32>1 / (p.irisRadius - p.pupilRadius))));
  const reach = f32x4.div(madd(ring, splat(IRIS_RING), splat(IRIS_INNER)), r);
  const texture = sample(iris, DISC, DISC, madd(x, reach, splat(MIDDLE)), madd(y, reach, splat(MIDDLE)));
  const rim = saturate(f32x4.mul(f32x4.sub(f32x4.mul(r, splat(<f32>1 / p.irisRadius)), splat(0.8)), splat(5)));
  const pattern = madd(splat(p.irisContrast), texture, splat(1));
  const darkened = f32x4.mul(pattern, nmadd(f32x4.mul(rim, splat(0.45)), rim, splat(1)));
  return mix(dark, f32x4.mul(splat(p.irisAlbedo), darkened), lit);
}

// @ts-ignore: decorator
@inline
function scleraBrightness(p: EyeParameters, sclera: usize, dx: v128, dy: v128, dz: v128): v128 {
  const ox = splat(p.eyeX);
  const oy = splat(p.eyeY);
  const b = madd(ox, dx, madd(oy, dy, f32x4.mul(splat(p.eyeZ), dz)));
  const c = p.eyeX * p.eyeX + p.eyeY * p.eyeY + p.eyeZ * p.eyeZ - p.eyeballRadius * p.eyeballRadius;
  const inside = f32x4.pmax(splat(0), f32x4.sub(f32x4.mul(b, b), splat(c)));
  const along = f32x4.neg(f32x4.add(b, f32x4.sqrt(inside)));
  const scale = splat((MIDDLE - 1) / p.eyeballRadius);
  const u = madd(madd(along, dx, ox), scale, splat(MIDDLE));
  const v = madd(madd(along, dy, oy), scale, splat(MIDDLE));
  return f32x4.mul(splat(p.scleraAlbedo), sample(sclera, DISC, DISC, u, v));
}
