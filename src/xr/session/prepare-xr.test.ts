import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EmulatorHandle } from './emulator.ts';
import { prepareXR } from './prepare-xr.ts';

const HANDLE = { deviceName: 'metaVRGlasses' } as EmulatorHandle;
const install = () => Promise.resolve(HANDLE);

function browserWith(xr: unknown): void {
  vi.stubGlobal('navigator', { xr });
}

afterEach(() => vi.unstubAllGlobals());

describe('prepareXR', () => {
  it('takes the headset that is there, unless an emulated one is asked for', async () => {
    browserWith({ isSessionSupported: () => Promise.resolve(true) });
    expect((await prepareXR(null, install)).kind).toBe('native');
    expect((await prepareXR('metaQuest3', install)).kind).toBe('emulated');
  });

  it.each([
    ['no WebXR', undefined],
    ['WebXR without a headset', { isSessionSupported: () => Promise.resolve(false) }],
    ['WebXR that is forbidden', { isSessionSupported: () => Promise.reject(new Error('SecurityError')) }],
  ])('emulates one with %s', async (_name, xr) => {
    browserWith(xr);
    expect(await prepareXR(null, install)).toEqual({ kind: 'emulated', emulator: HANDLE });
  });

  it('goes on without VR, with a reason, where the emulator cannot be loaded', async () => {
    browserWith(undefined);
    const platform = await prepareXR(null, () => Promise.reject(new Error('Failed to fetch')));
    expect(platform).toMatchObject({ kind: 'none', emulator: null });
    expect(platform.kind === 'none' && platform.reason).toMatch(/no headset.*Failed to fetch/);
  });
});
