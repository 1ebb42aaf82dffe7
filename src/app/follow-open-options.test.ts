import { describe, expect, it } from 'vitest';
import type { OpenOptions } from '../workers/splats/splat-client.ts';
import { followOpenOptions } from './follow-open-options.ts';
import { createNoticeStore } from './notices.ts';
import { createSceneLoader } from './scene-loader.ts';
import { DEFAULT_SETTINGS, openOptionsOf } from './settings.ts';
import { createSettingsStore } from './settings-store.ts';
import { sceneInfo } from './testing/scene-info.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

async function setUp(bad: (options: OpenOptions) => boolean) {
  const settings = createSettingsStore(DEFAULT_SETTINGS);
  const loads: OpenOptions[] = [];
  const loader = createSceneLoader({
    client: {
      async load(_source, options) {
        loads.push(options);
        if (bad(options)) throw new Error('a.ply cannot be placed like that.');
        return sceneInfo();
      },
    },
    notices: createNoticeStore(),
    log() {},
    openOptions: () => openOptionsOf(settings.getState()),
    onOpened() {},
  });
  const end = followOpenOptions(loader, settings, 1);
  await loader.open({ kind: 'url', url: 'a.ply' });
  return { settings, loads, loader, end };
}

describe('followOpenOptions', () => {
  it('opens the scene again, once for several changes, and not for other settings', async () => {
    const { settings, loads, end } = await setUp(() => false);
    settings.setState({ mode: 'full' });
    await settle();
    expect(loads).toHaveLength(1);
    settings.setState({ up: 'z-up' });
    settings.setState({ unit: 0.01, resident: 5 });
    await settle();
    expect(loads.slice(1)).toEqual([{ up: 'z-up', metresPerUnit: 0.01, residentBudget: 5 }]);
    end();
    settings.setState({ up: 'auto' });
    await settle();
    expect(loads).toHaveLength(2);
  });

  it('puts the switch back where it fails', async () => {
    const { settings, loads, loader } = await setUp(({ up }) => up === 'y-down');
    settings.setState({ up: 'z-up' });
    await settle();
    settings.setState({ up: 'y-down', unit: 2 });
    await settle();
    expect(settings.getState()).toMatchObject({ up: 'z-up', unit: 0 });
    expect(loader.store.getState().options?.up).toBe('z-up');
    await settle();
    expect(loads).toHaveLength(3);
  });
});
