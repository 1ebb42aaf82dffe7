import { describe, expect, it } from 'vitest';
import { SplatFileError } from '../formats/raw-splats.ts';
import { blobFile } from './blob-file.ts';
import { folderFile } from './folder-file.ts';
import { openSource } from './open-source.ts';
import { pickSceneFile } from './pick-scene-file.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A blob that only claims its size. */
function hugeBlob(size: number): Blob {
  const blob = new Blob(['ply']);
  Object.defineProperty(blob, 'size', { value: size });
  return blob;
}

describe('a file in a person’s hands', () => {
  it('is read in slices with progress', async () => {
    const bytes = new Uint8Array(20_000_000).map((_, i) => i & 255);
    const fractions: number[] = [];
    const file = blobFile('a.ply', new Blob([bytes]));
    expect(Buffer.compare(await file.read(({ fraction }) => fractions.push(fraction)), bytes)).toBe(0);
    expect(fractions.length).toBe(3);
    expect(fractions.at(-1)).toBe(1);
    expect(await file.readPart(3, 6)).toEqual({ bytes: Uint8Array.of(3, 4, 5), total: bytes.length });
  });

  it('of ten gigabytes is refused by its size', async () => {
    const reading = blobFile('big.ply', hugeBlob(10_000_000_000)).read(() => {});
    await expect(reading).rejects.toThrow(
      '“big.ply” is of 10.0 GB, more than the 2.1 GB that can be opened.',
    );
  });

  it('that goes away meanwhile gets a sentence', async () => {
    const blob = new Blob(['ply']);
    blob.slice = () =>
      ({ arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')) }) as Blob;
    await expect(blobFile('a.ply', blob).read(() => {})).rejects.toThrow(/was changed, moved or taken away/);
  });

  it('has nothing beside it when it came alone', () => {
    expect(() => blobFile('meta.json', new Blob(['{}'])).beside('means_l.webp')).toThrow(/open the folder/);
  });
});

describe('a folder', () => {
  const files = (paths: readonly string[]) => paths.map((path) => ({ path, blob: new Blob([path]) }));

  it.each([
    ['lod-meta.json', ['lod-meta.json', '0_0/meta.json', 'x.ply']],
    ['meta.json', ['meta.json', 'means_l.webp', 'preview.ply']],
    ['room/scene.gltf', ['room/scene.gltf', 'room/scene.bin']],
    ['b.SPZ', ['readme.txt', 'b.SPZ']],
    ['a.ply', ['a.ply', 'old/b.ply', '.hidden.ply', '__MACOSX/a.ply']],
    ['x/meta.json', ['x/meta.json', 'x/y/meta.json']],
  ])('shows its %s', (picked, paths) => {
    expect(pickSceneFile('room', paths)).toBe(picked);
  });

  it('without a scene, or with several, says so', () => {
    expect(() => pickSceneFile('room', ['a.txt'])).toThrow(/^“room” is a folder without a scene/);
    expect(() => pickSceneFile('room', [])).toThrow(SplatFileError);
    expect(() => pickSceneFile('room', ['a.ply', 'b.spz', 'c.ply', 'd.ply'])).toThrow(
      /several scenes \(“a.ply”, “b.spz”, “c.ply” and 1 more\)/,
    );
  });

  it('gives the files beside its scene, and none outside', async () => {
    const file = folderFile('room', files(['./in/meta.json', 'in/a/b.webp', 'secret.txt']));
    expect(file.name).toBe('in/meta.json');
    expect(folderFile('room', files(['lod-meta.json'])).name).toBe('room/lod-meta.json');
    expect(await file.read(() => {})).toEqual(bytesOf('./in/meta.json'));
    const image = file.beside('a/b.webp');
    expect(await image.read(() => {})).toEqual(bytesOf('in/a/b.webp'));
    expect(() => file.beside('../secret.txt')).toThrow(/path that is not allowed/);
    expect(() => file.beside('a/missing.webp')).toThrow('“a/missing.webp” is not in the folder.');
    expect(() => image.beside('../meta.json')).toThrow(/not allowed/);
  });

  it('is what a source of that kind means', () => {
    expect(openSource({ kind: 'folder', name: 'room', files: files(['a.ply']) }).name).toBe('a.ply');
    expect(openSource({ kind: 'file', name: 'b.ply', blob: new Blob([]) }).name).toBe('b.ply');
  });
});
