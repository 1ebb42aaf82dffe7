import { PACKED_CHUNK, PACKED_CHUNK_FLOATS } from '../../../shared/packed-splat.ts';
import type { GpuScene, PackedSplats } from '../../../workers/splats/splat-client.ts';
import { createTexture, plainUnpacking, type TexelFormat, upload } from './gl-texture.ts';
import { CHUNK_ROW, HARMONIC_ROW, HARMONIC_TEXELS, rowsOf, SPLAT_ROW } from './texture-layout.ts';

const HARMONIC_FORMAT: readonly TexelFormat[] = ['R32UI', 'RGB32UI', 'RGB32UI', 'RGBA32UI'];
/** Texels of a chunk: lower corner and size. */
const CHUNK_TEXELS = PACKED_CHUNK_FLOATS / 4;

/** Slices begin at multiples of this, where a row of every texture does. */
export const SLICE_STEP = (CHUNK_ROW / CHUNK_TEXELS) * PACKED_CHUNK;

/**
 * The splats of a scene on the GPU: 20 bytes each, and harmonics. Set aside at once, filled slice by slice, never changed
 * afterwards.
 */
export class SceneTextures {
  readonly words: WebGLTexture;
  readonly colors: WebGLTexture;
  readonly harmonics: WebGLTexture;
  readonly chunks: WebGLTexture;
  /** Splats that are there; they are there from the first on. */
  filled = 0;

  /** @throws Error in one sentence where the GPU takes no textures of that size */
  constructor(
    private readonly gl: WebGL2RenderingContext,
    readonly scene: GpuScene,
  ) {
    const { splatCount, chunkCount, shDegree } = scene;
    const limit = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
    const most = limit * (shDegree > 0 ? HARMONIC_ROW : SPLAT_ROW);
    if (splatCount > most && !gl.isContextLost()) {
      throw new Error(`The GPU takes ${most} splats at most; the scene has ${splatCount}.`);
    }
    // What others have left.
    while (!gl.isContextLost() && gl.getError() !== gl.NO_ERROR);
    const rows = rowsOf(splatCount, SPLAT_ROW);
    this.words = createTexture(gl, 'RGBA32UI', SPLAT_ROW, rows);
    this.colors = createTexture(gl, 'R32UI', SPLAT_ROW, rows);
    const width = Math.max(1, HARMONIC_ROW * HARMONIC_TEXELS[shDegree]);
    const harmonicRows = shDegree > 0 ? rowsOf(splatCount, HARMONIC_ROW) : 1;
    this.harmonics = createTexture(gl, HARMONIC_FORMAT[shDegree]!, shDegree > 0 ? width : 1, harmonicRows);
    this.chunks = createTexture(gl, 'RGBA32F', CHUNK_ROW, rowsOf(CHUNK_TEXELS * chunkCount, CHUNK_ROW));
    if (gl.getError() === gl.OUT_OF_MEMORY) {
      this.dispose();
      throw new Error(`The GPU has no memory for the ${splatCount} splats of the scene.`);
    }
  }

  get complete(): boolean {
    return this.filled >= this.scene.splatCount;
  }

  /** Takes the next slice, which begins at a multiple of `SLICE_STEP`. */
  take({ first, count, words, colors, harmonics, chunks }: PackedSplats): void {
    const { gl } = this;
    const { shDegree } = this.scene;
    plainUnpacking(gl);
    upload(gl, this.words, 'RGBA32UI', SPLAT_ROW, first, words, 4);
    upload(gl, this.colors, 'R32UI', SPLAT_ROW, first, colors, 1);
    const chunkPlace = (first / PACKED_CHUNK) * CHUNK_TEXELS;
    upload(gl, this.chunks, 'RGBA32F', CHUNK_ROW, chunkPlace, chunks, 4);
    if (shDegree > 0) {
      const texels = HARMONIC_TEXELS[shDegree];
      const per = shDegree === 3 ? 4 : 3;
      const width = HARMONIC_ROW * texels;
      upload(gl, this.harmonics, HARMONIC_FORMAT[shDegree]!, width, first * texels, harmonics, per);
    }
    this.filled = first + count;
  }

  dispose(): void {
    for (const texture of [this.words, this.colors, this.harmonics, this.chunks])
      this.gl.deleteTexture(texture);
  }
}
