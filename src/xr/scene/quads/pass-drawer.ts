import { PASS_COUNT, TILE_SIZE } from '../../../workers/splats/foveation/quad-passes.ts';
import { bindTexture, createTexture } from './gl-texture.ts';
import { PASSES, type PassTargets } from './pass-targets.ts';
import type { QuadView } from './quad-view.ts';
import type { RecordTarget } from './record-target.ts';
import {
  BATCH,
  type CloseProgram,
  createCloseProgram,
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

/**
 * Parts of the records, near to far, as shares of all. After each but the last the pixels that let no more light through are closed, so
 * that what lies behind them is not shaded. More parts would save a little more and make a GPU that draws in tiles store and
 * load its tiles more often.
 */
const SLICES = [0.05, 0.07, 0.09, 0.12, 0.16, 0.2, 0.31];

/** First record of a slice; full instances but for the last. */
function sliceStart(count: number, slice: number): number {
  let share = 0;
  for (let i = 0; i < slice; i++) share += SLICES[i]!;
  return slice >= SLICES.length ? count : Math.min(count, BATCH * Math.floor((share * count) / BATCH));
}

/** Triangles of an octagon whose corners are numbered around it. */
const OCTAGON = [0, 1, 2, 2, 3, 4, 4, 5, 6, 6, 7, 0, 0, 2, 4, 4, 6, 0];

/** Triangles of the splats of an instance. */
function splatIndices(): Uint16Array<ArrayBuffer> {
  return Uint16Array.from({ length: OCTAGON.length * BATCH }, (_, i) => {
    return 8 * Math.floor(i / OCTAGON.length) + OCTAGON[i % OCTAGON.length]!;
  });
}

/** Records of one view, and what decides where they may be drawn. */
export interface DrawJob {
  readonly targets: PassTargets;
  readonly view: QuadView;
  /** Depth of the meshes, of the picture's size with row 0 at the bottom; null = there are none. */
  readonly meshDepth: WebGLTexture | null;
  readonly records: RecordTarget;
  readonly count: number;
  /** Whether tiles have other levels than the records were made for. */
  readonly stale: boolean;
}

/** Every level. */
const ANY_LEVEL = (2 << PASS_COUNT) - 1;

/**
 * Second step of a view: the passes. Each is cleared, gets the depth of the meshes, and depth zero over the tiles that do not
 * want it, so that the depth test keeps splats out before their fragments are shaded. Then the records, near to far in slices: what
 * a slice has made opaque gets depth zero too.
 */
export class PassDrawer {
  /** Without attributes; with the triangles of splats as indices. */
  readonly vertices: WebGLVertexArrayObject;
  private readonly indices: WebGLBuffer;
  private readonly draw: DrawProgram;
  private readonly mask: MaskProgram;
  private readonly meshes: MeshDepthProgram;
  private readonly close: CloseProgram;
  private readonly closeLayer: CloseProgram;
  private counter: DrawProgram | null = null;
  private readonly spent: number[];

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.vertices = gl.createVertexArray();
    this.indices = gl.createBuffer();
    gl.bindVertexArray(this.vertices);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.indices);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, splatIndices(), gl.STATIC_DRAW);
    gl.bindVertexArray(null);
    this.draw = createDrawProgram(gl, false);
    this.mask = createMaskProgram(gl);
    this.meshes = createMeshDepthProgram(gl);
    this.close = createCloseProgram(gl, false);
    this.closeLayer = createCloseProgram(gl, true);
    this.spent = [gl.DEPTH_ATTACHMENT];
  }

  /** Draws a pass unless no tile wants it. @returns whether one does */
  drawPass(job: DrawJob, pass: number): boolean {
    const { gl } = this;
    if (!this.confine(job, pass)) return false;
    this.startPass(job, pass);
    for (let slice = 0; slice < SLICES.length; slice++) {
      this.drawSlice(this.draw, job, pass, slice);
      if (slice < SLICES.length - 1) this.closePixels(job, pass);
    }
    gl.invalidateFramebuffer(gl.FRAMEBUFFER, this.spent);
    gl.disable(gl.SCISSOR_TEST);
    return true;
  }

  /**
   * Fragments that a pass shades: draws it anew and each slice once more, counting, against the depths that the slice meets. Waits
   * for the GPU.
   */
  countPass(job: DrawJob, pass: number): number {
    const { gl } = this;
    if (job.count === 0 || !this.confine(job, pass)) return 0;
    this.counter ??= createDrawProgram(gl, true);
    const { width, height } = job.targets.sizeOf(pass);
    const counts = createTexture(gl, 'RGBA16F', width, height);
    const framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, counts, 0);
    const depth = job.targets.depthOf(pass);
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.DEPTH_ATTACHMENT, gl.RENDERBUFFER, depth);
    gl.disable(gl.SCISSOR_TEST);
    gl.clearBufferfv(gl.COLOR, 0, EMPTY);
    gl.enable(gl.SCISSOR_TEST);
    this.startPass(job, pass);
    for (let slice = 0; slice < SLICES.length; slice++) {
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
      gl.blendFunc(gl.ONE, gl.ONE);
      this.drawSlice(this.counter, job, pass, slice);
      job.targets.bind(pass);
      gl.blendFunc(gl.ONE_MINUS_DST_ALPHA, gl.ONE);
      this.drawSlice(this.draw, job, pass, slice);
      this.closePixels(job, pass);
    }
    gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
    gl.disable(gl.SCISSOR_TEST);
    const counted = new Float32Array(4 * width * height);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, counted);
    gl.deleteFramebuffer(framebuffer);
    gl.deleteTexture(counts);
    let sum = 0;
    for (let i = 0; i < counted.length; i += 4) sum += counted[i]!;
    return sum;
  }

  /**
   * Keeps drawing to the box of the tiles that want a pass: a GPU that draws in tiles need not load or store the others.
   * @returns whether one does
   */
  private confine({ targets, view: { levels } }: DrawJob, pass: number): boolean {
    const { columns } = targets;
    const { levels: wanting, stride } = PASSES[pass]!;
    let left = columns;
    let right = -1;
    let top = -1;
    let bottom = -1;
    for (let i = 0; i < levels.length; i++) {
      if (((wanting >> levels[i]!) & 1) === 0) continue;
      const column = i % columns;
      if (column < left) left = column;
      if (column > right) right = column;
      bottom = (i - column) / columns;
      if (top < 0) top = bottom;
    }
    if (right < 0) return false;
    const { gl } = this;
    const edge = TILE_SIZE / stride;
    gl.enable(gl.SCISSOR_TEST);
    // Row 0 of a target is the picture's top.
    gl.scissor(left * edge, top * edge, (right - left + 1) * edge, (bottom - top + 1) * edge);
    return true;
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
    gl.blendFunc(gl.ONE_MINUS_DST_ALPHA, gl.ONE);
  }

  /** Draws a slice of the records, near to far, under what is there. */
  private drawSlice(
    { program, at }: DrawProgram,
    { targets, view, records, count, stale }: DrawJob,
    pass: number,
    slice: number,
  ): void {
    const { gl } = this;
    const { dx, dy, stride, levels } = PASSES[pass]!;
    const first = sliceStart(count, slice);
    const end = sliceStart(count, slice + 1);
    if (end === first) return;
    gl.useProgram(program);
    gl.uniform1i(at.first, first);
    gl.uniform1i(at.end, end);
    // Records know the levels of their tiles as of their making: then the mask alone keeps fragments out.
    gl.uniform1i(at.wanting, stale ? ANY_LEVEL : levels);
    gl.uniform2f(at.offset, dx, dy);
    gl.uniform1f(at.stride, stride);
    gl.uniform2f(at.targetSize, Math.ceil(targets.width / stride), Math.ceil(targets.height / stride));
    gl.uniform2fv(at.depthTerms, view.depthTerms);
    bindTexture(gl, 0, records.shapes);
    bindTexture(gl, 1, records.looks);
    const instances = Math.ceil((end - first) / BATCH);
    gl.drawElementsInstanced(gl.TRIANGLES, OCTAGON.length * BATCH, gl.UNSIGNED_SHORT, 0, instances);
  }

  /** Gives the pixels that are opaque by now the nearest depth. */
  private closePixels({ targets }: DrawJob, pass: number): void {
    const { gl } = this;
    const layer = targets.layerOf(pass);
    const { program, at } = layer < 0 ? this.close : this.closeLayer;
    targets.bindDepth(pass);
    gl.disable(gl.BLEND);
    gl.depthMask(true);
    gl.depthFunc(gl.ALWAYS);
    gl.useProgram(program);
    if (layer >= 0) gl.uniform1i(at.layer, layer);
    bindTexture(gl, 0, targets.textureOf(pass), layer < 0 ? gl.TEXTURE_2D : gl.TEXTURE_2D_ARRAY);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
    gl.depthMask(false);
    gl.depthFunc(gl.LESS);
    gl.enable(gl.BLEND);
    targets.bind(pass);
  }

  dispose(): void {
    const { gl } = this;
    for (const made of [this.draw, this.mask, this.meshes, this.close, this.closeLayer, this.counter])
      if (made) gl.deleteProgram(made.program);
    gl.deleteBuffer(this.indices);
    gl.deleteVertexArray(this.vertices);
  }
}
