import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeSplats } from './decode.ts';
import { SplatFileError } from './raw-splats.ts';
import { encodeCompressedPly } from './testing/encode-compressed-ply.ts';
import { draftGltf, packGlb, packGltf } from './testing/encode-gltf.ts';
import { encodeKsplat } from './testing/encode-ksplat.ts';
import { encodePly } from './testing/encode-ply.ts';
import { encodeSog } from './testing/encode-sog.ts';
import { encodeSplat } from './testing/encode-splat.ts';
import { encodeSpz } from './testing/encode-spz.ts';
import { syntheticSplats } from './testing/synthetic-splats.ts';
import { loadWebpWasm } from './webp-wasm-node.ts';

const down = syntheticSplats(3, 1, 'y-down');
const up = syntheticSplats(3, 1, 'y-up');

/** What opening gives: the number of splats, or the sentence. */
async function open(name: string, bytes: Uint8Array): Promise<number | string> {
  try {
    return (await decodeSplats(name, bytes, undefined, { loadWebpWasm })).raw.count;
  } catch (error) {
    if (!(error instanceof SplatFileError)) throw error;
    return error.message;
  }
}

describe('a file that was cut off at any byte is refused', () => {
  it.each<[string, () => Uint8Array | Promise<Uint8Array>]>([
    ['binary.ply', () => encodePly(down)],
    ['text.ply', () => encodePly(down, { encoding: 'ascii' })],
    ['windows.ply', () => encodePly(down, { encoding: 'ascii', lineEnd: '\r\n' })],
    ['a.compressed.ply', () => encodeCompressedPly(down)],
    ['level0.ksplat', () => encodeKsplat(down, { level: 0 })],
    ['level1.ksplat', () => encodeKsplat(down, { level: 1, bucketSize: 2 })],
    ['level2.ksplat', () => encodeKsplat(down, { level: 2, bucketSize: 2 })],
    ['v1.spz', () => encodeSpz(up, 1)],
    ['v2.spz', () => encodeSpz(up, 2)],
    ['v3.spz', () => encodeSpz(up, 3)],
    ['v4.spz', () => encodeSpz(up, 4)],
    ['v1.sog', () => encodeSog(down, 1)],
    ['v2.sog', () => encodeSog(down, 2)],
    ['a.glb', () => packGlb(draftGltf(up))],
    ['a.gltf', () => packGltf(draftGltf(up))],
  ])('%s', { timeout: 60_000 }, async (name, make) => {
    const whole = await make();
    expect(await open(name, whole)).toBe(3);
    const opened: number[] = [];
    for (let length = 0; length < whole.length; length++) {
      if (typeof (await open(name, whole.subarray(0, length))) === 'number') opened.push(length);
    }
    expect(opened).toEqual([]);
  });

  it('but a .splat between two rows, which nothing tells from a shorter file', async () => {
    const whole = encodeSplat(syntheticSplats(3, 0, 'y-down'));
    for (let length = 1; length < whole.length; length++) {
      const found = await open('a.splat', whole.subarray(0, length));
      if (length % 32 === 0) expect(found).toBe(length / 32);
      else expect(found).toMatch(/no multiple of 32/);
    }
  });
});

describe('the gzip stream of an .spz', () => {
  const whole = encodeSpz(up, 2);

  it.each([1, 4, 5, 8])(
    'is refused where its check sum or length differ, %i bytes before the end',
    async (back) => {
      const copy = whole.slice();
      copy[copy.length - back] = copy[copy.length - back]! ^ 1;
      expect(await open('a.spz', copy)).toMatch(/its gzip stream breaks off/);
    },
  );

  it('is left early when it goes on behind the last splat', async () => {
    const header = new Uint8Array(2 ** 23);
    new DataView(header.buffer).setUint32(0, 0x5053474e, true);
    header[4] = 2;
    header[8] = 1;
    const bomb = gzipSync(header);
    expect(bomb.length).toBeLessThan(20_000);
    expect(await open('a.spz', bomb)).toMatch(/goes on after its last splat/);
  });

  it('is refused before memory is taken when it cannot hold what it announces', async () => {
    const header = new Uint8Array(64);
    const view = new DataView(header.buffer);
    view.setUint32(0, 0x5053474e, true);
    view.setUint32(4, 2, true);
    view.setUint32(8, 9_000_000, true);
    expect(await open('a.spz', gzipSync(header))).toMatch(
      /is truncated: a stream of 9000000 splats takes \d+ bytes/,
    );
  });
});
