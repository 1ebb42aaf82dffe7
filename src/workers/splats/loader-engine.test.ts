import { unzipSync, zipSync } from 'fflate';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { decodeSplats } from './formats/decode.ts';
import { type LoadProgress, type RawSplats, SplatFileError } from './formats/raw-splats.ts';
import { encodePly } from './formats/testing/encode-ply.ts';
import { encodeSog } from './formats/testing/encode-sog.ts';
import { syntheticSplats } from './formats/testing/synthetic-splats.ts';
import { loadWebpWasm } from './formats/webp-wasm-node.ts';
import { type BuildTarget, LoaderEngine } from './loader-engine.ts';
import { createWebpEncoder } from './saving/webp-encoder.ts';
import { loadWebpEncoderWasm } from './saving/webp-encoder-wasm-node.ts';
import { writeSog } from './saving/write-sog.ts';
import { writeSpz } from './saving/write-spz.ts';
import { type ByteServer, sendFiles, serve } from './sources/testing/byte-server.ts';
import type { OpenOptions, SceneSource } from './splat-client.ts';
import { encodeStreamed, folderOf } from './streaming/testing/encode-streamed.ts';

const OPTIONS: OpenOptions = { up: 'auto', metresPerUnit: 0, residentBudget: 0 };
const TARGET: BuildTarget = { id: 3, threads: 1, maxPixels: 64 * 64, shared: true };
const splats = syntheticSplats(600, 1, 'y-down', 2);

const engine = () =>
  new LoaderEngine({
    loadWebpWasm,
    writers: {
      spz: writeSpz,
      sog: (raw, onProgress) => writeSog(raw, createWebpEncoder(loadWebpEncoderWasm), onProgress),
    },
  });

function fileOf(name: string, bytes: Uint8Array): SceneSource {
  return { kind: 'file', name, blob: new Blob([bytes as BlobPart]) };
}

const ply = fileOf('a.ply', encodePly(splats, {}));

let server: ByteServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

describe('LoaderEngine', () => {
  it('opens a file, places it and builds it', async () => {
    const progress: LoadProgress[] = [];
    const result = await engine().load(ply, OPTIONS, TARGET, (step) => progress.push(step));
    expect(result).toMatchObject({
      kind: 'built',
      streamed: false,
      info: {
        name: 'a.ply',
        format: 'ply',
        splatCount: 600,
        splatsInFile: 600,
        shDegree: 1,
        up: 'y-down',
        metresPerUnit: 1,
        remarks: [],
      },
      planned: { id: 3, scene: { count: 600 } },
    });
    expect(result.info.floorY).toBeLessThan(0);
    expect([...new Set(progress.map(({ stage }) => stage))]).toEqual(['download', 'decode', 'order']);
  });

  it('hands decoded splats over where memory is not shared', async () => {
    const result = await engine().load(
      ply,
      { ...OPTIONS, metresPerUnit: 2 },
      { ...TARGET, shared: false },
      () => {},
    );
    if (result.kind !== 'raw') throw new Error(result.kind);
    expect(result.raw).toMatchObject({ count: 600, up: 'y-up' });
    expect(result.raw.positions[1]).toBeCloseTo(-2 * splats.positions[1]!, 4);
    expect(result.raw.scales[0]).toBeCloseTo(2 * splats.scales[0]!, 4);
  });

  it('keeps the splats that cover most within a budget, and says so', async () => {
    const { info } = await engine().load(ply, { ...OPTIONS, residentBudget: 100 }, TARGET, () => {});
    expect(info).toMatchObject({ splatCount: 100, splatsInFile: 600 });
    expect(info.remarks).toEqual(['Of 600 splats the 100 that cover most are held.']);
  });

  it.each([
    ['spz', 'a.spz'],
    ['sog', 'a.sog'],
  ] as const)('saves a scene as .%s as it was placed', async (format, name) => {
    const options: OpenOptions = { ...OPTIONS, up: 'z-up', metresPerUnit: 0.5 };
    const stages = new Set<string>();
    const blob = await engine().save(ply, options, format, ({ stage }) => stages.add(stage));
    expect(stages).toContain('write');
    const again = await engine().load(
      fileOf(name, new Uint8Array(await blob.arrayBuffer())),
      OPTIONS,
      { ...TARGET, shared: false },
      () => {},
    );
    if (again.kind !== 'raw') throw new Error(again.kind);
    expect(again.raw.count).toBe(600);
    // z-up: what was z is now y.
    const expected = [0, 2, 1].map((axis, k) => (k === 2 ? -0.5 : 0.5) * splats.positions[axis]!);
    [...again.raw.positions.subarray(0, 3)].forEach((value, axis) => {
      expect(value).toBeCloseTo(expected[axis]!, 2);
    });
  });
});

describe('LoaderEngine with a streamed scene', () => {
  const raw = syntheticSplats(4000, 0, 'y-down', 5);
  let files: Map<string, Uint8Array>;
  beforeAll(async () => {
    files = await encodeStreamed(raw, { levels: 3, leafSplats: 250, leavesPerFile: 4 });
  });

  const folder = (): SceneSource => ({ kind: 'folder', name: 'city', files: folderOf(files) });

  it('shows the coarsest levels, then what the person is near to, within the budget', async () => {
    const loader = engine();
    const options = { ...OPTIONS, residentBudget: 2200 };
    const first = await loader.load(folder(), options, TARGET, () => {});
    expect(first).toMatchObject({
      streamed: true,
      info: { name: 'city/lod-meta.json', format: 'lod-meta', splatCount: 1008, splatsInFile: 4000 },
    });
    let pages = 0;
    for (
      let page = await loader.page([2, 2, -2], TARGET);
      page;
      page = await loader.page([2, 2, -2], TARGET)
    ) {
      if (page.kind !== 'built') throw new Error(page.kind);
      expect(page.info.splatCount).toBeLessThanOrEqual(2200);
      expect(page.planned.scene.count).toBe(page.info.splatCount);
      expect(page.info).toMatchObject({ floorY: first.info.floorY, bounds: first.info.bounds });
      expect(++pages).toBeLessThan(20);
    }
    expect(pages).toBeGreaterThan(0);
    const saved = await loader.save(folder(), options, 'spz', () => {});
    const held = (await decodeSplats('a.spz', new Uint8Array(await saved.arrayBuffer()))).raw;
    expect(held.count).toBeGreaterThan(1900);
    expect(held.count).toBeLessThanOrEqual(2200);
    // In y-up metres the head is where y was -2 and z 2 in the file.
    const near = (splatsOf: RawSplats, at: readonly number[]) =>
      splatsOf.opacities.filter((_, i) =>
        at.every((value, k) => Math.abs(splatsOf.positions[3 * i + k]! - value) < 1),
      ).length;
    expect(near(held, [2, 2, -2])).toBeGreaterThan(2 * near(held, [-2, -2, 2]));
  });

  it('is not lost when the next load fails, and gone when it succeeds', async () => {
    const loader = engine();
    await loader.load(folder(), OPTIONS, TARGET, () => {});
    await expect(loader.load(fileOf('b.ply', new Uint8Array(0)), OPTIONS, TARGET, () => {})).rejects.toThrow(
      SplatFileError,
    );
    expect(await loader.page([0, 0, 0], TARGET)).toMatchObject({ streamed: true });
    await loader.load(ply, OPTIONS, TARGET, () => {});
    expect(await loader.page([0, 0, 0], TARGET)).toBeNull();
  });

  it.each([
    [
      'by address',
      'city/lod-meta.json',
      () => Object.fromEntries([...files].map(([path, bytes]) => [`city/${path}`, bytes])),
    ],
    ['in a zip by address', 'city.zip', () => ({ 'city.zip': zipSync(Object.fromEntries(files)) })],
  ])('comes %s', async (_, path, served) => {
    server = await serve(sendFiles(served()));
    const loader = engine();
    const first = await loader.load({ kind: 'url', url: server.base + path }, OPTIONS, TARGET, () => {});
    expect(first).toMatchObject({ streamed: true, info: { splatCount: 1008, splatsInFile: 4000 } });
    const before = server.asked.length;
    expect(await loader.page([0, 0, 0], TARGET)).toMatchObject({ kind: 'built' });
    expect(server.asked.length).toBeGreaterThan(before);
  });
});

describe('LoaderEngine with a SOG by address', () => {
  const load = async (path: string, files: Record<string, Uint8Array>, ranges = true) => {
    server = await serve((request, response) => {
      if (!ranges) delete request.headers.range;
      sendFiles(files)(request, response);
    });
    return engine().load({ kind: 'url', url: server.base + path }, OPTIONS, TARGET, () => {});
  };

  it.each([1, 2] as const)('reads unbundled files of version %i', async (version) => {
    const files = unzipSync(await encodeSog(splats, version));
    expect(await load('meta.json', files)).toMatchObject({ info: { format: 'sog', splatCount: 600 } });
    expect(server!.asked).toHaveLength(Object.keys(files).length);
  });

  it('reads of a bundle what it names, and all of it where the server gives no parts', async () => {
    const noise = Uint8Array.from({ length: 300_000 }, (_, i) => (i * 7919) >> 3);
    const bundle = zipSync({
      ...unzipSync(await encodeSog(splats, 2)),
      'preview.bin': [noise, { level: 0 }],
    });
    expect(await load('a.sog', { 'a.sog': bundle })).toMatchObject({ info: { splatCount: 600 } });
    const bytes = server!.asked
      .map((line) => /bytes=(\d+)-(\d+)/.exec(line)!)
      .reduce((sum, [, start, end]) => sum + Number(end) - Number(start) + 1, 0);
    expect(bytes).toBeLessThan(bundle.length / 2);
    await server!.close();
    expect(await load('a.sog', { 'a.sog': bundle }, false)).toMatchObject({ info: { splatCount: 600 } });
    expect(server!.asked).toEqual(['/a.sog bytes=0-16383', '/a.sog']);
  });

  it('names what is missing', async () => {
    const { 'quats.webp': _, ...others } = unzipSync(await encodeSog(splats, 2));
    await expect(load('meta.json', others)).rejects.toThrow(
      '“quats.webp” could not be fetched: the server answered 404.',
    );
  });
});
