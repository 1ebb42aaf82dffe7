import { describe, expect, it } from 'vitest';
import { dropContent } from './drop-content.ts';

function entry(name: string): FileSystemEntry {
  const file = (done: (made: File) => void) => done(new File(['x'], name));
  return { name, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry;
}

const item = (made: FileSystemEntry | null, kind = 'file') => ({ kind, webkitGetAsEntry: () => made });

async function paths(content: ReturnType<typeof dropContent>): Promise<string[]> {
  if (content.kind !== 'files') throw new Error(content.sentence);
  return (await content.handOver).files.map(({ path }) => path);
}

describe('dropContent', () => {
  it('takes entries, which can be folders, before plain files', async () => {
    const content = dropContent({
      types: ['Files'],
      items: [item(entry('b.bin')), item(entry('a.gltf')), item(null, 'string')],
      files: [new File([], 'b.bin'), new File([], 'a.gltf')],
    });
    expect(await paths(content)).toEqual(['a.gltf', 'b.bin']);
  });

  it('takes plain files where there are no entries', async () => {
    const content = dropContent({ types: ['Files'], items: [item(null)], files: [new File([], 'a.ply')] });
    expect(await paths(content)).toEqual(['a.ply']);
  });

  it.each([
    [['text/uri-list', 'text/plain'], /^A link .*\.$/],
    [['text/plain'], /^Text .*\.$/],
    [['application/x-something'], /^There was nothing .*\.$/],
  ])('explains why %j cannot be opened', (types, sentence) => {
    const content = dropContent({ types, items: [item(null, 'string')], files: [] });
    expect(content.kind === 'other' && content.sentence).toMatch(sentence);
  });
});
