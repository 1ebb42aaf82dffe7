import type { RecordOf } from '../../../shared/layout.ts';
import type { ViewFields } from '../../../shared/layouts.ts';
import { ballAreaPx, ballEccentricityDeg, DEFAULT_LOD, keepFraction, sigmaGrowth } from '../foveation/lod.ts';
import { CHUNK_SIZE } from '../scene/splat-scene.ts';
import type { DetailRule } from './chunk-plan.ts';

/** Level of detail of a chunk from its eccentricity to the gaze of one view. */
export class GazeDetail {
  private readonly gaze = new Float64Array(3);
  private readonly centre = new Float64Array(3);
  private focal = 1;

  /** Takes a view's gaze (viewer space) into the world, and the pixels per unit tangent. */
  aim(view: RecordOf<ViewFields>, focal: number): void {
    const q = view.headOrientation;
    const x = q[0]!;
    const y = q[1]!;
    const z = q[2]!;
    const w = q[3]!;
    const gx = view.gazeDirection[0]!;
    const gy = view.gazeDirection[1]!;
    const gz = view.gazeDirection[2]!;
    const tx = 2 * (y * gz - z * gy);
    const ty = 2 * (z * gx - x * gz);
    const tz = 2 * (x * gy - y * gx);
    this.gaze[0] = gx + w * tx + y * tz - z * ty;
    this.gaze[1] = gy + w * ty + z * tx - x * tz;
    this.gaze[2] = gz + w * tz + x * ty - y * tx;
    this.focal = focal;
  }

  readonly rule: DetailRule = (x, y, z, radius, _sigma, out) => {
    const { centre } = this;
    centre[0] = x;
    centre[1] = y;
    centre[2] = z;
    const eccentricity = ballEccentricityDeg(centre, radius, this.gaze);
    const area = ballAreaPx(radius, Math.sqrt(x * x + y * y + z * z), this.focal);
    out.keep = keepFraction(eccentricity, area, CHUNK_SIZE, DEFAULT_LOD);
    const growth = sigmaGrowth(out.keep, DEFAULT_LOD);
    out.grow2 = growth * growth;
  };
}
