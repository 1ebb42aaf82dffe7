import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SplatFileError } from '../formats/raw-splats.ts';
import type { SplatClient, WorkerEvent, WorkerFault } from '../splat-client.ts';
import { AS_IT_IS, Desk, plyFile } from '../test-support/desk.ts';
import { createTilesClient, type TilesClientOptions } from '../tiles-client.ts';

const SPLATS = 2000;
const WIDTH = 256;
const HEIGHT = 192;
/** A bound for a machine that is busy with other things; the real figures are far below. */
const RECOVERY_MS = 5000;
const FAULTS: readonly WorkerFault[] = ['kill', 'hang', 'throw'];

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function deskWith(options: TilesClientOptions = {}) {
  const events: WorkerEvent[] = [];
  const client = await createTilesClient({
    ...{ workers: 2, maxPixels: WIDTH * HEIGHT, healthyMs: 0 },
    ...options,
    onEvent: (event) => events.push(event),
  });
  const desk = new Desk(client, WIDTH, HEIGHT);
  /** Waits for the next event of a kind. */
  const next = async (kind: WorkerEvent['kind'], after = 0) => {
    await expect.poll(() => events.slice(after).some((e) => e.kind === kind), { timeout: 20_000 }).toBe(true);
    return events.slice(after).find((event) => event.kind === kind)!;
  };
  return { client, desk, events, next };
}

type Bench = Awaited<ReturnType<typeof deskWith>>;

describe('faults of render workers', () => {
  let bench: Bench;
  let before: Uint8Array;

  beforeAll(async () => {
    bench = await deskWith();
    await bench.client.load(plyFile('scene.ply', 1, SPLATS), AS_IT_IS, () => {});
    before = (await bench.desk.draw()).color.slice();
  });
  afterAll(() => bench.client.dispose());

  for (const fault of FAULTS) {
    for (const [thread, role] of ['the lead', 'a follower'].entries()) {
      it(`${fault}: ${role} is replaced and the same picture comes again, twice`, async () => {
        const { client, desk, events, next } = bench;
        for (let round = 0; round < 2; round++) {
          const seen = events.length;
          client.breakWorker(thread, fault);
          const event = await next('restarted', seen);
          expect(event.worker).toBe('splats');
          expect(event.recoveryMs).toBeLessThan(RECOVERY_MS);
          expect((await desk.draw()).color).toEqual(before);
        }
        expect(events.every(({ kind }) => kind === 'restarted')).toBe(true);
      });
    }
  }

  it('breaks in the middle of drawing, and goes on drawing', async () => {
    const { client, desk, events, next } = bench;
    for (let round = 0; round < 6; round++) {
      const seen = events.length;
      const drawn = desk.draw();
      await pause(round % 4);
      client.breakWorker(round % 2, FAULTS[round % 3]!);
      await drawn;
      await next('restarted', seen);
      expect((await desk.draw()).color).toEqual(before);
    }
  });

  it('is replaced while it rests, and its successor rests', async () => {
    const { client, desk, events, next } = bench;
    client.setRunning(false);
    await pause(100);
    const seen = events.length;
    client.breakWorker(0, 'kill');
    await next('restarted', seen);
    const { version } = client.frame;
    await pause(300);
    expect(client.frame.version).toBe(version);
    client.setRunning(true);
    expect((await desk.draw()).color).toEqual(before);
  });

  it('takes a scene that arrives during the outage', async () => {
    const { client, desk, events, next } = bench;
    const seen = events.length;
    const opened = client.load(plyFile('other.ply', 2, SPLATS + 1), AS_IT_IS, () => {});
    client.breakWorker(1, 'kill');
    await opened;
    await next('restarted', seen);
    await desk.draw();
    expect(desk.frame.splatsTotal[0]).toBe(SPLATS + 1);
  });
});

describe('faults of the loader', () => {
  let bench: Bench;

  beforeAll(async () => {
    bench = await deskWith();
    await bench.client.load(plyFile('scene.ply', 1, SPLATS), AS_IT_IS, () => {});
  });
  afterAll(() => bench.client.dispose());

  /** Opens a large file and breaks the loader once when it is at work. */
  function loadBroken(client: SplatClient, fault: WorkerFault) {
    let broken = false;
    return client.load(plyFile('large.ply', 3, 60_000), AS_IT_IS, ({ stage }) => {
      if (stage !== 'decode' || broken) return;
      broken = true;
      client.breakWorker('loader', fault);
    });
  }

  it.each(FAULTS)('%s: is replaced when idle, twice', async (fault) => {
    const { client, desk, events, next } = bench;
    for (let round = 0; round < 2; round++) {
      const seen = events.length;
      client.breakWorker('loader', fault);
      const event = await next('restarted', seen);
      expect(event.worker).toBe('loader');
      expect(event.recoveryMs).toBeLessThan(RECOVERY_MS);
      await client.load(plyFile('scene.ply', round, SPLATS), AS_IT_IS, () => {});
      await desk.draw();
    }
  });

  it.each(FAULTS)('%s: begins the load again', async (fault) => {
    const { client, desk, events, next } = bench;
    const seen = events.length;
    const info = await loadBroken(client, fault);
    expect(info.splatCount).toBe(60_000);
    await next('restarted', seen);
    // An error may come to light only after the load.
    if (fault !== 'throw') expect(events[seen]!.text).toMatch(/busy with large\.ply/);
    await desk.draw();
    expect(desk.frame.splatsTotal[0]).toBe(60_000);
  });
});

describe('without shared memory', () => {
  it.each(FAULTS)('%s: the worker is replaced and opens the scene again', async (fault) => {
    const { client, desk, events, next } = await deskWith({ shared: false });
    expect(client.capabilities).toMatchObject({ shared: false, workers: 1 });
    await client.load(plyFile('scene.ply', 1, SPLATS), AS_IT_IS, () => {});
    const before = (await desk.draw()).color.slice();
    for (let round = 0; round < 2; round++) {
      const seen = events.length;
      client.breakWorker(0, fault);
      expect((await next('restarted', seen)).recoveryMs).toBeLessThan(2 * RECOVERY_MS);
      expect((await desk.draw()).color).toEqual(before);
    }
    client.setRunning(false);
    await pause(1000);
    client.setRunning(true);
    expect((await desk.draw()).color).toEqual(before);
    client.dispose();
  });
});

describe('dispose', () => {
  it('leaves no lock behind, and tells whoever waits', async () => {
    const held = async () => {
      const { held, pending } = await navigator.locks.query();
      return [...(held ?? []), ...(pending ?? [])].filter(({ name }) => name?.startsWith('saccade')).length;
    };
    await expect.poll(held, { timeout: 20_000 }).toBe(0);
    const { client, events } = await deskWith();
    // Each worker holds one, and the page queues for it.
    await expect.poll(held, { timeout: 20_000 }).toBe(6);
    const opening = client.load(plyFile('scene.ply', 1, 200_000), AS_IT_IS, () => client.dispose());
    await expect(opening).rejects.toBeInstanceOf(SplatFileError);
    await expect.poll(held, { timeout: 20_000 }).toBe(0);
    expect(events).toEqual([]);
  });
});

describe('too many failures', () => {
  it('of render workers switch drawing off, and it can be switched on again', async () => {
    const { client, desk, events, next } = await deskWith({ healthyMs: 60_000 });
    await client.load(plyFile('scene.ply', 1, SPLATS), AS_IT_IS, () => {});
    const picture = (await desk.draw()).color.slice();
    for (let death = 1; death <= 3; death++) {
      const seen = events.length;
      client.breakWorker(0, 'kill');
      await next(death < 3 ? 'restarted' : 'off', seen);
    }
    expect(events.at(-1)!.text).toMatch(/switched off.*3 times in a row.*vanished/);
    // The last picture stays, and so does the loader.
    expect(client.picture(desk.frame.slot[0]!, 0)?.color).toEqual(picture);
    const refused = client.load(plyFile('other.ply', 2, SPLATS), AS_IT_IS, () => {});
    await expect(refused).rejects.toThrow(/switched off/);
    client.revive();
    await next('remark');
    expect((await desk.draw()).color).toEqual(picture);
    client.dispose();
  });

  it('of an idle loader switch opening off, and the scene goes on', async () => {
    const { client, desk, events, next } = await deskWith({ healthyMs: 60_000 });
    await client.load(plyFile('scene.ply', 1, SPLATS), AS_IT_IS, () => {});
    for (let death = 1; death <= 3; death++) {
      const seen = events.length;
      client.breakWorker('loader', 'kill');
      await next(death < 3 ? 'restarted' : 'off', seen);
    }
    const refused = client.load(plyFile('other.ply', 2, SPLATS), AS_IT_IS, () => {});
    await expect(refused).rejects.toBeInstanceOf(SplatFileError);
    await expect(refused).rejects.toThrow(/other\.ply.*switched off/);
    await desk.draw();
    client.revive();
    await next('remark');
    await client.load(plyFile('other.ply', 2, SPLATS), AS_IT_IS, () => {});
    await desk.draw();
    client.dispose();
  });

  it('on one file give that file up, and no number of such files more than that', async () => {
    const { client, desk } = await deskWith({ healthyMs: 60_000 });
    await client.load(plyFile('scene.ply', 1, SPLATS), AS_IT_IS, () => {});
    for (let round = 0; round < 2; round++) {
      const poisoned = client.load(plyFile('poison.ply', 2, SPLATS), AS_IT_IS, ({ stage }) => {
        if (stage === 'decode') client.breakWorker('loader', 'kill');
      });
      await expect(poisoned).rejects.toThrow(/poison\.ply.*stopped twice on it/);
    }
    await client.load(plyFile('good.ply', 3, SPLATS + 1), AS_IT_IS, () => {});
    await desk.draw();
    expect(desk.frame.splatsTotal[0]).toBe(SPLATS + 1);
    client.dispose();
  });
});
