import {
  ANCHOR_STRIDE,
  PASS_COUNT,
  PASS_DX,
  PASS_DY,
  TILE_SIZE,
} from '../../../workers/splats/foveation/quad-passes.ts';
import { createTexture, plainUnpacking, RingTexture } from './gl-texture.ts';

/** A pass over the picture: a pixel (i, j) of it is the pixel stride · (i, j) + (dx, dy) of the picture. */
export interface Pass {
  readonly dx: number;
  readonly dy: number;
  readonly stride: number;
  /** Tile levels that want it, a bit each. */
  readonly levels: number;
}

/** Interleaved passes that have a target: the fourth never comes without the others. */
const INTERLEAVED = PASS_COUNT - 1;

/** Tiles of the highest level are drawn at once, in a pass of their own: four passes would each draw all of their triangles. */
const WHOLE_PASS = INTERLEAVED;
/** Number of the pass that draws one pixel in sixteen. */
const ANCHOR_PASS = WHOLE_PASS + 1;

export const PASSES: readonly Pass[] = [
  ...Array.from({ length: INTERLEAVED }, (_, pass) => ({
    dx: PASS_DX[pass]!,
    dy: PASS_DY[pass]!,
    stride: 2,
    // Above its own number, below the highest.
    levels: ((1 << PASS_COUNT) - 1) & ~((2 << pass) - 1),
  })),
  { dx: 0, dy: 0, stride: 1, levels: 1 << PASS_COUNT },
  { dx: 0, dy: 0, stride: ANCHOR_STRIDE, levels: 1 },
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
  /** Three layers of half the picture's size. */
  readonly passes: WebGLTexture;
  /** As large as the picture. */
  readonly whole: WebGLTexture;
  /** A quarter of the picture's size. */
  readonly anchors: WebGLTexture;
  readonly columns: number;
  readonly tiles: number;
  private readonly levels: RingTexture;
  private readonly depths: readonly WebGLRenderbuffer[];
  private readonly framebuffers: readonly WebGLFramebuffer[];
  /** The same depths without the pictures, which may then be read. */
  private readonly depthFramebuffers: readonly WebGLFramebuffer[];

  /** @param width,height of the picture, pixels, even */
  constructor(
    private readonly gl: WebGL2RenderingContext,
    readonly width: number,
    readonly height: number,
    precision: Precision,
  ) {
    const format = precision === 'half' ? 'RGBA16F' : 'RGBA8';
    const [half, quarter] = [this.sizeOf(0), this.sizeOf(ANCHOR_PASS)];
    this.passes = createTexture(gl, format, half.width, half.height, INTERLEAVED);
    this.whole = createTexture(gl, format, width, height);
    this.anchors = createTexture(gl, format, quarter.width, quarter.height);
    this.columns = Math.ceil(width / TILE_SIZE);
    this.tiles = this.columns * Math.ceil(height / TILE_SIZE);
    this.levels = new RingTexture(gl, 'R8UI');
    this.depths = [half, this.sizeOf(WHOLE_PASS), quarter].map((size) => {
      const depth = gl.createRenderbuffer();
      gl.bindRenderbuffer(gl.RENDERBUFFER, depth);
      gl.renderbufferStorage(gl.RENDERBUFFER, gl.DEPTH_COMPONENT24, size.width, size.height);
      return depth;
    });
    this.framebuffers = PASSES.map((_, pass) => {
      const framebuffer = gl.createFramebuffer();
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
      const { FRAMEBUFFER, COLOR_ATTACHMENT0, DEPTH_ATTACHMENT, RENDERBUFFER } = gl;
      if (pass < INTERLEAVED)
        gl.framebufferTextureLayer(FRAMEBUFFER, COLOR_ATTACHMENT0, this.passes, 0, pass);
      else {
        gl.framebufferTexture2D(FRAMEBUFFER, COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.textureOf(pass), 0);
      }
      gl.framebufferRenderbuffer(FRAMEBUFFER, DEPTH_ATTACHMENT, RENDERBUFFER, this.depthOf(pass));
      return framebuffer;
    });
    this.depthFramebuffers = PASSES.map((_, pass) => {
      const framebuffer = gl.createFramebuffer();
      gl.bindFramebuffer(gl.FRAMEBUFFER, framebuffer);
      gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.DEPTH_ATTACHMENT, gl.RENDERBUFFER, this.depthOf(pass));
      return framebuffer;
    });
  }

  /** Depth that a pass is tested against. */
  depthOf(pass: number): WebGLRenderbuffer {
    return this.depths[Math.max(0, pass - INTERLEAVED + 1)]!;
  }

  /** Layer of `passes` that a pass is drawn into; −1 where it has a texture of its own. */
  layerOf(pass: number): number {
    return pass < INTERLEAVED ? pass : -1;
  }

  /** What a pass is drawn into. */
  textureOf(pass: number): WebGLTexture {
    return pass < INTERLEAVED ? this.passes : pass === WHOLE_PASS ? this.whole : this.anchors;
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

  /** Draws into the depth of a pass from now on, in the viewport of `bind`. */
  bindDepth(pass: number): void {
    this.gl.bindFramebuffer(this.gl.FRAMEBUFFER, this.depthFramebuffers[pass]!);
  }

  dispose(): void {
    const { gl } = this;
    this.levels.dispose();
    gl.deleteTexture(this.passes);
    gl.deleteTexture(this.whole);
    gl.deleteTexture(this.anchors);
    for (const depth of this.depths) gl.deleteRenderbuffer(depth);
    for (const made of [...this.framebuffers, ...this.depthFramebuffers]) gl.deleteFramebuffer(made);
  }
}
