/** A canvas of its own with a colour target to draw pictures into and read them from. */
export class FlatTarget {
  readonly gl: WebGL2RenderingContext;
  private readonly framebuffer: WebGLFramebuffer;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    const gl = document.createElement('canvas').getContext('webgl2')!;
    this.gl = gl;
    this.framebuffer = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, this.framebuffer);
    const color = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, color);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, width, height);
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, color, 0);
  }

  bind(): void {
    this.gl.bindFramebuffer(this.gl.FRAMEBUFFER, this.framebuffer);
  }

  /** RGBA, top row first. */
  read(): Uint8Array {
    const { gl, width, height } = this;
    this.bind();
    const pixels = new Uint8Array(4 * width * height);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    return topFirst(pixels, width);
  }
}

/** Turns an RGBA picture upside down. */
export function topFirst(pixels: Uint8Array, width: number): Uint8Array {
  const row = 4 * width;
  const out = new Uint8Array(pixels.length);
  for (let at = 0; at < pixels.length; at += row)
    out.set(pixels.subarray(at, at + row), pixels.length - row - at);
  return out;
}
