import { describe, expect, it } from 'vitest';
import { HandOverError, handOverOfEntries, handOverOfFiles, MOST_DEPTH } from './hand-over.ts';

/** A folder as nested objects; a string is a file's content, null a file that cannot be read. */
interface Tree {
  readonly [name: string]: Tree | string | null;
}

/** Chromium gives at most 100 entries a call; two make the test short. */
const PART = 2;

function entryOf(name: string, content: Tree | string | null): FileSystemEntry {
  if (content === null || typeof content === 'string') {
    return {
      name,
      isFile: true,
      isDirectory: false,
      file(done: (file: File) => void, fail: (error: Error) => void) {
        if (content === null) fail(new Error('NotReadableError'));
        else done(new File([content], name));
      },
    } as unknown as FileSystemEntry;
  }
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader() {
      const children = Object.entries(content).map(([child, inner]) => entryOf(child, inner));
      return {
        readEntries(done: (part: FileSystemEntry[]) => void) {
          setTimeout(() => done(children.splice(0, PART)));
        },
      };
    },
  } as unknown as FileSystemEntry;
}

describe('handOverOfEntries', () => {
  it('reads a folder to the end, at any depth, with paths below it', async () => {
    const hall = { 'meta.json': '{}', a: { 'x.webp': '1', b: { 'y.webp': '22' } }, c: '3', d: '4', e: '5' };
    const { folder, files } = await handOverOfEntries([entryOf('hall', hall)]);
    expect(folder).toBe('hall');
    expect(files.map(({ path }) => path)).toEqual(['a/b/y.webp', 'a/x.webp', 'c', 'd', 'e', 'meta.json']);
    expect(await files[0]!.blob.text()).toBe('22');
  });

  it('keeps the names of folders that came with others', async () => {
    const { folder, files } = await handOverOfEntries([
      entryOf('hall', { 'a.bin': '' }),
      entryOf('b.gltf', '{}'),
    ]);
    expect(folder).toBeNull();
    expect(files.map(({ path }) => path)).toEqual(['b.gltf', 'hall/a.bin']);
  });

  it('stops at too many files, too deep folders and what cannot be read, with a sentence', async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`${i}`, '']));
    await expect(handOverOfEntries([entryOf('many', many)], 10)).rejects.toThrow(
      /^many holds more than .*\.$/,
    );
    let deep: Tree = { 'a.ply': 'x' };
    for (let i = 0; i <= MOST_DEPTH; i++) deep = { inner: deep };
    await expect(handOverOfEntries([entryOf('deep', deep)])).rejects.toThrow(/folders deep\.$/);
    const locked = handOverOfEntries([entryOf('locked.ply', null)]);
    await expect(locked).rejects.toThrow(HandOverError);
    await expect(locked).rejects.toThrow(/^locked\.ply could not be read/);
  });
});

describe('handOverOfFiles', () => {
  it('takes single files, and folders by the paths that a picker gives', () => {
    expect(handOverOfFiles([new File([''], 'a.ply')])).toMatchObject({
      folder: null,
      files: [{ path: 'a.ply' }],
    });
    const inFolder = (path: string) =>
      Object.defineProperty(new File([''], path.split('/').at(-1)!), 'webkitRelativePath', { value: path });
    expect(handOverOfFiles([inFolder('hall/meta.json'), inFolder('hall/a/b.webp')])).toMatchObject({
      folder: 'hall',
      files: [{ path: 'meta.json' }, { path: 'a/b.webp' }],
    });
  });
});
