import { describe, expect, it } from 'vitest';
import { EyeTextures } from './eye-textures.ts';

function picture(width: number, height: number) {
  return {
    color: new Uint8Array(new SharedArrayBuffer(width * height * 4)),
    depth: new Float32Array(new SharedArrayBuffer(width * height)),
    levels: new Uint8Array(new SharedArrayBuffer(Math.ceil(width / 32) * Math.ceil(height / 32))),
  };
}

describe('EyeTextures', () => {
  it('shows each picture without copying it and takes turns between two sets', () => {
    const textures = new EyeTextures();
    expect(textures.current).toBeNull();
    const seen = [0, 1, 2].map(() => {
      const next = picture(64, 48);
      textures.update(next, 64, 48);
      expect(textures.current!.color.image.data).toBe(next.color);
      expect(textures.current!.depth.image).toMatchObject({ width: 32, height: 24, data: next.depth });
      expect(textures.current!.levels.image).toMatchObject({ width: 2, height: 2, data: next.levels });
      return textures.current;
    });
    expect(seen[0]).not.toBe(seen[1]);
    expect(seen[0]).toBe(seen[2]);
  });

  it('asks for an upload with every picture', () => {
    const textures = new EyeTextures();
    textures.update(picture(64, 48), 64, 48);
    const first = textures.current!.color;
    const before = first.version;
    textures.update(picture(64, 48), 64, 48);
    textures.update(picture(64, 48), 64, 48);
    expect(textures.current!.color).toBe(first);
    expect(first.version).toBe(before + 1);
  });

  it('makes new textures when the size changes and lets the old ones go', () => {
    const textures = new EyeTextures();
    textures.update(picture(64, 48), 64, 48);
    const old = textures.current!.color;
    let freed = false;
    old.addEventListener('dispose', () => {
      freed = true;
    });
    textures.update(picture(96, 48), 96, 48);
    expect(freed).toBe(true);
    expect(textures.current!.color.image.width).toBe(96);
  });
});
