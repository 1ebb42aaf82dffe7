import type { EyeView } from '../../../../kernels/splats/reference/splat-cloud.ts';
import { tileDirections } from '../../../../workers/splats/foveation/eccentricity.ts';
import type { GradeOptions } from '../../../../workers/splats/foveation/grade.ts';
import { foveatedLevels } from '../../../../workers/splats/foveation/tile-levels.ts';
import type { SceneSource } from '../../../../workers/splats/splat-client.ts';
import { QuadRenderer } from '../quad-renderer.ts';
import type { QuadView } from '../quad-view.ts';
import { SceneTextures, SLICE_STEP } from '../scene-textures.ts';
import { FlatTarget } from './flat-target.ts';
import { SplatDesk } from './splat-desk.ts';

/** The lower layer of `quads`, without three, with a scene from the workers. */
export class QuadDesk {
  readonly quads: QuadRenderer;
  readonly frame = {
    head: new Float32Array(3),
    gaze: Float32Array.of(0, 0, -1),
    grade: null as GradeOptions | null,
  };

  private constructor(
    readonly workers: SplatDesk,
    readonly eye: EyeView,
    readonly target: FlatTarget,
  ) {
    this.quads = new QuadRenderer(target.gl);
    this.frame.head.set(eye.position);
  }

  static async open(source: SceneSource, eye: EyeView): Promise<QuadDesk> {
    const workers = await SplatDesk.open(source);
    const desk = new QuadDesk(workers, eye, new FlatTarget(eye.width, eye.height));
    // The workers make no list room before they are asked for one.
    await workers.drawList(eye);
    const scene = workers.client.gpuScene!;
    const textures = new SceneTextures(desk.target.gl, scene);
    for (let first = 0; first < scene.splatCount; first += SLICE_STEP) {
      const count = Math.min(SLICE_STEP, scene.splatCount - first);
      textures.take((await workers.client.packSplats(scene.id, first, count))!);
    }
    desk.quads.setScene(textures);
    return desk;
  }

  /** A view of the eye. @param levels of all tiles, or of each */
  view(levels: number | Uint8Array<ArrayBuffer>): QuadView {
    const { left, right, up, down, width, height, position, orientation } = this.eye;
    const tiles = Math.ceil(width / 32) * Math.ceil(height / 32);
    return {
      geometry: { left, right, up, down, width, height },
      position: Float32Array.from(position),
      orientation: Float32Array.from(orientation),
      depthTerms: Float32Array.of(-1.002, -0.2002),
      levels: typeof levels === 'number' ? new Uint8Array(tiles).fill(levels) : levels,
    };
  }

  /** Takes a list for the eye. @param gaze null = every splat */
  async sort(gaze: readonly number[] | null = null): Promise<Uint8Array> {
    const list = await this.workers.drawList(this.eye, gaze);
    this.quads.setList(list, this.workers.list.count[0]!);
    return list.content.slice();
  }

  /** The policy's levels for a gaze along a direction of the eye's space. */
  levelsFor(content: Uint8Array, gaze: readonly number[]): Uint8Array<ArrayBuffer> {
    const { view } = this.workers;
    const tiles = tileDirections(this.eye);
    const levels = new Uint8Array(tiles.count);
    const options = {
      radii: { r4: view.radii[0]!, r3: view.radii[1]!, r2: view.radii[2]! },
      farDeg: view.farDeg[0]!,
      fullWithinDeg: view.floorDeg[0]!,
      conservative: true,
    };
    foveatedLevels(content, tiles, gaze, options, levels, false);
    return levels;
  }

  /** RGBA, top row first. */
  draw(levels: number | Uint8Array<ArrayBuffer>): Uint8Array {
    this.quads.render(0, this.view(levels), this.frame, null);
    this.target.bind();
    this.quads.resolve(0);
    return this.target.read();
  }

  dispose(): void {
    this.quads.dispose();
    this.workers.dispose();
  }
}
