import { describe, expect, it } from 'vitest';
import { detectFormat } from './detect-format.ts';
import { encodeCompressedPly } from './testing/encode-compressed-ply.ts';
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
  });

  it('goes by the extension otherwise, query and case aside', () => {
    expect(detectFormat('https://host/scene.SPLAT?v=1.2#top', encodeSplat(down))).toBe('splat');
    expect(detectFormat('a#b.splat', encodeSplat(down))).toBe('splat');
    expect(detectFormat('a.sog', text('not a zip'))).toBe('sog');
    expect(detectFormat('a.obj', text('v 0 0 0'))).toBeNull();
    expect(detectFormat('splat', encodeSplat(down))).toBeNull();
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
