import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeSplats } from './decode.ts';
import { fileError } from './limits.ts';
import { type RawSplats, SplatFileError } from './raw-splats.ts';
import { encodeCompressedPly } from './testing/encode-compressed-ply.ts';
import { draftGltf, packGlb, packGltf } from './testing/encode-gltf.ts';
import { encodeKsplat } from './testing/encode-ksplat.ts';
import { encodePly, joinBytes } from './testing/encode-ply.ts';
import { encodeSog } from './testing/encode-sog.ts';
import { encodeSplat } from './testing/encode-splat.ts';
import { encodeSpz } from './testing/encode-spz.ts';
import { FUZZ_FILES, fuzzCase } from './testing/fuzz-files.ts';
import { syntheticSplats } from './testing/synthetic-splats.ts';
import { loadWebpWasm } from './webp-wasm-node.ts';

const down = syntheticSplats(300, 1, 'y-down');
const up = syntheticSplats(300, 1, 'y-up');
const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** The message that opening gives, or what was opened. Anything but a SplatFileError fails the test. */
async function messageOf(name: string, bytes: Uint8Array): Promise<string> {
  try {
    const { raw } = await decodeSplats(name, bytes, undefined, { loadWebpWasm });
    return `opened ${raw.count} splats`;
  } catch (error) {
    if (!(error instanceof SplatFileError)) throw error;
    expect(error.message).toMatch(/^“.+” [^\n]+\.$/);
    return error.message;
  }
}

const plyHeader = (
  count: string,
  properties = 'x y z scale_0 scale_1 scale_2 rot_0 rot_1 rot_2 rot_3 f_dc_0 f_dc_1 f_dc_2 opacity',
) =>
  `ply\nformat binary_little_endian 1.0\nelement vertex ${count}\n${properties
    .split(' ')
    .map((name) => `property float ${name}\n`)
    .join('')}end_header\n`;

/** A copy with a 32-bit number written over it. */
function patched(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  new DataView(copy.buffer).setUint32(at, value, true);
  return copy;
}

describe('a file that cannot be opened gets one sentence with its name and the reason', () => {
  it.each([
    ['empty.ply', text(''), /is empty/],
    ['missing.splat', text('<!doctype html><title>404</title>'), /web page/],
    ['house.obj', text('v 0 0 0'), /no known type/],
    ['a.constructor', text('v 0 0 0'), /no known type/],
    ['a.ply', text('{"error": "no such scene"}'), /no known type/],
    ['a.ksplat', text('too short'), /truncated: the \.ksplat header/],
    ['a.glb', text('glTF'), /cut off in its header/],
    ['a.gltf', text('{"asset": {"version": "2.0"}'), /JSON is damaged or cut off/],
    ['a.gltf', text(`{"asset":${'[],'.repeat(2 ** 21)}`), /values, too many/],
    ['lod-meta.json', text('{"lodLevels": 1, "tree": {}, "filenames": []}'), /parts of a streamed scene/],
    ['meta.json', text('{"means": {}}'), /names images beside it/],
    ['a.ply', text('ply\nformat constructor 1.0\nend_header\n'), /unknown PLY encoding “constructor”/],
    [
      'a.ply',
      text('ply\nformat ascii 1.0\nelement vertex 1\nproperty toString x\nend_header\n'),
      /malformed property/,
    ],
    [
      'a.ply',
      text(`${plyHeader('1').replace('binary_little_endian', 'ascii')}${'1 '.repeat(4000)}\n`),
      /which is no row/,
    ],
    [
      'a.ply',
      text(`${plyHeader('1').replace('binary_little_endian', 'ascii')}${'1 '.repeat(14)}`),
      /row 1 of its PLY text has no end/,
    ],
    ['a.ply', text('solid'), /does not start with “ply”/],
    ['a.ply', text('ply\nformat ascii 1.0\n'), /header has no end/],
    ['a.ply', text('ply\nformat ebcdic 1.0\nend_header\n'), /unknown PLY encoding “ebcdic”/],
    ['a.ply', text('ply\nformat ascii 1.0\nelement face 1\nend_header\n'), /no “vertex” element/],
    ['a.ply', text(plyHeader('1', 'x y z')), /without the property “scale_0”/],
    ['a.ply', text(plyHeader('0')), /holds no splats/],
    ['a.ply', text(plyHeader('-5')), /malformed element line/],
    ['a.ply', text(plyHeader('99999999999999999999')), /malformed element line/],
    ['a.ply', text(plyHeader('4000000000')), /is truncated: “vertex” with 4000000000 rows/],
    ['a.ply', text(plyHeader('1e9')), /malformed element line/],
    [
      'a.ply',
      text(plyHeader('4000000000').replace('binary_little_endian', 'ascii')),
      /cannot hold 4000000000 splats/,
    ],
    [
      'a.ply',
      joinBytes(plyHeader('2'), new Uint8Array(112).fill(255)),
      /no splat with values that can be drawn/,
    ],
    ['a.splat', new Uint8Array(33), /no multiple of 32/],
    ['a.splat', text('some prose in place of splats... '.repeat(32)), /not positions and scales/],
    ['a.spz', text('neither gzip nor NGSP, but long enough to have a header'), /is no SPZ/],
    ['a.spz', patched(encodeSpz(up, 4), 8, 0xffffffff), /more than fit/],
    ['a.spz', patched(encodeSpz(up, 4), 8, 9_000_000), /SPZ stream of 2700 bytes instead of 81000000/],
    ['a.spz', patched(encodeSpz(up, 4), 4, 5), /SPZ version 5/],
    ['a.spz', encodeSpz({ ...up, count: 0 }, 2), /holds no splats/],
    ['a.sog', zipSync({ 'readme.txt': text('hello') }), /without a meta.json/],
    ['a.sog', zipSync({ 'meta.json': text('{') }), /no JSON object/],
    ['a.sog', zipSync({ 'meta.json': text('{"version":3}') }), /SOG version 3/],
    ['a.sog', zipSync({ 'meta.json': text('{"version":2,"count":7}') }), /incomplete meta.json/],
    ['a.sog', text('no zip'), /cannot be read as SOG/],
  ] as const)('%s %#', async (name, bytes, reason) => {
    const message = await messageOf(name, bytes);
    expect(message).toMatch(reason);
    expect(message).toContain(name);
  });

  it('says so where a .sog lacks an image, has a damaged one, or announces more splats than pixels', async () => {
    const { unzipSync } = await import('fflate');
    const entries = unzipSync(await encodeSog(down, 2));
    const { 'quats.webp': quats, ...others } = entries;
    expect(await messageOf('a.sog', zipSync(others))).toMatch(/lacks the image “quats.webp”/);
    const damaged = { ...others, 'quats.webp': quats!.slice(0, 40) };
    expect(await messageOf('a.sog', zipSync(damaged))).toMatch(/damaged/);
    const meta = JSON.parse(new TextDecoder().decode(entries['meta.json']));
    const greedy = { ...entries, 'meta.json': text(JSON.stringify({ ...meta, count: 100_000 })) };
    expect(await messageOf('a.sog', zipSync(greedy))).toMatch(/too few for its 100000 splats/);
  });

  it('stays one short line whatever names the file and its content have', async () => {
    expect((await messageOf(`${'long'.repeat(100)}\n.obj`, text('x'))).length).toBeLessThan(200);
    const { unzipSync } = await import('fflate');
    const entries = unzipSync(await encodeSog(down, 2));
    const meta = JSON.parse(new TextDecoder().decode(entries['meta.json']));
    meta.quats.files = [`two\nlines ${'and more '.repeat(100)}`];
    const message = await messageOf(
      'a.sog',
      zipSync({ ...entries, 'meta.json': text(JSON.stringify(meta)) }),
    );
    expect(message).toMatch(/“two lines/);
    expect(message.length).toBeLessThan(300);
  });
});

describe('splats that cannot be drawn are left out and counted', () => {
  it.each([
    ['not finite', 'positions', Number.NaN],
    ['too far', 'positions', -1.1e6],
    ['too large', 'scales', 1.1e5],
    ['infinitely large', 'scales', Number.POSITIVE_INFINITY],
  ] as const)('%s', async (_, field, value) => {
    const raw = syntheticSplats(5, 0, 'y-down');
    raw[field][7] = value;
    const { raw: back } = await decodeSplats('a.ply', encodePly(raw));
    expect(back).toMatchObject({ count: 4, dropped: 1 });
    expect(back.positions[6]).toBeCloseTo(raw.positions[9]!, 5);
  });

  it('splats without extent and with an opacity beyond 0..1 stay', async () => {
    const raw = {
      ...syntheticSplats(3, 0, 'y-up'),
      scales: new Float32Array(9),
      opacities: Float32Array.of(-3, 0.5, 7),
    };
    const { raw: back } = await decodeSplats('a.glb', packGlb(draftGltf(raw)));
    expect(back.count).toBe(3);
    expect(back.dropped).toBeUndefined();
    expect([...back.opacities]).toEqual([0, 0.5, 1]);
  });
});

describe('damage anywhere ends in that error or in splats, never in another', () => {
  const files: [string, () => Promise<Uint8Array> | Uint8Array][] = [
    ['binary.ply', () => encodePly(down)],
    ['text.ply', () => encodePly(syntheticSplats(40, 1, 'y-down'), { encoding: 'ascii' })],
    ['a.compressed.ply', () => encodeCompressedPly(down)],
    ['a.splat', () => encodeSplat(down)],
    ['level0.ksplat', () => encodeKsplat(down, { level: 0 })],
    ['level2.ksplat', () => encodeKsplat(down, { level: 2 })],
    ['a.glb', () => packGlb(draftGltf(up))],
    ['inline.gltf', () => packGltf(draftGltf(syntheticSplats(20, 0, 'y-up')))],
    ['v1.spz', () => encodeSpz(up, 1)],
    ['v3.spz', () => encodeSpz(up, 3)],
    ['v4.spz', () => encodeSpz(up, 4)],
    ['v1.sog', () => encodeSog(down, 1)],
    ['v2.sog', () => encodeSog(down, 2)],
  ];

  it.each(files)('%s cut off', { timeout: 30_000 }, async (name, make) => {
    const whole = await make();
    expect(await messageOf(name, whole)).toMatch(/^opened/);
    for (let n = 1; n < 60; n++) {
      let length = Math.floor((whole.length * n) / 60);
      // A .splat may end after any row.
      if (name.endsWith('.splat') && length % 32 === 0) length++;
      expect(await messageOf(name, whole.slice(0, length))).not.toMatch(/^opened/);
    }
    expect(await messageOf(name, whole.slice(0, -1))).not.toMatch(/^opened/);
  });
});

describe('seeded damage ends in that error or in finite splats', () => {
  const formats = [...new Set(FUZZ_FILES.map(({ format }) => format))];
  const CASES = 200;

  it.each(formats)('%s', { timeout: 60_000 }, async (format) => {
    const files = FUZZ_FILES.filter((file) => file.format === format);
    const slow: string[] = [];
    let opened = 0;
    for (let seed = 0; seed < CASES; seed++) {
      const file = files[seed % files.length]!;
      const { bytes, besides, what } = fuzzCase(file, seed);
      const readBeside = async (path: string): Promise<Uint8Array> => {
        const found = besides.get(path);
        if (!found) throw fileError(path, 'is not there');
        return found;
      };
      const started = performance.now();
      try {
        const { raw } = await decodeSplats(file.name, bytes, undefined, { loadWebpWasm, readBeside });
        opened++;
        expect(unfit(raw), `${file.name}, seed ${seed}: ${what}`).toBe('');
      } catch (error) {
        if (!(error instanceof SplatFileError)) throw error;
        expect(error.message).toMatch(/^“.+” [^\n]+\.$/);
      }
      if (performance.now() - started > 2000) slow.push(`${file.name}, seed ${seed}: ${what}`);
    }
    expect(slow).toEqual([]);
    // Damage that always or never mattered would test nothing.
    expect(opened).toBeGreaterThan(CASES / 10);
    expect(opened).toBeLessThan(CASES * 0.9);
  });

  /** Name of a field with a value that may not be, or nothing. */
  function unfit(raw: RawSplats): string {
    for (const field of ['positions', 'scales', 'rotations', 'colors', 'opacities', 'shRest'] as const) {
      if (raw[field]?.some((value) => !Number.isFinite(value))) return field;
    }
    if (raw.opacities.some((value) => value < 0 || value > 1)) return 'opacities';
    return raw.scales.some((value) => value < 0) ? 'scales' : '';
  }
});
