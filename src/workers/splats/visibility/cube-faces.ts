import { EYE_FIELDS, type EyeField, ParameterBlock } from '../../../kernels/splats/frame-block.ts';

/** Farthest that the Jacobian is evaluated at, in tangents, as for pictures. */
const JACOBIAN_LIMIT = 1.3;

/** World-to-camera rows right, up, forward of the six faces of a cube. */
export const CUBE_FACES: readonly (readonly number[])[] = [
  [1, 0, 0, 0, 1, 0, 0, 0, -1],
  [-1, 0, 0, 0, 1, 0, 0, 0, 1],
  [0, 0, 1, 0, 1, 0, 1, 0, 0],
  [0, 0, -1, 0, 1, 0, -1, 0, 0],
  [1, 0, 0, 0, 0, 1, 0, 1, 0],
  [1, 0, 0, 0, 0, -1, 0, -1, 0],
];

const ROWS = ['xx', 'xy', 'xz', 'yx', 'yy', 'yz', 'zx', 'zy', 'zz'] as const;
const SHIFTS = ['tx', 'ty', 'tz'] as const;

/** The block of the eye that sees a face. */
export class FaceEye {
  private readonly block: ParameterBlock<EyeField>;

  constructor(buffer: ArrayBufferLike, byteOffset: number, pixels: number) {
    this.block = new ParameterBlock<EyeField>(EYE_FIELDS, buffer, byteOffset);
    for (const field of ['fx', 'fy', 'cx', 'cy'] as const) this.block.set(field, pixels / 2);
    for (const field of ['minU', 'minV'] as const) this.block.set(field, -JACOBIAN_LIMIT);
    for (const field of ['maxU', 'maxV'] as const) this.block.set(field, JACOBIAN_LIMIT);
  }

  /** @param axes rows right, up, forward, then position (12) */
  look(axes: Float64Array): void {
    for (let i = 0; i < 9; i++) this.block.set(ROWS[i]!, axes[i]!);
    for (let i = 0; i < 3; i++) {
      const along = axes[3 * i]! * axes[9]! + axes[3 * i + 1]! * axes[10]! + axes[3 * i + 2]! * axes[11]!;
      this.block.set(SHIFTS[i]!, along);
    }
  }
}
