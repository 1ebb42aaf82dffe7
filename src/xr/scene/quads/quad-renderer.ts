import type { DrawList } from '../../../workers/splats/splat-client.ts';
import { bindTexture } from './gl-texture.ts';
import { ListTextures } from './list-textures.ts';
import { type DrawJob, PassDrawer } from './pass-drawer.ts';
import { PASSES, PassTargets, type Precision, precisionOf } from './pass-targets.ts';
import type { QuadFrame, QuadView } from './quad-view.ts';
import type { SceneTextures } from './scene-textures.ts';
import { createResolveProgram, type ResolveProgram } from './splat-programs.ts';
import { SplatProjector } from './splat-projector.ts';

/** Asked right before each pass of a view is submitted. */
export interface PassWatch {
  /**
   * May raise levels of the view, as far as this pass and those after it can draw them (`growLevels`).
   * @param index of the view @returns whether any rose
   */
  beforePass(index: number, pass: number): boolean;
}

type OwnJob = { -readonly [K in keyof DrawJob]: DrawJob[K] };

/**
 * Draws splats by WebGL2, without three: projects a draw list once for every view, then draws the records as quads, near
 * to far, into the interleaved passes that the tiles of the view want. What comes out are the pass targets of each view,
 * which `combine-passes.glsl` makes a picture of.
 *
 * It sets what it needs of the context's state and leaves it so. The frame path allocates nothing once sizes are
 * settled.
 */
export class QuadRenderer {
  readonly precision: Precision;
  /** Reasons why something runs on a lower step, for people to read. */
  readonly degraded: readonly string[];
  private readonly projector: SplatProjector;
  private readonly drawer: PassDrawer;
  private resolver: ResolveProgram | null = null;
  private readonly views: PassTargets[] = [];
  private scene: SceneTextures | null = null;
  private list: ListTextures | null = null;
  private job: OwnJob | null = null;

  /** @throws Error in one sentence where a shader does not work */
  constructor(private readonly gl: WebGL2RenderingContext) {
    this.precision = precisionOf(gl);
    this.degraded =
      this.precision === 'half'
        ? []
        : ['This GPU does not blend half floats: faint splats may show as bands.'];
    this.projector = new SplatProjector(gl);
    this.drawer = new PassDrawer(gl);
  }

  /** Splats of the list that is drawn. */
  get count(): number {
    return this.list?.count ?? 0;
  }

  /** Draws another scene from now on, whose first list has to follow. The textures stay the caller's. */
  setScene(scene: SceneTextures | null): void {
    this.list?.dispose();
    this.list = null;
    this.scene = scene;
    if (!scene) return;
    this.list = new ListTextures(this.gl, scene.scene);
    this.projector.prepare(scene.scene.shDegree);
  }

  /** Takes over a list of the present scene. @param count splats of it, `list.count` */
  setList(list: DrawList, count: number): void {
    this.list?.take(list, count);
  }

  /** Targets of a view of that size, made where the size changed. @param index of the view, from 0 */
  targets(index: number, width: number, height: number): PassTargets {
    const known = this.views[index];
    if (known && known.width === width && known.height === height) return known;
    known?.dispose();
    const made = new PassTargets(this.gl, width, height, this.precision);
    this.views[index] = made;
    return made;
  }

  /**
   * Draws the passes of a view.
   * @param meshDepth depth of the meshes, of the picture's size with row 0 at the bottom; null = there are none
   * @param watch may raise levels of the view before each pass
   * @returns how many passes it took
   */
  render(
    index: number,
    view: QuadView,
    frame: QuadFrame,
    meshDepth: WebGLTexture | null,
    watch: PassWatch | null = null,
  ): number {
    const job = this.project(index, view, frame, meshDepth);
    let drawn = 0;
    for (let pass = 0; pass < PASSES.length; pass++) {
      if (watch?.beforePass(index, pass)) {
        job.targets.takeLevels(view.levels);
        job.stale = true;
      }
      if (this.drawer.drawPass(job, pass)) drawn++;
    }
    this.gl.bindVertexArray(null);
    return drawn;
  }

  /**
   * Fragments that drawing a view shades, by pass. Draws the view anew, waits for the GPU and leaves counts where its picture
   * was. Exact up to 2048 fragments a pixel. For measurements; takes half-float targets.
   */
  countFragments(index: number, view: QuadView, frame: QuadFrame, meshDepth: WebGLTexture | null): number[] {
    const job = this.project(index, view, frame, meshDepth);
    const counts = PASSES.map((_, pass) => this.drawer.countPass(job, pass));
    this.gl.bindVertexArray(null);
    return counts;
  }

  /**
   * Draws the picture of a rendered view, premultiplied, into what is bound, pixel by pixel, row 0 at the bottom. For where
   * there is no three.
   */
  resolve(index: number): void {
    const { gl } = this;
    const { passes, anchors, whole, levelTexture, width, height } = this.views[index]!;
    this.resolver ??= createResolveProgram(gl);
    gl.useProgram(this.resolver.program);
    gl.uniform2i(this.resolver.at.pictureSize, width, height);
    bindTexture(gl, 0, passes, gl.TEXTURE_2D_ARRAY);
    bindTexture(gl, 1, anchors);
    bindTexture(gl, 2, levelTexture);
    bindTexture(gl, 3, whole);
    gl.disable(gl.BLEND);
    gl.disable(gl.DEPTH_TEST);
    gl.viewport(0, 0, width, height);
    gl.bindVertexArray(this.drawer.vertices);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.bindVertexArray(null);
  }

  private project(index: number, view: QuadView, frame: QuadFrame, meshDepth: WebGLTexture | null): OwnJob {
    const { gl } = this;
    const { width, height } = view.geometry;
    const targets = this.targets(index, width, height);
    targets.takeLevels(view.levels);
    gl.disable(gl.BLEND);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.CULL_FACE);
    gl.disable(gl.SCISSOR_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.disable(gl.POLYGON_OFFSET_FILL);
    gl.disable(gl.SAMPLE_ALPHA_TO_COVERAGE);
    gl.colorMask(true, true, true, true);
    gl.bindVertexArray(this.drawer.vertices);
    const { scene, list } = this;
    const count = list?.count ?? 0;
    if (scene && list && count > 0) this.projector.project(scene, list, view, frame, targets);
    const { records } = this.projector;
    this.job ??= { targets, view, meshDepth, records, count, stale: false };
    const { job } = this;
    job.targets = targets;
    job.view = view;
    job.meshDepth = meshDepth;
    job.count = count;
    job.stale = false;
    return job;
  }

  dispose(): void {
    this.setScene(null);
    for (const view of this.views) view.dispose();
    this.views.length = 0;
    this.projector.dispose();
    this.drawer.dispose();
    if (this.resolver) this.gl.deleteProgram(this.resolver.program);
  }
}
