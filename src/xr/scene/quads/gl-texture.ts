/** Sized formats of the textures here, each with what its data is uploaded as. */
export type TexelFormat =
  | 'R8UI'
  | 'R32UI'
  | 'RG32UI'
  | 'RGB32UI'
  | 'RGBA32UI'
  | 'RG32F'
  | 'RGBA32F'
  | 'RGBA16F'
  | 'RGBA8';

const UPLOADS = {
  R8UI: ['RED_INTEGER', 'UNSIGNED_BYTE'],
  R32UI: ['RED_INTEGER', 'UNSIGNED_INT'],
  RG32UI: ['RG_INTEGER', 'UNSIGNED_INT'],
  RGB32UI: ['RGB_INTEGER', 'UNSIGNED_INT'],
  RGBA32UI: ['RGBA_INTEGER', 'UNSIGNED_INT'],
  RG32F: ['RG', 'FLOAT'],
  RGBA32F: ['RGBA', 'FLOAT'],
  RGBA16F: ['RGBA', 'HALF_FLOAT'],
  RGBA8: ['RGBA', 'UNSIGNED_BYTE'],
} as const satisfies Record<
  TexelFormat,
  readonly [keyof WebGL2RenderingContext, keyof WebGL2RenderingContext]
>;

export type TexelData = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** Texels in rows of a fixed width, read one by one. Leaves itself bound to texture unit 0. */
function plainTexture(gl: WebGL2RenderingContext, target: number): WebGLTexture {
  const texture = gl.createTexture();
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(target, texture);
  gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
  gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
  gl.texParameteri(target, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
  gl.texParameteri(target, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
  return texture;
}

/** Lets a texture unit read a texture. */
export function bindTexture(
  gl: WebGL2RenderingContext,
  unit: number,
  texture: WebGLTexture | null,
  target: number = gl.TEXTURE_2D,
): void {
  gl.activeTexture(gl.TEXTURE0 + unit);
  gl.bindTexture(target, texture);
}

/** A texture whose memory is set aside at once. @param layers makes it an array of so many layers */
export function createTexture(
  gl: WebGL2RenderingContext,
  format: TexelFormat,
  width: number,
  height: number,
  layers?: number,
): WebGLTexture {
  const texture = plainTexture(gl, layers === undefined ? gl.TEXTURE_2D : gl.TEXTURE_2D_ARRAY);
  if (layers === undefined) gl.texStorage2D(gl.TEXTURE_2D, 1, gl[format], width, height);
  else gl.texStorage3D(gl.TEXTURE_2D_ARRAY, 1, gl[format], width, height, layers);
  return texture;
}

/** Row length, alignment and the like as `upload` and `RingTexture` need them, whoever used the context before. */
export function plainUnpacking(gl: WebGL2RenderingContext): void {
  gl.bindBuffer(gl.PIXEL_UNPACK_BUFFER, null);
  gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
  gl.pixelStorei(gl.UNPACK_ROW_LENGTH, 0);
  gl.pixelStorei(gl.UNPACK_SKIP_PIXELS, 0);
  gl.pixelStorei(gl.UNPACK_SKIP_ROWS, 0);
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
}

/**
 * Fills consecutive texels of a texture from place `first`, which lies at the start of a row.
 * @param per elements of `data` a texel
 */
export function upload(
  gl: WebGL2RenderingContext,
  texture: WebGLTexture,
  format: TexelFormat,
  width: number,
  first: number,
  data: TexelData,
  per: number,
): void {
  const [layout, type] = UPLOADS[format];
  const texels = data.length / per;
  const row = first / width;
  const rows = Math.floor(texels / width);
  const rest = texels - rows * width;
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_2D, texture);
  const { TEXTURE_2D } = gl;
  if (rows > 0) gl.texSubImage2D(TEXTURE_2D, 0, 0, row, width, rows, gl[layout], gl[type], data, 0);
  if (rest > 0) {
    const from = rows * width * per;
    gl.texSubImage2D(TEXTURE_2D, 0, 0, row + rows, rest, 1, gl[layout], gl[type], data, from);
  }
}

const RING = 3;

/**
 * A texture whose content is replaced as a whole, in turn in one of three objects: an update of what the GPU still reads
 * would make it wait or copy.
 */
export class RingTexture {
  private readonly textures: WebGLTexture[];
  private turn = 0;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly format: TexelFormat,
  ) {
    this.textures = Array.from({ length: RING }, () => plainTexture(gl, gl.TEXTURE_2D));
  }

  /** What was filled last. */
  get current(): WebGLTexture {
    return this.textures[this.turn]!;
  }

  /** Takes (height, width) texels; `data` may hold more and is free again afterwards. Leaves texture unit 0 in use. */
  replace(width: number, height: number, data: TexelData): void {
    const { gl, format } = this;
    const [layout, type] = UPLOADS[format];
    this.turn = (this.turn + 1) % RING;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.current);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl[format], width, height, 0, gl[layout], gl[type], data, 0);
  }

  dispose(): void {
    for (const texture of this.textures) this.gl.deleteTexture(texture);
  }
}
