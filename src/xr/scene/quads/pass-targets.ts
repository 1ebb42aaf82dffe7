import {
  ANCHOR_STRIDE,
  PASS_COUNT,
  PASS_DX,
  PASS_DY,
  TILE_SIZE,
} from '../../../workers/splats/foveation/quad-passes.ts';
import { createTexture, plainUnpacking, RingTexture } from './gl-texture.ts';

/** One of the interleaved passes: a pixel (i, j) of it is the pixel stride · (i, j) + (dx, dy) of the picture. */
export interface Pass {
  readonly dx: number;
  readonly dy: number;
  readonly stride: number;
}

/** Number of the pass that draws one pixel in sixteen. */
export const ANCHOR_PASS = PASS_COUNT;

export const PASSES: readonly Pass[] = [
  ...PASS_DX.map((dx, pass) => ({ dx, dy: PASS_DY[pass]!, stride: 2 })),
  { dx: 0, dy: 0, stride: ANCHOR_STRIDE },
];

/** Half floats do not band where hundreds of faint splats lie on each other; bytes do, but every GPU blends into them. */
export type Precision = 'half' | 'byte';

/** What the GPU blends into. Asks for the extensions that this takes. */
export function precisionOf(gl: WebGL2RenderingContext): Precision {
  const half = gl.getExtension('EXT_color_buffer_half_float') ?? gl.getExtension('EXT_color_buffer_float');
  return half === null ? 'byte' : 'half';
}

/** Where the passes of one view are drawn. Row 0 of every texture is the picture's top. */
export class PassTargets {
  /** Four layers of half the picture's size. */
  readonly passes: WebGLTexture;
  /** A quarter of the picture's size. */
  readonly anchors: WebGLTexture;
  readonly columns: number;
  readonly tiles: number;
  private readonly levels: RingTexture;
  private readonly depths: readonly WebGLRenderbuffer[];
  private readonly framebuffers: readonly WebGLFramebuffer[];

  /** @param width,height of the picture, pixels, even */
  constructor(
    private readonly gl: WebGL2RenderingContext,
    readonly width: number,
    readonly height: number,
    precision: Precision,
  ) {
    const format = precision === 'half' ? 'RGBA16F' : 'RGBA8';
    const [half, quarter] = [this.sizeOf(0), this.sizeOf(ANCHOR_PASS)];
    this.passes = createTexture(gl, format, half.width, half.height, PASS_COUNT);
    this.anchors = createTexture(gl, format, quarter.width, quarter.height);
    this.columns = Math.ceil(width / TILE_SIZE);
    this.tiles = this.columns * Math.ceil(height / TILE_SIZE);
    this.levels = new RingTexture(gl, 'R8UI');
    this.depths = [half, quarter].map((size) => {
      const depth = gl.createRenderbuffer();
      gl.bindRenderbuffer(gl.RENDERBUFFER, depth);
      gl.renderbufferStorage(gl.RENDERBUFFER, gl.DEPTH_COMPONENT24, size.width, size.height);
      return depth;
    });
    this.framebuffers = PASSES.map((_, pass) => {
      const framebuffer = gl.createFramebuffer();
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
      const { FRAMEBUFFER, COLOR_ATTACHMENT0, DEPTH_ATTACHMENT, RENDERBUFFER } = gl;
      if (pass === ANCHOR_PASS) {
        gl.framebufferTexture2D(FRAMEBUFFER, COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.anchors, 0);
      } else gl.framebufferTextureLayer(FRAMEBUFFER, COLOR_ATTACHMENT0, this.passes, 0, pass);
      const depth = this.depths[pass === ANCHOR_PASS ? 1 : 0]!;
      gl.framebufferRenderbuffer(FRAMEBUFFER, DEPTH_ATTACHMENT, RENDERBUFFER, depth);
      return framebuffer;
    });
  }

  get levelTexture(): WebGLTexture {
    return this.levels.current;
  }

  /** Tile levels of this frame, row by row from the top. */
  takeLevels(levels: Uint8Array<ArrayBuffer>): void {
    plainUnpacking(this.gl);
    this.levels.replace(this.columns, this.tiles / this.columns, levels);
  }

  /** Pixels of a pass. Allocates. */
  sizeOf(pass: number): { width: number; height: number } {
    const { stride } = PASSES[pass]!;
    return { width: Math.ceil(this.width / stride), height: Math.ceil(this.height / stride) };
  }

  /** Draws into a pass from now on. */
  bind(pass: number): void {
    const { gl } = this;
    const { stride } = PASSES[pass]!;
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffers[pass]!);
    gl.viewport(0, 0, Math.ceil(this.width / stride), Math.ceil(this.height / stride));
  }

  dispose(): void {
    const { gl } = this;
    this.levels.dispose();
    gl.deleteTexture(this.passes);
    gl.deleteTexture(this.anchors);
    for (const depth of this.depths) gl.deleteRenderbuffer(depth);
    for (const framebuffer of this.framebuffers) gl.deleteFramebuffer(framebuffer);
  }
}
