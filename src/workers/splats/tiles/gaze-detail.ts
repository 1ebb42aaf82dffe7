import type { FrameField, ParameterBlock } from '../../../kernels/splats/frame-block.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import type { ViewFields } from '../../../shared/layouts.ts';
import { ballEccentricityDeg, keepFraction, neededSigma } from '../foveation/lod.ts';
import type { ShareRule } from './chunk-plan.ts';

const RADIANS = Math.PI / 180;

/**
 * Level of detail around the gaze of one view: parameters for the kernel, which decides splat by splat, and the bound for whole
 * chunks that spares it most of them.
 */
export class GazeDetail {
  /** Unit vector, world space. */
  readonly gaze = new Float64Array(3);
  private readonly centre = new Float64Array(3);
  private readonly lod = { fullWithinDeg: 0, slope: 0, minFraction: 1 };

  /** Every splat stays. */
  off(frame: ParameterBlock<FrameField>): void {
    frame.set('lodSlope', 0);
    frame.set('lodLeast', 1);
  }

  /**
   * Aims at a gaze of a view.
   * @param gaze unit vector, viewer space @param marginDeg further out than the view says everything stays
   */
  aim(
    view: RecordOf<ViewFields>,
    frame: ParameterBlock<FrameField>,
    gaze: ArrayLike<number> = view.gazeDirection,
    marginDeg = 0,
  ): void {
    const q = view.headOrientation;
    const x = q[0]!;
    const y = q[1]!;
    const z = q[2]!;
    const w = q[3]!;
    const gx = gaze[0]!;
    const gy = gaze[1]!;
    const gz = gaze[2]!;
    const tx = 2 * (y * gz - z * gy);
    const ty = 2 * (z * gx - x * gz);
    const tz = 2 * (x * gy - y * gx);
    this.gaze[0] = gx + w * tx + y * tz - z * ty;
    this.gaze[1] = gy + w * ty + z * tx - x * tz;
    this.gaze[2] = gz + w * tz + x * ty - y * tx;
    frame.set('gazeX', this.gaze[0]!);
    frame.set('gazeY', this.gaze[1]!);
    frame.set('gazeZ', this.gaze[2]!);
    this.lod.fullWithinDeg = view.lod[0]! + marginDeg;
    this.lod.slope = view.lod[1]!;
    this.lod.minFraction = view.lod[2]!;
    frame.set('lodStart', this.lod.fullWithinDeg * RADIANS);
    frame.set('lodSlope', this.lod.slope);
    frame.set('lodLeast', this.lod.minFraction);
  }

  readonly share: ShareRule = (x, y, z, radius, sigma) => {
    const { centre } = this;
    centre[0] = x;
    centre[1] = y;
    centre[2] = z;
    const nearest = Math.sqrt(x * x + y * y + z * z) - radius;
    return keepFraction(ballEccentricityDeg(centre, radius, this.gaze), sigma, nearest, this.lod);
  };

  /** Smallest standard deviation that the eye needs of splats around a point relative to the head, most of them within `radius`. */
  needed(x: number, y: number, z: number, radius: number): number {
    const { centre } = this;
    centre[0] = x;
    centre[1] = y;
    centre[2] = z;
    const distance = Math.sqrt(x * x + y * y + z * z);
    return neededSigma(ballEccentricityDeg(centre, radius, this.gaze), distance, this.lod);
  }

  /** Least share that is ever kept. */
  get least(): number {
    return this.lod.minFraction;
  }
}
