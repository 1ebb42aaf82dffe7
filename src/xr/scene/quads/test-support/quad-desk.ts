import { orderFromHead } from '../../../../kernels/splats/reference/render-reference.ts';
import type { EyeView } from '../../../../kernels/splats/reference/splat-cloud.ts';
import type { RawSplats } from '../../../../workers/splats/formats/raw-splats.ts';
import { packSplats } from '../../../../workers/splats/quads/pack-splats.ts';
import { buildScene } from '../../../../workers/splats/scene/build-scene.ts';
import { QuadRenderer } from '../quad-renderer.ts';
import type { QuadFrame, QuadView } from '../quad-view.ts';
import { SceneTextures, SLICE_STEP } from '../scene-textures.ts';
import { FlatTarget } from './flat-target.ts';

export class QuadDesk {
  readonly quads: QuadRenderer;
  readonly target: FlatTarget;
  readonly frame: QuadFrame & { grade: QuadFrame['grade'] };

  constructor(
    raw: RawSplats,
    readonly eye: EyeView,
  ) {
    const scene = buildScene(raw, {
      keepFileOrder: true,
      createMemory: (bytes) => new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536) + 1 }),
    });
    this.target = new FlatTarget(eye.width, eye.height);
    const { gl } = this.target;
    this.quads = new QuadRenderer(gl);
    const { count: splatCount, chunkCount, shDegree, harmonicScale } = scene;
    const textures = new SceneTextures(gl, { id: 1, splatCount, chunkCount, shDegree, harmonicScale });
    for (let first = 0; first < splatCount; first += SLICE_STEP) {
      textures.take(packSplats(scene, first, Math.min(SLICE_STEP, splatCount - first)));
    }
    this.quads.setScene(textures);
    const fileOrder = new Uint32Array(scene.memory.buffer, scene.fileOrder, splatCount);
    const placeOf = new Uint32Array(splatCount);
    fileOrder.forEach((from, place) => {
      placeOf[from] = place;
    });
    const order = orderFromHead(raw, eye.position).map((from) => placeOf[from]!);
    const chunks = new Float32Array(2 * chunkCount);
    for (let c = 0; c < chunkCount; c++) chunks.set([Math.min(512, splatCount - 512 * c), 1], 2 * c);
    this.quads.setList({ order, chunks, content: new Uint8Array(0) }, splatCount);
    this.frame = {
      head: Float32Array.from(eye.position as number[]),
      gaze: Float32Array.of(0, 0, -1),
      grade: null,
    };
  }

  view(levels: number | Uint8Array<ArrayBuffer>): QuadView {
    const { eye } = this;
    const tiles = Math.ceil(eye.width / 32) * Math.ceil(eye.height / 32);
    const { left, right, up, down, width, height } = eye;
    return {
      geometry: { left, right, up, down, width, height },
      position: Float32Array.from(eye.position as number[]),
      orientation: Float32Array.from(eye.orientation as number[]),
      depthTerms: Float32Array.of(-1.002, -0.2002),
      levels: typeof levels === 'number' ? new Uint8Array(tiles).fill(levels) : levels,
    };
  }

  /** RGBA, top row first. */
  draw(levels: number | Uint8Array<ArrayBuffer>): Uint8Array {
    this.quads.render(0, this.view(levels), this.frame, null);
    this.target.bind();
    this.quads.resolve(0);
    return this.target.read();
  }
}
