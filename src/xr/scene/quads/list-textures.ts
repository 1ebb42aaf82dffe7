import type { DrawList, GpuScene } from '../../../workers/splats/splat-client.ts';
import { plainUnpacking, RingTexture } from './gl-texture.ts';
import { PREFIX_ROW, RECORD_ROW, rowsOf } from './texture-layout.ts';

/** Order and prefixes of the newest draw list on the GPU. */
export class ListTextures {
  private readonly orders: RingTexture;
  private readonly prefixes: RingTexture;
  /** Copies in whole rows; WebGL takes no views on shared memory everywhere. */
  private order: Uint32Array<ArrayBuffer>;
  private prefix: Float32Array<ArrayBuffer>;
  /** Splats in the list. */
  count = 0;

  /** @param scene that the lists are of */
  constructor(
    private readonly gl: WebGL2RenderingContext,
    readonly scene: GpuScene,
  ) {
    this.orders = new RingTexture(gl, 'R32UI');
    this.prefixes = new RingTexture(gl, 'RG32F');
    // Grows with the lists, which are mostly much shorter than the scene.
    this.order = new Uint32Array(RECORD_ROW);
    this.prefix = new Float32Array(2 * PREFIX_ROW * rowsOf(scene.chunkCount, PREFIX_ROW));
  }

  get orderTexture(): WebGLTexture {
    return this.orders.current;
  }

  get prefixTexture(): WebGLTexture {
    return this.prefixes.current;
  }

  /** Takes a list over; its memory is free again afterwards. */
  take({ order, chunks }: DrawList, count: number): void {
    const rows = rowsOf(count, RECORD_ROW);
    if (rows * RECORD_ROW > this.order.length) {
      const most = rowsOf(this.scene.splatCount, RECORD_ROW);
      this.order = new Uint32Array(RECORD_ROW * Math.min(most, 2 * rows));
    }
    this.order.set(count < order.length ? order.subarray(0, count) : order);
    this.prefix.set(
      chunks.length > 2 * this.scene.chunkCount ? chunks.subarray(0, 2 * this.scene.chunkCount) : chunks,
    );
    plainUnpacking(this.gl);
    this.orders.replace(RECORD_ROW, rows, this.order);
    this.prefixes.replace(PREFIX_ROW, rowsOf(this.scene.chunkCount, PREFIX_ROW), this.prefix);
    this.count = count;
  }

  dispose(): void {
    this.orders.dispose();
    this.prefixes.dispose();
  }
}
