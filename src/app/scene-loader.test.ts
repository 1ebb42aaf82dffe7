import { describe, expect, it } from 'vitest';
import type { OpenOptions, SceneInfo, SplatClient } from '../workers/splats/splat-client.ts';
import { createNoticeStore } from './notices.ts';
import { createSceneLoader, nameOfUrl } from './scene-loader.ts';
import { sceneInfo } from './testing/scene-info.ts';

const AUTO: OpenOptions = { up: 'auto', metresPerUnit: 0, residentBudget: 0 };
const INFO = sceneInfo();
const OPENED = { info: INFO, options: AUTO, opening: null, waiting: null };

function loaderOver(load: SplatClient['load'], openOptions = () => AUTO) {
  const notices = createNoticeStore();
  const opened: [SceneInfo, SceneInfo | null][] = [];
  const lines: string[] = [];
  const loader = createSceneLoader({
    client: { load },
    notices,
    log: (kind, text) => lines.push(`${kind}: ${text}`),
    openOptions,
    onOpened: (info, before) => opened.push([info, before]),
  });
  return { loader, notices, opened, lines };
}

/** A client whose loads end when the test says so. */
function slowClient() {
  const running: { finish: (info: SceneInfo) => void; fail: (error: Error) => void; name: string }[] = [];
  const load: SplatClient['load'] = (source) =>
    new Promise((finish, fail) => {
      running.push({ finish, fail, name: source.kind === 'url' ? source.url : source.name });
    });
  return { load, running };
}

const tick = () => new Promise((resolve) => setTimeout(resolve, 0));
const file = (name: string) => ({ kind: 'file', name, blob: new Blob(['x']) }) as const;

describe('createSceneLoader', () => {
  it('shows progress, then the scene', async () => {
    const stages: (string | undefined)[] = [];
    const { loader, opened, lines } = loaderOver(async (_source, _options, onProgress) => {
      onProgress({ stage: 'decode', fraction: 0.5, bytes: 10 });
      return INFO;
    });
    loader.store.subscribe((state) => stages.push(state.opening?.progress.stage));
    expect(await loader.open({ kind: 'url', url: '/scenes/a.ply?x=1' })).toBe(true);
    expect([...new Set(stages)]).toEqual(['download', 'decode', undefined]);
    expect(loader.store.getState()).toEqual(OPENED);
    expect(opened).toEqual([[INFO, null]]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^info: a\.ply is open: ply, 3 splats, \d+ ms\.$/);
  });

  it('keeps the old scene when the new one fails, says why and opens the next', async () => {
    let fail = false;
    const { loader, notices, opened } = loaderOver(async () => {
      if (fail) throw new Error('b.ply ends after 3 of 9 splats.');
      return INFO;
    });
    await loader.open({ kind: 'url', url: 'a.ply' });
    fail = true;
    expect(await loader.open(file('b.ply'))).toBe(false);
    expect(loader.store.getState()).toEqual(OPENED);
    expect(opened).toHaveLength(1);
    expect(notices.getState().list.map(({ kind, text }) => [kind, text])).toEqual([
      ['error', 'b.ply ends after 3 of 9 splats.'],
    ]);
    fail = false;
    expect(await loader.open(file('c.ply'))).toBe(true);
  });

  it('is not opening any more when progress arrives after the end', async () => {
    let late: () => void = () => {};
    const { loader } = loaderOver(async (_source, _options, onProgress) => {
      late = () => onProgress({ stage: 'decode', fraction: 0, bytes: 1 });
      throw new Error('a.ply is empty.');
    });
    await loader.open(file('a.ply'));
    late();
    expect(loader.store.getState().opening).toBeNull();
  });

  it('opens what comes meanwhile afterwards, and of several the last', async () => {
    const { load, running } = slowClient();
    const { loader, notices } = loaderOver(load);
    const results = [loader.open(file('a')), loader.open(file('b')), loader.open(file('c'))];
    expect(loader.store.getState()).toMatchObject({ opening: { name: 'a' }, waiting: 'c' });
    expect(await results[1]).toBe(false);
    expect(notices.getState().list[0]!.text).toBe('b is left out: c came after it.');
    running[0]!.fail(new Error('a is empty.'));
    await tick();
    expect(running.map(({ name }) => name)).toEqual(['a', 'c']);
    running[1]!.finish(INFO);
    expect(await Promise.all(results)).toEqual([false, false, true]);
    expect(loader.store.getState()).toEqual(OPENED);
  });

  it('opens the same source again with the options of the moment', async () => {
    const seen: [string, OpenOptions][] = [];
    let options = AUTO;
    const { loader, opened } = loaderOver(
      async (source, given) => {
        seen.push([source.kind, given]);
        return { ...INFO, up: given.up === 'auto' ? 'y-up' : given.up };
      },
      () => options,
    );
    expect(await loader.reopen()).toBe(false);
    await loader.open(file('a.ply'), 'Hall');
    options = { ...AUTO, up: 'z-up' };
    expect(await loader.reopen()).toBe(true);
    expect(seen).toEqual([
      ['file', AUTO],
      ['file', options],
    ]);
    const first = { ...INFO, name: 'Hall' };
    expect(opened[1]).toEqual([{ ...first, up: 'z-up' }, first]);
    expect(loader.store.getState().options).toBe(options);
  });

  it('logs what was adjusted, and takes in later changes under the same name', async () => {
    const { loader, lines } = loaderOver(async () => ({
      ...INFO,
      splatsInFile: 20_000,
      remarks: ['17000 splats were left out, for memory.'],
    }));
    await loader.open(file('a.ply'), 'Hall');
    expect(lines[0]).toMatch(/3 of 20 k splats/);
    expect(lines[1]).toBe('warning: Hall: 17000 splats were left out, for memory.');
    loader.update({ ...INFO, splatCount: 5 });
    expect(loader.store.getState().info).toMatchObject({ name: 'Hall', splatCount: 5 });
  });
});

describe('nameOfUrl', () => {
  it('takes the last part of the path', () => {
    expect(nameOfUrl('https://a.example/x/my%20room.sog?v=2#y')).toBe('my room.sog');
    expect(nameOfUrl('hall.ply')).toBe('hall.ply');
    expect(nameOfUrl('x/100%.ply')).toBe('100%.ply');
  });
});
