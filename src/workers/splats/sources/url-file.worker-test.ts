import { describe, expect, it } from 'vitest';
import { urlFile } from './url-file.ts';

const SCENE = '/assets/scenes/default.spz';

describe('a file by address in a browser', () => {
  it('is read whole and, where the server gives parts, by parts', async () => {
    const file = urlFile(SCENE);
    const bytes = await file.read(() => {});
    // The mark of gzip.
    expect([...bytes.subarray(0, 2)]).toEqual([0x1f, 0x8b]);
    const part = await file.readPart(4, 100);
    if (part) {
      expect(part.total).toBe(bytes.length);
      expect(part.bytes).toEqual(bytes.slice(4, 100));
    }
  });

  it('that is not there gets a sentence', async () => {
    const missing = urlFile(`${SCENE}.none`).read(() => {});
    await expect(missing).rejects.toThrow(/^“default.spz.none” (could not be fetched|is a web page)/);
  });

  it('on another site is not asked for', async () => {
    expect(() => urlFile('https://example.invalid/a.ply')).toThrow(/another site/);
    expect(() => urlFile(SCENE).beside('https://example.invalid/a.ply')).toThrow(/not allowed/);
    expect(() => urlFile('blob:https://example.invalid/1')).toThrow(/another site/);
  });
});
