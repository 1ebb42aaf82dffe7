import type { WebGLRenderer } from 'three';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { allocateMailbox } from '../../shared/bridge.ts';
import { FRAME_LAYOUT, LIST_LAYOUT, VIEW_LAYOUT } from '../../shared/layouts.ts';
import type { SceneInfo, SplatClient } from '../../workers/splats/splat-client.ts';
import { SplatsObject, type SplatsObjectOptions } from './splats-object.ts';

const gl = {
  domElement: new EventTarget(),
  xr: { isPresenting: false },
} as unknown as WebGLRenderer;

function fakeClient() {
  const load = vi.fn(async (source: { name?: string; url?: string }) => {
    const name = source.url ?? source.name ?? '';
    if (name.includes('bad')) throw new Error(`“${name}” is no scene.`);
    return { name } as SceneInfo;
  });
  const client = {
    view: allocateMailbox(VIEW_LAYOUT, false),
    frame: allocateMailbox(FRAME_LAYOUT, false),
    list: allocateMailbox(LIST_LAYOUT, false),
    load,
    setRunning: vi.fn(),
    dispose: vi.fn(),
  };
  return { ...client, client: client as unknown as SplatClient };
}

function make(options: Partial<SplatsObjectOptions> = {}) {
  const fake = fakeClient();
  const onError = vi.fn();
  const onReady = vi.fn();
  const made = new SplatsObject({ gl, client: fake.client, renderer: 'tiles', onError, onReady, ...options });
  return { made, fake, onError, onReady };
}

beforeEach(() => void vi.stubGlobal('document', Object.assign(new EventTarget(), { hidden: false })));
afterEach(() => void vi.unstubAllGlobals());

describe('SplatsObject', () => {
  it('opens what it is given and shows it', async () => {
    const { made, onReady, onError } = make();
    expect(await made.load('a.spz')).toMatchObject({ name: 'a.spz' });
    expect(onReady).toHaveBeenCalledTimes(1);
    expect(made.children.map(({ name }) => name)).toEqual(['splat-display']);
    await made.load(new File([], 'b.ply'));
    expect(onReady).toHaveBeenLastCalledWith({ name: 'b.ply' });
    expect(onError).not.toHaveBeenCalled();
  });

  it('says what fails and rejects nothing', async () => {
    const { made, onError } = make();
    expect(await made.load('bad.ply')).toBeNull();
    expect(onError.mock.calls[0]![0].message).toBe('“bad.ply” is no scene.');
    made.set({ preset: 'nosuch' });
    expect(onError.mock.calls[1]![0].message).toMatch(/nosuch/);
    expect(await made.load('good.ply')).toMatchObject({ name: 'good.ply' });
  });

  it('takes the last of several that wait', async () => {
    const { made, fake } = make();
    const all = await Promise.all([made.load('a'), made.load('b'), made.load('c')]);
    expect(all).toEqual([null, null, { name: 'c' }]);
    expect(fake.load).toHaveBeenCalledTimes(1);
  });

  it('lets go, but not of workers that are another’s, and is silent afterwards', async () => {
    const { made, fake, onError, onReady } = make();
    await made.load('a');
    const opening = made.load('bad');
    made.dispose();
    made.dispose();
    expect(await opening).toBeNull();
    expect(made.children).toEqual([]);
    expect(fake.dispose).not.toHaveBeenCalled();
    expect(onError).not.toHaveBeenCalled();
    expect(onReady).toHaveBeenCalledTimes(1);
  });

  it('goes on with the processor where the GPU cannot be set up', async () => {
    const onRemark = vi.fn();
    const { made } = make({ renderer: 'auto', onRemark });
    await made.load('a');
    // The fake renderer cannot be measured.
    expect(onRemark).not.toHaveBeenCalled();
    expect(made.renderer).toMatchObject({ running: 'tiles' });
    expect(made.renderer.why).toMatch(/splats are drawn by the processor$/);
  });
});
