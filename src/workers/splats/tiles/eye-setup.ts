import { EYE_BYTES, EYE_FIELDS, type EyeField, ParameterBlock } from '../../../kernels/splats/frame-block.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import type { ViewFields } from '../../../shared/layouts.ts';
import { eyeAxes } from './eye-axes.ts';
import type { FrameMemory } from './frame-memory.ts';

/** Margin around the frustum in which the Jacobian is still taken where the splat is (3DGS: 1.3). */
const JACOBIAN_MARGIN = 1.3;

/** Fills eye blocks and keeps world-space axes for culling. Everything is allocated once. */
export class EyeSetup {
  /** Rows of world to camera: right, up, forward; then the position. (12) */
  readonly axes = new Float64Array(12);
  readonly tangents = new Float64Array(4);
  private readonly blocks: readonly ParameterBlock<EyeField>[];

  constructor(buffer: ArrayBufferLike, byteOffset: number, plan: FrameMemory) {
    this.blocks = plan.records.map(
      (_, eye) => new ParameterBlock(EYE_FIELDS, buffer, byteOffset + eye * EYE_BYTES),
    );
    this.blocks.forEach((block, eye) => {
      block.set('records', plan.records[eye]!);
      block.set('rects', plan.rects[eye]!);
      block.set('ordered', plan.ordered[eye]!);
    });
  }

  /** Loads eye number `eye` of a view into `axes` and `tangents` and writes its block. */
  load(view: RecordOf<ViewFields>, eye: number): void {
    eyeAxes(view, eye, this.axes, this.tangents);
    this.writeBlock(this.blocks[eye]!, view.width[0]!, view.height[0]!);
  }

  private writeBlock(block: ParameterBlock<EyeField>, width: number, height: number): void {
    const { axes, tangents } = this;
    const left = tangents[0]!;
    const right = tangents[1]!;
    const up = tangents[2]!;
    const down = tangents[3]!;
    for (let i = 0; i < 9; i++) block.set(EYE_FIELDS[i]!, axes[i]!);
    for (let row = 0; row < 3; row++) {
      const dot = axes[3 * row]! * axes[9]! + axes[3 * row + 1]! * axes[10]! + axes[3 * row + 2]! * axes[11]!;
      block.set(EYE_FIELDS[9 + row]!, dot);
    }
    const fx = width / (left + right);
    const fy = height / (up + down);
    block.set('fx', fx);
    block.set('fy', fy);
    block.set('cx', left * fx);
    block.set('cy', up * fy);
    block.set('minU', -left * JACOBIAN_MARGIN);
    block.set('maxU', right * JACOBIAN_MARGIN);
    block.set('minV', -down * JACOBIAN_MARGIN);
    block.set('maxV', up * JACOBIAN_MARGIN);
  }
}
