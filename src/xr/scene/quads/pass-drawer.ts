import { TILE_SIZE } from '../../../workers/splats/foveation/quad-passes.ts';
import { bindTexture } from './gl-texture.ts';
import { PASSES, type PassTargets } from './pass-targets.ts';
import type { QuadView } from './quad-view.ts';
import type { RecordTarget } from './record-target.ts';
import {
  BATCH,
  createDrawProgram,
  createMaskProgram,
  createMeshDepthProgram,
  type DrawProgram,
  type MaskProgram,
  type MeshDepthProgram,
} from './splat-programs.ts';

/** A pass is empty and infinitely far where nothing is drawn. */
const EMPTY = new Float32Array(4);
const FARTHEST = new Float32Array([1]);

/** Corners of the quads of an instance: two triangles each. */
function quadIndices(): Uint16Array<ArrayBuffer> {
  const indices = new Uint16Array(6 * BATCH);
  for (let quad = 0; quad < BATCH; quad++) {
    const corner = 4 * quad;
    indices.set([corner, corner + 1, corner + 2, corner + 2, corner + 1, corner + 3], 6 * quad);
  }
  return indices;
}

/** Records of one view, and what decides where they may be drawn. */
export interface DrawJob {
  readonly targets: PassTargets;
  readonly view: QuadView;
  /** Depth of the meshes, of the picture's size with row 0 at the bottom; null = there are none. */
  readonly meshDepth: WebGLTexture | null;
  readonly records: RecordTarget;
  readonly count: number;
}

/** Whether a tile of the view wants a pass. */
function isWanted(levels: Uint8Array, pass: number): boolean {
  const wanting = PASSES[pass]!.levels;
  for (let i = 0; i < levels.length; i++) if ((wanting >> levels[i]!) & 1) return true;
  return false;
}

/**
 * Second step of a view: the passes. Each is cleared, gets the depth of the meshes, and depth zero over the tiles that do not
 * want it, so that the depth test keeps splats out before their fragments are shaded. Then the records, far to near.
 */
export class PassDrawer {
  /** Without attributes; with the corners of quads as indices. */
  readonly vertices: WebGLVertexArrayObject;
  private readonly indices: WebGLBuffer;
  private readonly draw: DrawProgram;
  private readonly mask: MaskProgram;
  private readonly meshes: MeshDepthProgram;
  private counter: DrawProgram | null = null;
  private readonly spent: number[];

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.vertices = gl.createVertexArray();
    this.indices = gl.createBuffer();
    gl.bindVertexArray(this.vertices);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.indices);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, quadIndices(), gl.STATIC_DRAW);
    gl.bindVertexArray(null);
    this.draw = createDrawProgram(gl, false);
    this.mask = createMaskProgram(gl);
    this.meshes = createMeshDepthProgram(gl);
    this.spent = [gl.DEPTH_ATTACHMENT];
  }

  /** Draws a pass unless no tile wants it. @returns whether one does */
  drawPass(job: DrawJob, pass: number): boolean {
    const { gl } = this;
    if (!isWanted(job.view.levels, pass)) return false;
    this.startPass(job, pass);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    if (job.count > 0) this.drawRecords(this.draw, job, pass);
    gl.invalidateFramebuffer(gl.FRAMEBUFFER, this.spent);
    return true;
  }

  /** Fragments that a pass shades: draws it anew, counting, over its picture, and waits for the GPU. */
  countPass(job: DrawJob, pass: number): number {
    const { gl } = this;
    if (job.count === 0 || !isWanted(job.view.levels, pass)) return 0;
    this.counter ??= createDrawProgram(gl, true);
    this.startPass(job, pass);
    gl.blendFunc(gl.ONE, gl.ONE);
    this.drawRecords(this.counter, job, pass);
    const { width, height } = job.targets.sizeOf(pass);
    const counts = new Float32Array(4 * width * height);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, counts);
    let sum = 0;
    for (let i = 0; i < counts.length; i += 4) sum += counts[i]!;
    return sum;
  }

  /** Clears a pass and writes the depths that splats are tested against. */
  private startPass({ targets, view, meshDepth }: DrawJob, pass: number): void {
    const { gl, mask } = this;
    const { dx, dy, stride, levels } = PASSES[pass]!;
    targets.bind(pass);
    gl.enable(gl.DEPTH_TEST);
    gl.depthMask(true);
    gl.depthFunc(gl.ALWAYS);
    gl.disable(gl.BLEND);
    gl.clearBufferfv(gl.COLOR, 0, EMPTY);
    gl.clearBufferfv(gl.DEPTH, 0, FARTHEST);
    gl.colorMask(false, false, false, false);
    gl.bindVertexArray(this.vertices);
    if (meshDepth !== null) {
      gl.useProgram(this.meshes.program);
      gl.uniform2i(this.meshes.at.offset, dx, dy);
      gl.uniform1i(this.meshes.at.stride, stride);
      bindTexture(gl, 0, meshDepth);
      gl.drawArrays(gl.TRIANGLES, 0, 3);
    }
    gl.useProgram(mask.program);
    gl.uniform1i(mask.at.columns, targets.columns);
    gl.uniform1i(mask.at.wanting, levels);
    gl.uniform1f(mask.at.tile, TILE_SIZE / stride);
    gl.uniform2f(mask.at.targetSize, Math.ceil(targets.width / stride), Math.ceil(targets.height / stride));
    bindTexture(gl, 0, targets.levelTexture);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, view.levels.length);
    gl.colorMask(true, true, true, true);
    gl.depthMask(false);
    gl.depthFunc(gl.LESS);
    gl.enable(gl.BLEND);
  }

  private drawRecords(
    { program, at }: DrawProgram,
    { targets, view, records, count }: DrawJob,
    pass: number,
  ): void {
    const { gl } = this;
    const { dx, dy, stride, levels } = PASSES[pass]!;
    gl.useProgram(program);
    gl.uniform1i(at.count, count);
    gl.uniform1i(at.wanting, levels);
    gl.uniform2f(at.offset, dx, dy);
    gl.uniform1f(at.stride, stride);
    gl.uniform2f(at.targetSize, Math.ceil(targets.width / stride), Math.ceil(targets.height / stride));
    gl.uniform2fv(at.depthTerms, view.depthTerms);
    bindTexture(gl, 0, records.shapes);
    bindTexture(gl, 1, records.looks);
    const instances = Math.ceil(count / BATCH);
    gl.drawElementsInstanced(gl.TRIANGLES, 6 * BATCH, gl.UNSIGNED_SHORT, 0, instances);
  }

  dispose(): void {
    const { gl } = this;
    for (const made of [this.draw, this.mask, this.meshes, this.counter])
      if (made) gl.deleteProgram(made.program);
    gl.deleteBuffer(this.indices);
    gl.deleteVertexArray(this.vertices);
  }
}
