import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VIEW_MODE } from '../foveation/view-options.ts';
import type {
  DrawList,
  GpuScene,
  PackedSplats,
  SplatClient,
  WorkerEvent,
  WorkerFault,
} from '../splat-client.ts';
import { AS_IT_IS, Desk, plyFile } from '../test-support/desk.ts';
import { unpackSplat } from '../test-support/unpack-splats.ts';
import { createTilesClient, type TilesClientOptions } from '../tiles-client.ts';

const SPLATS = 3000;
const WIDTH = 256;
const HEIGHT = 192;
const FAULTS: readonly WorkerFault[] = ['kill', 'hang', 'throw'];

async function deskWith(options: TilesClientOptions = {}) {
  const events: WorkerEvent[] = [];
  const client = await createTilesClient({
    ...{ workers: 2, maxPixels: WIDTH * HEIGHT, healthyMs: 0, product: 'lists' },
    ...options,
    onEvent: (event) => events.push(event),
  });
  const next = async (kind: WorkerEvent['kind'], after = 0) => {
    await expect.poll(() => events.slice(after).some((e) => e.kind === kind), { timeout: 20_000 }).toBe(true);
  };
  return { client, desk: new Desk(client, WIDTH, HEIGHT), events, next };
}

type Bench = Awaited<ReturnType<typeof deskWith>>;

/** All splats of the present scene, in slices. */
async function packAll(client: SplatClient, slice = 1024): Promise<PackedSplats[]> {
  const { id, splatCount } = client.gpuScene!;
  const parts: PackedSplats[] = [];
  for (let first = 0; first < splatCount; first += slice) {
    const part = await client.packSplats(id, first, Math.min(slice, splatCount - first));
    if (!part) throw new Error('the scene has gone');
    parts.push(part);
  }
  return parts;
}

/** Whether a list goes from near to far, by centres as they were packed. */
function isOrdered(list: DrawList, parts: readonly PackedSplats[], eye: ArrayLike<number>): boolean {
  const distances = Array.from(list.order, (splat) => {
    const part = parts.find(({ first, count }) => splat >= first && splat < first + count)!;
    const { centre } = unpackSplat(part, splat - part.first);
    return Math.hypot(...centre.map((at, axis) => at - eye[axis]!));
  });
  return distances.every((distance, i) => i === 0 || distance > distances[i - 1]! - 2e-3);
}

describe('a client for draw lists', () => {
  let bench: Bench;
  let before: DrawList;
  let scene: GpuScene;

  beforeAll(async () => {
    bench = await deskWith();
    expect(bench.client.gpuScene).toBeNull();
    await bench.client.load(plyFile('scene.ply', 1, SPLATS), AS_IT_IS, () => {});
    scene = bench.client.gpuScene!;
    before = await bench.desk.order();
  });
  afterAll(() => bench.client.dispose());

  it('gives lists and packed splats that belong together', async () => {
    const { client, desk } = bench;
    expect(scene).toMatchObject({ splatCount: SPLATS, chunkCount: Math.ceil(SPLATS / 512), shDegree: 0 });
    expect(desk.list.scene[0]).toBe(scene.id);
    expect(before.order.length).toBeGreaterThan(SPLATS / 2);
    const parts = await packAll(client);
    expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(SPLATS);
    expect(isOrdered(before, parts, desk.eye.position)).toBe(true);
    expect(before.content.length).toBe(8 * 6);
  });

  it('gives a still head the same list under later views', async () => {
    const { desk } = bench;
    const [serial, slot] = [desk.list.serial[0], desk.list.slot[0]];
    expect(await desk.order()).toEqual(before);
    expect([desk.list.serial[0], desk.list.slot[0]]).toEqual([serial, slot]);
  });

  it('refuses splats that there are not, and scenes that are not open', async () => {
    const { client } = bench;
    await expect(client.packSplats(scene.id, 0, SPLATS + 1)).rejects.toThrow(/cannot be packed/);
    expect(await client.packSplats(scene.id + 7, 0, 10)).toBeNull();
  });

  for (const fault of FAULTS) {
    for (const [thread, role] of ['the lead', 'a follower'].entries()) {
      it(`${fault}: ${role} is replaced and the same list comes again`, async () => {
        const { client, desk, events, next } = bench;
        const seen = events.length;
        const serial = desk.list.serial[0]!;
        client.breakWorker(thread, fault);
        await next('restarted', seen);
        expect(await desk.order()).toEqual(before);
        // Numbers go on, so that no list is taken for another.
        expect(desk.list.serial[0]).toBeGreaterThan(serial);
        expect(client.gpuScene).toEqual(scene);
      });
    }
  }

  it('packs on where the lead dies over it', async () => {
    const { client, events, next } = bench;
    const expected = (await packAll(client, 1536)).map(({ words }) => words);
    const seen = events.length;
    const packing = packAll(client, 1536);
    client.breakWorker(0, 'kill');
    expect((await packing).map(({ words }) => words)).toEqual(expected);
    await next('restarted', seen);
  });

  it('goes over to another scene in the middle of everything', async () => {
    const { client, desk } = bench;
    const opening = client.load(plyFile('other.ply', 2, SPLATS + 500), AS_IT_IS, () => {});
    while (client.gpuScene!.id === scene.id) {
      await client.packSplats(scene.id, 0, 512);
      await desk.order();
    }
    await opening;
    expect(await client.packSplats(scene.id, 0, 512)).toBeNull();
    const other = await desk.order();
    expect(desk.list.scene[0]).toBe(client.gpuScene!.id);
    expect(desk.list.splatsTotal[0]).toBe(SPLATS + 500);
    expect(isOrdered(other, await packAll(client), desk.eye.position)).toBe(true);
  });

  it('says in a sentence that it has no pictures, and goes on', async () => {
    const sentences: string[] = [];
    const { client, desk } = await deskWith({ onProblem: (sentence) => sentences.push(sentence) });
    await client.load(plyFile('scene.ply', 1, SPLATS), AS_IT_IS, () => {});
    const first = await desk.order();
    void desk.draw().catch(() => {});
    await expect.poll(() => sentences.some((sentence) => /draw lists alone/.test(sentence))).toBe(true);
    expect((await desk.order()).order).toEqual(first.order);
    client.dispose();
  });

  it('rejects with one sentence once drawing is switched off', async () => {
    const { client, next, events } = await deskWith({ healthyMs: 60_000 });
    await client.load(plyFile('scene.ply', 1, SPLATS), AS_IT_IS, () => {});
    const { id } = client.gpuScene!;
    for (let death = 1; death <= 3; death++) {
      const seen = events.length;
      client.breakWorker(0, 'kill');
      await next(death < 3 ? 'restarted' : 'off', seen);
    }
    await expect(client.packSplats(id, 0, 512)).rejects.toThrow(/switched off/);
    client.dispose();
  });
});

describe.each([true, false])('what is visible from where (shared memory: %s)', (shared) => {
  it('is found out between views, and makes the list of the same view shorter', {
    timeout: 60_000,
  }, async () => {
    const { client, desk } = await deskWith({ shared });
    await client.load(plyFile('scene.ply', 1, SPLATS), AS_IT_IS, () => {});
    const all = await desk.order({ mode: VIEW_MODE.full });
    await desk.order({ mode: VIEW_MODE.a3fr, preset: 'gentle' });
    const known = () => {
      client.list.readNew(desk.list);
      return desk.list.visibilityKnown[0];
    };
    await expect.poll(known, { timeout: 40_000 }).toBe(1);
    expect(desk.list.captureMs[0]).toBe(desk.captureMs);
    expect(desk.list.count[0]).toBeLessThan(all.order.length);
    expect(desk.list.count[0]).toBeGreaterThan(0);
    client.dispose();
  });
});

describe('a client for both', () => {
  it('makes pictures and lists in turn, and withdraws lists for pictures', async () => {
    const { client, desk } = await deskWith({ product: 'pictures' });
    await client.load(plyFile('scene.ply', 1, SPLATS), AS_IT_IS, () => {});
    const picture = (await desk.draw()).color.slice();
    const list = await desk.order();
    for (let round = 0; round < 3; round++) {
      const slot = desk.list.slot[0]!;
      expect((await desk.draw()).color).toEqual(picture);
      expect(client.list.readNew(desk.list) && desk.list.slot[0]).toBe(-1);
      expect(client.drawList(slot)).toBeNull();
      expect(await desk.order()).toEqual(list);
    }
    client.dispose();
  });
});

describe('without shared memory', () => {
  it('lists and packed splats travel as messages, also from successors', async () => {
    const { client, desk, events, next } = await deskWith({ shared: false });
    await client.load(plyFile('scene.ply', 1, SPLATS), AS_IT_IS, () => {});
    expect(client.gpuScene).toMatchObject({ splatCount: SPLATS });
    const before = await desk.order();
    expect(await desk.order()).toEqual(before);
    const parts = await packAll(client);
    expect(isOrdered(before, parts, desk.eye.position)).toBe(true);
    for (const fault of FAULTS) {
      const seen = events.length;
      client.breakWorker(0, fault);
      const serial = desk.list.serial[0]!;
      await next('restarted', seen);
      expect(await desk.order()).toEqual(before);
      expect(desk.list.serial[0]).toBeGreaterThan(serial);
    }
    client.dispose();
  });
});
