import { describe, expect, it } from 'vitest';
import { detectFormat } from './detect-format.ts';
import { encodeCompressedPly } from './testing/encode-compressed-ply.ts';
import { draftGltf, packGlb } from './testing/encode-gltf.ts';
import { encodeKsplat } from './testing/encode-ksplat.ts';
import { encodePly } from './testing/encode-ply.ts';
import { encodeSplat } from './testing/encode-splat.ts';
import { encodeSpz } from './testing/encode-spz.ts';
import { syntheticSplats } from './testing/synthetic-splats.ts';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const down = syntheticSplats(3, 0, 'y-down');

describe('detectFormat', () => {
  it('goes by the first bytes whatever the name says', () => {
    expect(detectFormat('wrong.splat', encodePly(down))).toBe('ply');
    expect(detectFormat('wrong.splat', encodePly(down, { lineEnd: '\r\n' }))).toBe('ply');
    expect(detectFormat('plain.ply', encodeCompressedPly(down))).toBe('compressed-ply');
    expect(detectFormat('no-extension', encodeSpz(down, 4))).toBe('spz');
    expect(detectFormat('no-extension', encodeSpz(down, 2))).toBe('spz');
    expect(detectFormat('a.ply', text('PK\x03\x04....'))).toBe('sog');
    expect(detectFormat('a.ply', packGlb(draftGltf(down)))).toBe('gltf');
  });

  it('goes by the extension otherwise, query and case aside', () => {
    expect(detectFormat('https://host/scene.SPLAT?v=1.2#top', encodeSplat(down))).toBe('splat');
    expect(detectFormat('a#b.splat', encodeSplat(down))).toBe('splat');
    expect(detectFormat('a.sog', text('not a zip'))).toBe('sog');
    expect(detectFormat('a.obj', text('v 0 0 0'))).toBeNull();
    expect(detectFormat('splat', encodeSplat(down))).toBeNull();
  });

  it('tells JSON apart by its fields, and by its name where it is damaged', () => {
    const json = (fields: object) => text(JSON.stringify(fields));
    expect(detectFormat('a.json', json({ asset: { version: '2.0' } }))).toBe('gltf');
    expect(detectFormat('a.json', json({ version: 2, means: {}, quats: {} }))).toBe('sog');
    expect(detectFormat('a.json', json({ lodLevels: 3, filenames: [], tree: {} }))).toBe('lod-meta');
    expect(detectFormat('x/meta.json?v=1', text(' {"means": '))).toBe('sog');
    expect(detectFormat('x/lod-meta.json', text('{'))).toBe('lod-meta');
    expect(detectFormat('a.gltf', text('\ufeff{"asset'))).toBe('gltf');
    expect(detectFormat('a.ply', json({ error: 'no such scene' }))).toBeNull();
    expect(detectFormat('a.splat', text('{ 32 bytes that mean a position }'))).toBe('splat');
  });

  it('knows a .ksplat by its name or by a plausible head', () => {
    const ksplat = encodeKsplat(down, { level: 1 });
    expect(detectFormat('a.ksplat', text('anything'))).toBe('ksplat');
    expect(detectFormat('blob', ksplat)).toBe('ksplat');
    expect(detectFormat('blob', ksplat.fill(0, 4, 8))).toBeNull();
    expect(detectFormat('blob', new Uint8Array(9000))).toBeNull();
  });

  it('does not take names of built-in fields for types', () => {
    expect(detectFormat('a.constructor', text('v 0 0 0'))).toBeNull();
  });

  it('knows a web page from a splat file', () => {
    expect(detectFormat('a.splat', text('\ufeff\n <!DOCTYPE html><p>404'))).toBeNull();
    expect(detectFormat('a.splat', text('<html>'))).toBeNull();
  });

  it('does not take a comment about packed positions for a compressed file', () => {
    const ply = text('ply\nformat ascii 1.0\ncomment no property uint packed_position here\nend_header\n');
    expect(detectFormat('a.ply', ply)).toBe('ply');
  });
});
