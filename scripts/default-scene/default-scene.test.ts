import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { generate, type SceneObject } from './generate.ts';
import { mug, teapot } from './pieces/coffee-table.ts';
import { herbs } from './pieces/plants.ts';
import { PIECES } from './scene.ts';

const folder = new URL('../../assets/scenes/', import.meta.url);
const bytes = readFileSync(new URL('default.spz', folder));
const listed = JSON.parse(readFileSync(new URL('default.objects.json', folder), 'utf8')) as {
  spawn: { position: number[]; look: number[] };
  objects: SceneObject[];
};
const entry = (
  JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as {
    scenes: { file: string; splatCount: number; sizeBytes: number; sha256: string; seed: number }[];
  }
).scenes[0]!;

const small = (seed: number) =>
  generate(
    [mug, teapot, herbs].map((make) => make(seed)),
    8,
    () => {},
  );

describe('generator', () => {
  const scene = small(3);

  it('gives the same splats for the same seed and others for another', () => {
    const again = small(3);
    expect(again.objects).toEqual(scene.objects);
    expect(again.splats).toEqual(scene.splats);
    expect(small(4).splats.positions).not.toEqual(scene.splats.positions);
  });

  it('gives every object its own run of splats, in order and without gaps', () => {
    let next = 0;
    for (const object of scene.objects) {
      expect(object.start).toBe(next);
      expect(object.count).toBeGreaterThan(500);
      next += object.count;
    }
    expect(next).toBe(scene.splats.count);
  });

  it('gives finite, flat, opaque splats with unit rotations and colours that a file can hold', () => {
    const { count, positions, scales, rotations, colors, opacities } = scene.splats;
    for (let i = 0; i < count; i++) {
      const [a, b, c] = [scales[i * 3]!, scales[i * 3 + 1]!, scales[i * 3 + 2]!];
      expect(c).toBeGreaterThan(0);
      expect(c).toBeLessThanOrEqual(Math.min(a, b) * 1.001);
      expect(Math.hypot(...rotations.subarray(i * 4, i * 4 + 4))).toBeCloseTo(1, 5);
      expect(opacities[i]).toBeGreaterThan(0.9);
    }
    for (const values of [positions, scales, rotations]) expect(values.every(Number.isFinite)).toBe(true);
    expect(colors.every((x) => x >= 0 && x <= 1)).toBe(true);
  });

  it('keeps splats inside the bounds that it names', () => {
    for (const { start, count, bounds } of scene.objects) {
      for (let i = start * 3; i < (start + count) * 3; i++) {
        expect(scene.splats.positions[i]!).toBeGreaterThanOrEqual(bounds[i % 3]! - 1e-3);
        expect(scene.splats.positions[i]!).toBeLessThanOrEqual(bounds[3 + (i % 3)]! + 1e-3);
      }
    }
  });
});

describe('committed scene', () => {
  it('is the file that the manifest names', () => {
    expect(bytes.length).toBe(entry.sizeBytes);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(entry.sha256);
    expect(gunzipSync(bytes).readUInt32LE(8)).toBe(entry.splatCount);
    expect(entry.splatCount).toBeGreaterThan(150_000);
    expect(entry.splatCount).toBeLessThan(300_000);
  });

  it('lists the objects that the generator makes, covering every splat once', () => {
    expect(listed.objects.map((o) => o.id)).toEqual(PIECES.map((make) => make(entry.seed).id));
    let next = 0;
    for (const object of listed.objects) {
      expect(object.start).toBe(next);
      next += object.count;
    }
    expect(next).toBe(entry.splatCount);
  });

  it('holds each object within its bounds, to the file format’s precision', () => {
    const raw = gunzipSync(bytes);
    for (const { start, count, bounds } of listed.objects) {
      for (let i = start * 3; i < (start + count) * 3; i += 7) {
        const at = raw.readIntLE(16 + i * 3, 3) / 4096;
        expect(at).toBeGreaterThanOrEqual(bounds[i % 3]! - 1e-3);
        expect(at).toBeLessThanOrEqual(bounds[3 + (i % 3)]! + 1e-3);
      }
    }
  });
});
