import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SplatFileError } from '../formats/raw-splats.ts';
import { openPath } from './node-file.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'scene-'));
  mkdirSync(path.join(folder, 'city/0_0'), { recursive: true });
  mkdirSync(path.join(folder, 'empty'));
  writeFileSync(path.join(folder, 'city/lod-meta.json'), 'index');
  writeFileSync(path.join(folder, 'city/0_0/meta.json'), 'part');
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true }));

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('a scene on disk', () => {
  it.each(['city', 'city/lod-meta.json'])('is opened by %s, with what lies beside it', async (where) => {
    const file = await openPath(path.join(folder, where));
    expect(file.name).toBe('city/lod-meta.json');
    expect(text(await file.read(() => {}))).toBe('index');
    expect(text(await file.beside('./0_0/meta.json').read(() => {}))).toBe('part');
    const part = await file.readPart(1, 99);
    expect(part).toEqual({ bytes: new TextEncoder().encode('ndex'), total: 5 });
  });

  it('does not give files outside of its folder', async () => {
    const file = await openPath(path.join(folder, 'city'));
    expect(() => file.beside('../secret.txt')).toThrow(SplatFileError);
    expect(() => file.beside(path.join(folder, 'secret.txt'))).toThrow(/not allowed/);
  });

  it('says what is missing', async () => {
    await expect(openPath(path.join(folder, 'none.ply'))).rejects.toThrow(
      '“none.ply” cannot be read: there is no such file.',
    );
    await expect(openPath(path.join(folder, 'empty'))).rejects.toThrow(/“empty” is a folder without a scene/);
    const file = await openPath(path.join(folder, 'city'));
    await expect(file.beside('0_1/meta.json').read(() => {})).rejects.toThrow(
      '“0_1/meta.json” cannot be read',
    );
    await expect(file.beside('0_0').read(() => {})).rejects.toThrow(/“0_0” is no file/);
  });
});
