import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  Column,
  combine,
  type DataTable,
  MemoryFileSystem,
  MemoryReadFileSystem,
  readFile,
  writeFile,
} from '@playcanvas/splat-transform';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeSplats } from '../formats/decode.ts';
import { SplatFileError } from '../formats/raw-splats.ts';
import { seededRandom, syntheticSplats } from '../formats/testing/synthetic-splats.ts';
import { loadWebpWasm } from '../formats/webp-wasm-node.ts';
import { folderFile } from '../sources/folder-file.ts';
import { NO_LEVEL } from './choose-levels.ts';
import { type ResidentSplats, StreamedScene } from './streamed-scene.ts';
import { encodeStreamed, folderOf } from './testing/encode-streamed.ts';

type Files = ReadonlyMap<string, Uint8Array>;

const bytesOf = (text: string) => new TextEncoder().encode(text);

function open(files: Files, residentBudget = 0): StreamedScene {
  const file = folderFile('scene', folderOf(files));
  return new StreamedScene(file, files.get('lod-meta.json')!, { residentBudget, loadWebpWasm });
}

/** The sequence of what is held for a head that stays where it is. */
async function settle(
  scene: StreamedScene,
  head: readonly [number, number, number],
): Promise<ResidentSplats[]> {
  const steps: ResidentSplats[] = [];
  for (let step = await scene.next(head); step; step = await scene.next(head)) {
    steps.push(step);
    expect(steps.length).toBeLessThan(40);
  }
  return steps;
}

/** Splats whose centres lie within a ball. */
function within({ raw }: ResidentSplats, [x, y, z]: readonly number[], radius: number): number {
  let inside = 0;
  for (let i = 0; i < raw.count; i++) {
    const d = Math.hypot(
      raw.positions[3 * i]! - x!,
      raw.positions[3 * i + 1]! - y!,
      raw.positions[3 * i + 2]! - z!,
    );
    if (d < radius) inside++;
  }
  return inside;
}

describe('a streamed scene', () => {
  const raw = syntheticSplats(8000, 1, 'y-down', 4);
  let files: Files;
  beforeAll(async () => {
    files = await encodeStreamed(raw, { levels: 3, leafSplats: 250, leavesPerFile: 4 });
  }, 60_000);

  it('shows its coarsest levels first, then all, the finest, where it may', async () => {
    const scene = open(files);
    const first = await scene.first(() => {});
    expect(first.raw).toMatchObject({ count: 2016, shDegree: 1, up: 'y-down' });
    expect(first.remarks).toEqual([]);
    const last = (await settle(scene, [0, 0, 0])).at(-1)!;
    expect(last.raw.count).toBe(8000);
    expect(scene.splatsInFile).toBe(8000);
    const mean = (values: Float32Array) =>
      values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length;
    for (const field of ['positions', 'scales', 'colors', 'opacities', 'shRest'] as const) {
      expect(mean(last.raw[field]!) / mean(raw[field]!)).toBeCloseTo(1, 1);
    }
  });

  it('is finer near the head and never above its budget', async () => {
    const scene = open(files, 4000);
    const corner = [2.5, 2.5, 2.5] as const;
    const other = [-2.5, -2.5, -2.5] as const;
    const first = await scene.first(() => {});
    const steps = await settle(scene, corner);
    expect(steps.length).toBeGreaterThan(0);
    for (const { raw: held } of steps) expect(held.count).toBeLessThanOrEqual(4000);
    const near = steps.at(-1)!;
    expect(near.raw.count).toBeGreaterThan(3600);
    expect(within(near, corner, 1.5)).toBeGreaterThan(3 * within(first, corner, 1.5));
    expect(within(near, other, 1.5)).toBeLessThan(1.5 * within(first, other, 1.5));
    // A small step changes nothing, a walk to the other corner does.
    expect(await scene.next([2.45, 2.5, 2.5])).toBeNull();
    const there = (await settle(scene, other)).at(-1)!;
    expect(within(there, other, 1.5)).toBeGreaterThan(2 * within(near, other, 1.5));
    expect(there.raw.count).toBeLessThanOrEqual(4000);
  });

  it('thins even its coarsest level for a budget below it, everywhere alike', async () => {
    const scene = open(files, 500);
    const first = await scene.first(() => {});
    expect(first.raw.count).toBeLessThanOrEqual(500);
    expect(first.raw.count).toBeGreaterThan(400);
    expect(first.remarks).toEqual([
      expect.stringMatching(/coarsest level has 2016 splats, of which \d+ are held/),
    ]);
    for (const corner of [
      [2, 2, 2],
      [-2, -2, -2],
      [2, -2, 2],
    ]) {
      expect(within(first, corner, 2)).toBeGreaterThan(10);
    }
    expect(await scene.next([0, 0, 0])).toBeNull();
  });

  it('holds what is always shown beside the tree, within the budget', async () => {
    const environment = syntheticSplats(300, 0, 'y-down', 8);
    const withSky = await encodeStreamed(raw, { levels: 3, leafSplats: 1000, leavesPerFile: 8, environment });
    const scene = open(withSky, 4000);
    expect((await scene.first(() => {})).raw.count).toBe(2000 + 300);
    expect((await settle(scene, [0, 0, 0])).at(-1)!.raw.count).toBeLessThanOrEqual(4000);
    const lost = new Map(withSky);
    lost.delete('env/meta.json');
    const first = await open(lost).first(() => {});
    expect(first.raw.count).toBe(2000);
    expect(first.remarks).toEqual(['“env/meta.json” is not in the folder.']);
  });

  it('shows another level where a file is missing, damaged or too short, and says so', async () => {
    const broken = new Map(files);
    broken.delete('2_0/meta.json');
    broken.set('2_1/means_l.webp', broken.get('2_1/means_l.webp')!.slice(0, 100));
    broken.set('2_2/meta.json', bytesOf('<!doctype html>'));
    const meta = JSON.parse(new TextDecoder().decode(files.get('2_3/meta.json'))) as { count: number };
    broken.set('2_3/meta.json', bytesOf(JSON.stringify({ ...meta, count: 3 })));
    const scene = open(broken);
    const first = await scene.first(() => {});
    expect(first.raw.count).toBeGreaterThan(2016);
    expect([...scene.levels!]).not.toContain(NO_LEVEL);
    expect([...scene.levels!].slice(0, 16)).toEqual(Array(16).fill(1));
    const text = first.remarks.join('\n');
    expect(text).toMatch(/“2_0\/meta.json” is not in the folder/);
    expect(text).toMatch(/“2_1\/meta.json” cannot be read \(a WebP image is damaged\)/);
    expect(text).toMatch(/“2_2\/meta.json” has a meta.json that is no JSON object/);
    expect(text).toMatch(/1 more files could not be read/);
    expect((await settle(scene, [0, 0, 0])).at(-1)!.raw.count).toBe(8000);
  });

  it('leaves out places of which nothing can be read, and shows the rest', async () => {
    const broken = new Map(files);
    for (const level of [0, 1, 2]) broken.delete(`${level}_1/meta.json`);
    const scene = open(broken);
    const first = await scene.first(() => {});
    expect([...scene.levels!].filter((level) => level === NO_LEVEL)).toHaveLength(4);
    expect(first.remarks[0]).toBe('4 of 32 places are left out, because no file of theirs could be read.');
    expect((await settle(scene, [0, 0, 0])).at(-1)!.raw.count).toBe(7000);
  });

  it('of which nothing can be read gets a sentence', async () => {
    const scene = open(new Map([['lod-meta.json', files.get('lod-meta.json')!]]));
    const failure = await scene.first(() => {}).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SplatFileError);
    expect((failure as Error).message).toMatch(
      /^“scene\/lod-meta.json” has no part that could be read: “[^”]+” is not/,
    );
  });

  it('can be put together again as it is held', async () => {
    const scene = open(files, 3000);
    await scene.first(() => {});
    const last = (await settle(scene, [1, 1, 1])).at(-1)!;
    expect((await scene.again(() => {})).raw).toEqual(last.raw);
  });

  it('gives splats within the budget or a sentence whatever is damaged', { timeout: 90_000 }, async () => {
    const environment = syntheticSplats(50, 0, 'y-down', 8);
    const small = await encodeStreamed(syntheticSplats(900, 1, 'y-down', 4), {
      levels: 2,
      leafSplats: 120,
      leavesPerFile: 3,
      environment,
    });
    const paths = [...small.keys()];
    const random = seededRandom(12);
    for (let n = 0; n < 60; n++) {
      const damaged = new Map(small);
      for (let k = 0; k < 3; k++) {
        const path = paths[Math.floor(random() * paths.length)]!;
        const copy = damaged.get(path)!.slice(0, random() < 0.3 ? Math.floor(random() * 2000) : undefined);
        for (let byte = 0; byte < 4 && copy.length > 0; byte++) {
          copy[Math.floor(random() * Math.min(copy.length, 600))] = Math.floor(random() * 256);
        }
        damaged.set(path, copy);
      }
      try {
        const scene = open(damaged, 700);
        const held = [await scene.first(() => {}), ...(await settle(scene, [1, 0, 0]))];
        for (const { raw: some, remarks } of held) {
          expect(some.count).toBeLessThanOrEqual(700);
          expect(some.positions.every(Number.isFinite)).toBe(true);
          for (const remark of remarks) expect(remark).toMatch(/^[^\n]+[.…]$/);
        }
      } catch (error) {
        expect(error).toBeInstanceOf(SplatFileError);
      }
    }
  });

  it('is not moved by a head that is nowhere', async () => {
    const scene = open(files, 3000);
    await scene.first(() => {});
    expect(await scene.next([Number.NaN, 0, 0])).toBeNull();
  });
});

const PLAYBOT = fileURLToPath(
  new URL('../../../../../shared/data/splats/playbot-31k/playbot-31k.ply', import.meta.url),
);
const missing = existsSync(PLAYBOT) ? '' : ' (skipped: the captures in ../shared/data/splats are not here)';

/** Splats of the capture that are written: every so many. All of them would take splat-transform minutes. */
const THINNING = 20;
const FINEST = 31_000 / THINNING;

/** A thinned capture without harmonics as two levels of detail, written by splat-transform. */
async function writtenBySplatTransform(): Promise<Map<string, Uint8Array>> {
  const fileSystem = new MemoryReadFileSystem();
  fileSystem.set('scene.ply', new Uint8Array(readFileSync(PLAYBOT)));
  type ReadOptions = Parameters<typeof readFile>[0];
  const options = {} as ReadOptions['options'];
  const [table] = await readFile({
    filename: 'scene.ply',
    inputFormat: 'ply',
    options,
    params: [],
    fileSystem,
  });
  const columns = table!.columnNames.filter((name) => !name.startsWith('f_rest_'));
  const levels = [1, 8].map((step, level): DataTable => {
    const rows = Array.from({ length: Math.ceil(FINEST / step) }, (_, i) => i * step * THINNING);
    const part = table!.clone({ rows, columns });
    part.addColumn(new Column('lod', new Float32Array(rows.length).fill(level)));
    return part;
  });
  type WriteOptions = Parameters<typeof writeFile>[0];
  const out = new MemoryFileSystem();
  await writeFile(
    {
      filename: 'lod-meta.json',
      outputFormat: 'lod',
      dataTable: combine(levels),
      options: { iterations: 1, lodChunkCount: 1, lodChunkExtent: 16 } as WriteOptions['options'],
    } as WriteOptions,
    out,
  );
  // The paths of the parts are absolute; their last folder tells them apart.
  return new Map(
    [...out.results].map(([path, bytes]) => [
      path
        .split('/')
        .slice(path.endsWith('lod-meta.json') ? -1 : -2)
        .join('/'),
      bytes,
    ]),
  );
}

describe.skipIf(missing)(`a streamed scene that splat-transform wrote${missing}`, () => {
  it('is read coarse, near and whole', { timeout: 120_000 }, async () => {
    const files = await writtenBySplatTransform();
    const { raw } = await decodeSplats('playbot.ply', new Uint8Array(readFileSync(PLAYBOT)));
    const scene = open(files);
    const first = await scene.first(() => {});
    expect(first.raw.count).toBe(Math.ceil(FINEST / 8));
    expect(scene.splatsInFile).toBe(FINEST);
    const whole = (await settle(scene, [0, 0, 0])).at(-1)!;
    expect(whole.raw).toMatchObject({ count: FINEST, up: 'y-down' });
    // Their order along a curve differs from the file's; sorted by one coordinate they are the same.
    for (const field of ['positions', 'scales', 'colors'] as const) {
      for (let axis = 0; axis < 3; axis++) {
        const found = whole.raw[field].filter((_, k) => k % 3 === axis).sort();
        const expected = raw[field]
          .filter((_, k) => k % 3 === axis && Math.floor(k / 3) % THINNING === 0)
          .sort();
        const spread = expected.at(-20)! - expected[20]!;
        for (let k = 20; k < FINEST - 20; k++) {
          expect(Math.abs(found[k]! - expected[k]!)).toBeLessThan(0.02 * spread);
        }
      }
    }
    const small = open(files, 1200);
    await small.first(() => {});
    const near = (await settle(small, [0, -2, 0])).at(-1)!;
    expect(near.raw.count).toBeLessThanOrEqual(1200);
    expect(near.raw.count).toBeGreaterThan(FINEST / 4);
  });
});
