import { createTexture } from './gl-texture.ts';
import { RECORD_ROW, rowsOf } from './texture-layout.ts';

/** Projected splats of one eye, 24 bytes each; every eye in turn uses the same. */
export class RecordTarget {
  shapes: WebGLTexture | null = null;
  looks: WebGLTexture | null = null;
  private readonly framebuffer: WebGLFramebuffer;
  private rows = 0;

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.framebuffer = gl.createFramebuffer();
  }

  /** Makes room for so many splats and draws into it from now on. Allocates only while lists grow. */
  bind(count: number): void {
    const { gl } = this;
    const rows = rowsOf(count, RECORD_ROW);
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffer);
    if (rows > this.rows) this.grow(Math.ceil(rows * 1.25));
    gl.viewport(0, 0, RECORD_ROW, rows);
  }

  private grow(rows: number): void {
    const { gl } = this;
    this.forget();
    this.rows = rows;
    this.shapes = createTexture(gl, 'RGBA32UI', RECORD_ROW, rows);
    this.looks = createTexture(gl, 'RG32UI', RECORD_ROW, rows);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, this.shapes, 0);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT1, gl.TEXTURE_2D, this.looks, 0);
    gl.drawBuffers([gl.COLOR_ATTACHMENT0, gl.COLOR_ATTACHMENT1]);
  }

  private forget(): void {
    this.gl.deleteTexture(this.shapes);
    this.gl.deleteTexture(this.looks);
  }

  dispose(): void {
    this.forget();
    this.gl.deleteFramebuffer(this.framebuffer);
  }
}
