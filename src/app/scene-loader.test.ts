import { describe, expect, it } from 'vitest';
import type { SceneInfo, SplatClient } from '../workers/splats/splat-client.ts';
import { createNoticeStore } from './notices.ts';
import { createSceneLoader, nameOfUrl } from './scene-loader.ts';

const INFO: SceneInfo = {
  name: 'a.ply',
  format: 'ply',
  splatCount: 3,
  shDegree: 0,
  up: 'y-up',
  sceneBytes: 192,
  bounds: [0, 0, 0, 1, 1, 1],
};

/** A loader over a client of which only `load` is ever called. */
function loaderOver(load: SplatClient['load']) {
  const notices = createNoticeStore();
  const opened: SceneInfo[] = [];
  const loader = createSceneLoader({ load } as SplatClient, notices, (info) => opened.push(info));
  return { loader, notices, opened };
}

describe('createSceneLoader', () => {
  it('shows progress, then the scene', async () => {
    const stages: (string | undefined)[] = [];
    const { loader, opened } = loaderOver(async (_source, onProgress) => {
      onProgress({ stage: 'decode', fraction: 0.5, bytes: 10 });
      return INFO;
    });
    loader.store.subscribe((state) => stages.push(state.opening?.progress.stage));
    expect(await loader.open({ kind: 'url', url: '/scenes/a.ply?x=1' })).toBe(true);
    expect(stages).toEqual(['download', 'decode', undefined]);
    expect(loader.store.getState()).toEqual({ info: INFO, opening: null });
    expect(opened).toEqual([INFO]);
  });

  it('keeps the old scene when the new one fails, and says why', async () => {
    let fail = false;
    const { loader, notices, opened } = loaderOver(async () => {
      if (fail) throw new Error('b.ply ends after 3 of 9 splats.');
      return INFO;
    });
    await loader.open({ kind: 'url', url: 'a.ply' });
    fail = true;
    expect(await loader.openFiles([new File(['x'], 'b.ply')])).toBe(false);
    expect(loader.store.getState()).toEqual({ info: INFO, opening: null });
    expect(opened).toHaveLength(1);
    expect(notices.getState().list.map(({ kind, text }) => [kind, text])).toEqual([
      ['error', 'b.ply ends after 3 of 9 splats.'],
    ]);
  });

  it('refuses a second scene while the first is being opened', async () => {
    let finish: (info: SceneInfo) => void = () => {};
    const { loader, notices } = loaderOver(() => new Promise((resolve) => (finish = resolve)));
    const first = loader.open({ kind: 'url', url: 'a.ply' });
    expect(await loader.open({ kind: 'url', url: 'b.ply' })).toBe(false);
    expect(notices.getState().list[0]!.text).toBe('a.ply is still being opened; b.ply has to wait.');
    finish(INFO);
    expect(await first).toBe(true);
  });
});

describe('nameOfUrl', () => {
  it('takes the last part of the path', () => {
    expect(nameOfUrl('https://a.example/x/my%20room.sog?v=2#y')).toBe('my room.sog');
    expect(nameOfUrl('hall.ply')).toBe('hall.ply');
  });
});
