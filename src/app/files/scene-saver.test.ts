import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { SplatClient } from '../../workers/splats/splat-client.ts';
import { createNoticeStore } from '../notices.ts';
import type { SceneState } from '../scene-loader.ts';
import { sceneInfo } from '../testing/scene-info.ts';
import { createSceneSaver } from './scene-saver.ts';

function saverOver(save: SplatClient['save'], shown = true) {
  const notices = createNoticeStore();
  const files: [string, number][] = [];
  const info = shown ? sceneInfo({ name: 'hall.ply' }) : null;
  const store = createStore<SceneState>(() => ({ info, options: null, opening: null, waiting: null }));
  const saver = createSceneSaver({
    client: { save },
    loader: { store },
    notices,
    log() {},
    download: (name, blob) => files.push([name, blob.size]),
  });
  const sentences = () => notices.getState().list.map(({ text }) => text);
  return { saver, files, sentences };
}

describe('createSceneSaver', () => {
  it('hands over the file under the scene’s name, with progress meanwhile', async () => {
    let progress: () => void = () => {};
    const { saver, files } = saverOver(async (format, onProgress) => {
      progress = () => onProgress({ stage: 'write', fraction: 0.5, bytes: 7 });
      progress();
      return new Blob([format]);
    });
    const fractions: (number | undefined)[] = [];
    saver.store.subscribe(({ saving }) => fractions.push(saving?.progress.fraction));
    expect(await saver.save('sog')).toBe(true);
    expect(files).toEqual([['hall.sog', 3]]);
    expect(fractions).toEqual([Number.NaN, 0.5, undefined]);
    // A report that comes after the end must not open the bar again.
    progress();
    expect(saver.store.getState().saving).toBeNull();
  });

  it('says why nothing was saved, and can be asked again', async () => {
    let fail = true;
    const { saver, files, sentences } = saverOver(async () => {
      if (fail) throw new Error('hall.sog needs more memory than there is.');
      return new Blob(['x']);
    });
    expect(await saver.save('sog')).toBe(false);
    expect(sentences()).toEqual(['hall.sog needs more memory than there is.']);
    fail = false;
    expect(await saver.save('sog')).toBe(true);
    expect(files).toHaveLength(1);
  });

  it('writes one file at a time, and none without a scene', async () => {
    let finish: (blob: Blob) => void = () => {};
    const { saver, sentences } = saverOver(() => new Promise((resolve) => (finish = resolve)));
    const first = saver.save('spz');
    expect(await saver.save('sog')).toBe(false);
    expect(sentences()).toEqual(['hall.spz is still being written.']);
    finish(new Blob());
    expect(await first).toBe(true);
    const empty = saverOver(async () => new Blob(), false);
    expect(await empty.saver.save('spz')).toBe(false);
    expect(empty.files).toEqual([]);
  });
});
