import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { watchSession } from './session-watch.ts';
import type { SaccadeXRStore } from './xr-store.ts';

interface FakeState {
  session: object | undefined;
  visibilityState: XRVisibilityState | undefined;
  frameRate: number | undefined;
}

const DESK: FakeState = { session: undefined, visibilityState: undefined, frameRate: undefined };

/** The part of the @react-three/xr store that the watch uses. */
function fakeStore(request: () => Promise<void> = () => Promise.resolve()) {
  const store = createStore<FakeState>(() => DESK);
  const begin = (): void => {
    const session = {
      frameRate: 100,
      enabledFeatures: ['local-floor'],
      end: () => {
        store.setState(DESK);
        return Promise.resolve();
      },
    };
    store.setState({ session, visibilityState: 'visible', frameRate: 100 });
  };
  const enterVR = async (): Promise<void> => {
    await request();
    begin();
  };
  return { store, begin, xr: Object.assign(store, { enterVR }) as unknown as SaccadeXRStore };
}

describe('watchSession', () => {
  it('follows a session in, out and in again', async () => {
    const { xr } = fakeStore();
    const watch = watchSession(xr);
    const phases: string[] = [];
    watch.store.subscribe(({ phase }) => phases.at(-1) !== phase && phases.push(phase));
    expect(await watch.enter()).toBe(true);
    expect(watch.store.getState()).toMatchObject({
      frameRate: 100,
      features: ['local-floor'],
      sessionCount: 1,
    });
    await watch.leave();
    expect(watch.store.getState()).toMatchObject({ phase: 'desk', frameRate: null, features: null });
    expect(await watch.enter()).toBe(true);
    expect(watch.store.getState().sessionCount).toBe(2);
    expect(phases).toEqual(['entering', 'visible', 'desk', 'entering', 'visible']);
  });

  it('notices sessions that it did not ask for, and blur', () => {
    const { xr, begin, store } = fakeStore();
    const watch = watchSession(xr);
    begin();
    expect(watch.store.getState().phase).toBe('visible');
    store.setState({ visibilityState: 'visible-blurred' });
    expect(watch.store.getState()).toMatchObject({ phase: 'visible-blurred', sessionCount: 1 });
  });

  it.each([
    ['NotSupportedError', /does not offer immersive VR/],
    ['SecurityError', /from a click/],
    ['InvalidStateError', /still open/],
    ['TypeError', /could not be entered: no/],
  ])('explains a %s in one sentence and lets one try again', async (name, sentence) => {
    let refuse = true;
    const { xr } = fakeStore(() =>
      refuse ? Promise.reject(Object.assign(new Error('no'), { name })) : Promise.resolve(),
    );
    const watch = watchSession(xr);
    expect(await watch.enter()).toBe(false);
    expect(watch.store.getState().phase).toBe('desk');
    expect(watch.store.getState().problem).toMatch(sentence);
    refuse = false;
    expect(await watch.enter()).toBe(true);
    expect(watch.store.getState().problem).toBeNull();
  });

  it('is back on the desk, with a sentence, when the session ends while it begins', async () => {
    const { store } = fakeStore();
    const watch = watchSession(
      Object.assign(store, { enterVR: () => Promise.resolve() }) as unknown as SaccadeXRStore,
    );
    expect(await watch.enter()).toBe(false);
    expect(watch.store.getState().phase).toBe('desk');
    expect(watch.store.getState().problem).toMatch(/ended before it had begun/);
  });

  it('does not ask the headset where something stands in the way', async () => {
    const { xr } = fakeStore(() => Promise.reject(new Error('was asked')));
    let obstacle: string | null = 'There is no WebGL2.';
    const watch = watchSession(xr, { obstacle: () => obstacle });
    expect(await watch.enter()).toBe(false);
    expect(watch.store.getState()).toMatchObject({ phase: 'desk', problem: obstacle });
    obstacle = null;
    await watch.enter();
    expect(watch.store.getState().problem).toMatch(/was asked/);
  });

  it('writes a log of what the system does, and tells its ends from ours', async () => {
    const { xr, store } = fakeStore();
    const lines: string[] = [];
    const watch = watchSession(xr, { log: (kind, text) => lines.push(`${kind}: ${text}`) });
    await watch.enter();
    for (const visibilityState of ['visible-blurred', 'hidden', 'visible'] as const)
      store.setState({ visibilityState });
    store.setState(DESK);
    await watch.enter();
    await watch.leave();
    expect(lines).toEqual([
      'info: VR was entered.',
      expect.stringMatching(/^info: .*input is ignored/),
      expect.stringMatching(/^info: .*workers sleep/),
      expect.stringMatching(/^info: .*in view again/),
      'info: The headset or the browser ended the VR session.',
      'info: VR was entered.',
      'info: VR was left.',
    ]);
  });

  it('keeps a session that runs although the call failed, e.g. over the frame rate', async () => {
    const fake = fakeStore();
    const enterVR = (): Promise<void> => {
      fake.begin();
      return Promise.reject(new Error('frame rate refused'));
    };
    const watch = watchSession(Object.assign(fake.store, { enterVR }) as unknown as SaccadeXRStore);
    expect(await watch.enter()).toBe(true);
    expect(watch.store.getState()).toMatchObject({ phase: 'visible', problem: null });
  });
});
