import {
  DataTexture,
  FloatType,
  LinearFilter,
  NearestFilter,
  NoColorSpace,
  RedFormat,
  RGBAFormat,
  UnsignedByteType,
} from 'three';
import type { EyePicture } from '../../workers/splats/splat-client.ts';

const TILE = 32;
const RING = 2;

interface TextureSet {
  readonly color: DataTexture;
  readonly depth: DataTexture;
  readonly levels: DataTexture;
}

function createSet(width: number, height: number): TextureSet {
  const color = new DataTexture(null, width, height, RGBAFormat, UnsignedByteType);
  color.minFilter = color.magFilter = LinearFilter;
  const depth = new DataTexture(null, width >> 1, height >> 1, RedFormat, FloatType);
  const levels = new DataTexture(
    null,
    Math.ceil(width / TILE),
    Math.ceil(height / TILE),
    RedFormat,
    UnsignedByteType,
  );
  depth.minFilter = depth.magFilter = levels.minFilter = levels.magFilter = NearestFilter;
  for (const texture of [color, depth, levels]) {
    texture.colorSpace = NoColorSpace;
    texture.generateMipmaps = false;
    texture.flipY = false;
    texture.unpackAlignment = 1;
  }
  return { color, depth, levels };
}

function fill(texture: DataTexture, data: Uint8Array | Float32Array): void {
  texture.image.data = data as Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
  texture.needsUpdate = true;
}

/**
 * Textures of one eye's picture: a ring of two, so that an upload never waits for the draw that still reads the other
 * one. three uploads straight from the renderer's shared memory; Chromium accepts shared views in `texSubImage2D`.
 */
export class EyeTextures {
  private sets: TextureSet[] = [];
  private next = 0;
  private width = 0;
  private height = 0;
  /** Textures of the newest picture, or null before the first. */
  current: TextureSet | null = null;

  /** Takes over a finished picture. Allocates only when its size differs from the one before. */
  update(picture: EyePicture, width: number, height: number): void {
    if (width !== this.width || height !== this.height) {
      this.dispose();
      this.width = width;
      this.height = height;
      for (let i = 0; i < RING; i++) this.sets.push(createSet(width, height));
    }
    this.next = (this.next + 1) % RING;
    const set = this.sets[this.next]!;
    fill(set.color, picture.color);
    fill(set.depth, picture.depth);
    fill(set.levels, picture.levels);
    this.current = set;
  }

  dispose(): void {
    for (const { color, depth, levels } of this.sets) {
      color.dispose();
      depth.dispose();
      levels.dispose();
    }
    this.sets = [];
    this.current = null;
    this.width = this.height = 0;
  }
}
