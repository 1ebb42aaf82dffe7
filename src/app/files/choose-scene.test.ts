import { describe, expect, it } from 'vitest';
import { chooseScene } from './choose-scene.ts';
import type { HandOver } from './hand-over.ts';

const BLOB = new Blob(['x']);

function handOver(folder: string | null, ...paths: string[]): HandOver {
  return { folder, files: paths.map((path) => ({ path, blob: BLOB })) };
}

describe('chooseScene', () => {
  it('takes a lone file whatever its name', () => {
    expect(chooseScene(handOver(null, 'holiday.jpg'))).toEqual({
      source: { kind: 'file', name: 'holiday.jpg', blob: BLOB },
      leftOut: [],
    });
  });

  it.each([
    ['a glTF with its buffer', 'room.gltf', ['room.bin', 'room.gltf', 'preview.ply']],
    ['an unbundled scene', 'meta.json', ['means_l.webp', 'meta.json', 'sh0.webp']],
    ['a streamed scene', 'lod-meta.json', ['0_0/meta.json', 'env/meta.json', 'lod-meta.json']],
    ['upper case', 'ROOM.GLTF', ['ROOM.BIN', 'ROOM.GLTF']],
  ])('takes %s as a folder', (_what, scene, paths) => {
    for (const folder of ['hall', null]) {
      const { source } = chooseScene(handOver(folder, ...paths));
      expect(source).toMatchObject({ kind: 'folder', name: folder ?? scene });
      expect(source.kind === 'folder' && source.files.map(({ path }) => path)).toEqual(paths);
    }
  });

  it('goes down to the scene’s own folder and no farther', () => {
    const { source } = chooseScene(
      handOver(
        'export',
        'notes.txt',
        'room/meta.json',
        'room/means_l.webp',
        'room/old/meta.json',
        'x/y.webp',
      ),
    );
    expect(source).toMatchObject({ kind: 'folder', name: 'room' });
    expect(source.kind === 'folder' && source.files.map(({ path }) => path)).toEqual([
      'meta.json',
      'means_l.webp',
      'old/meta.json',
    ]);
  });

  it('opens one of several whole scenes and names the others', () => {
    expect(chooseScene(handOver('captures', 'b/c.ply', 'b.spz', 'a.spz', '._a.spz', 'readme.md'))).toEqual({
      source: { kind: 'file', name: 'a.spz', blob: BLOB },
      leftOut: ['b.spz', 'b/c.ply'],
    });
  });

  it('says so when there is no scene', () => {
    expect(() => chooseScene(handOver('empty'))).toThrow('The folder empty is empty.');
    expect(() => chooseScene(handOver('pictures', 'a.jpg', 'b.jpg'))).toThrow(
      'The folder pictures holds no splat scene.',
    );
    expect(() => chooseScene(handOver(null, 'a.jpg', 'b.jpg'))).toThrow('The 2 files hold no splat scene.');
  });
});
