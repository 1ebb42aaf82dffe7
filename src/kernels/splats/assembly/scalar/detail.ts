// Level of detail by eccentricity, as ../detail.
import { FrameBlock } from '../frame';
import { least, most } from './select';

/** Share of a chunk's splats that stays at this splat's place, 0 … 1; see `keptShare` of ../detail. */
// @ts-ignore: decorator
@inline
export function keptShareOf(frame: FrameBlock, source: usize, x: f32, y: f32, z: f32, distance: f32): f32 {
  const stride = frame.stride;
  const dx = x - frame.headX, dy = y - frame.headY, dz = z - frame.headZ;
  const along = dx * frame.gazeX + (dy * frame.gazeY + dz * frame.gazeZ);
  const versed = most(0, <f32>1 - along / most(1e-6, distance));
  const angle = sqrt<f32>(versed + versed) * (versed * <f32>(1.0 / 12.0) + 1);
  const beyond = most(0, angle - frame.lodStart);
  // Mean variance of the two axes that one sees of a flat splat.
  const trace = load<f32>(source + stride * 3) + load<f32>(source + stride * 6) + load<f32>(source + stride * 8);
  const needed = distance * (beyond * frame.lodSlope);
  return least(1, most(frame.lodLeast, trace * 0.5 / most(1e-20, needed * needed)));
}
