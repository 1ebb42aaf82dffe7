// Level of detail by eccentricity, splat by splat.
import { FrameBlock } from './frame';
import { madd, splat } from '../../common/assembly/simd';

/**
 * Share of a chunk's importance-ordered splats that stays at the place of each of four splats, 0 … 1: the squared ratio of the
 * splat's angular size to the smallest that the eye needs there, so that what stays, grown by one over the root of the share, has
 * just that size. The angle comes from its versed sine v: √(2v)(1 + v/12), 3 % short at a right angle.
 */
// @ts-ignore: decorator
@inline
export function keptShare(frame: FrameBlock, source: usize, x: v128, y: v128, z: v128, distance: v128): v128 {
  const stride = frame.stride, one = splat(1);
  const dx = f32x4.sub(x, splat(frame.headX)), dy = f32x4.sub(y, splat(frame.headY)), dz = f32x4.sub(z, splat(frame.headZ));
  const along = madd(dx, splat(frame.gazeX), madd(dy, splat(frame.gazeY), f32x4.mul(dz, splat(frame.gazeZ))));
  const versed = f32x4.pmax(splat(0), f32x4.sub(one, f32x4.div(along, f32x4.pmax(splat(1e-6), distance))));
  const angle = f32x4.mul(f32x4.sqrt(f32x4.add(versed, versed)), madd(versed, splat(1.0 / 12.0), one));
  const beyond = f32x4.pmax(splat(0), f32x4.sub(angle, splat(frame.lodStart)));
  // Mean variance of the two axes that one sees of a flat splat.
  const trace = f32x4.add(
    f32x4.add(v128.load(source + stride * 3), v128.load(source + stride * 6)), v128.load(source + stride * 8),
  );
  const needed = f32x4.mul(distance, f32x4.mul(beyond, splat(frame.lodSlope)));
  const share = f32x4.div(f32x4.mul(trace, splat(0.5)), f32x4.pmax(splat(1e-20), f32x4.mul(needed, needed)));
  return f32x4.pmin(one, f32x4.pmax(splat(frame.lodLeast), share));
}
