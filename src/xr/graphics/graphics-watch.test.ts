import type { WebGLRenderer } from 'three';
import { EventDispatcher } from 'three';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GraphicsWatch, NO_WEBGL2, RESTORE_MS } from './graphics-watch.ts';

const DESK = () => ({ width: 640, height: 480, pixelRatio: 2 });

interface FakeSession {
  readonly renderState: { layers?: unknown[] };
  readonly states: object[];
  ended: boolean;
  updateRenderState(state: object): void;
  end(): Promise<void>;
}

/** The part of a renderer and its session that the watch uses. */
function fakeRenderer() {
  const calls: string[] = [];
  let session: FakeSession | null = null;
  let refuse = false;
  const xr = Object.assign(new EventDispatcher<Record<string, object>>(), {
    isPresenting: false,
    getSession: () => session,
    async setSession(value: FakeSession) {
      calls.push(`setSession, ${xr.isPresenting ? 'presenting' : 'as on the desk'}`);
      if (refuse) throw new Error('no layer');
      session = value;
      xr.isPresenting = true;
    },
  });
  const gl = {
    domElement: new EventTarget(),
    xr,
    info: { memory: { geometries: 3, textures: 4 }, programs: [{}, {}] },
    setRenderTarget: (target: unknown) => calls.push(`target ${target}`),
    setPixelRatio: (ratio: number) => calls.push(`ratio ${ratio}`),
    setSize: (width: number, height: number) => calls.push(`size ${width} ${height}`),
  };
  const startSession = (layers?: unknown[]): FakeSession => {
    const started: FakeSession = {
      renderState: layers ? { layers } : {},
      states: [],
      ended: false,
      updateRenderState: (state) => void started.states.push(state),
      async end() {
        started.ended = true;
        session = null;
        xr.isPresenting = false;
      },
    };
    session = started;
    xr.isPresenting = true;
    return started;
  };
  return {
    gl: gl as unknown as WebGLRenderer,
    xr,
    calls,
    startSession,
    refuseLayers: () => {
      refuse = true;
    },
    lose: () => {
      const event = new Event('webglcontextlost', { cancelable: true });
      gl.domElement.dispatchEvent(event);
      return event;
    },
    restore: () => gl.domElement.dispatchEvent(new Event('webglcontextrestored')),
  };
}

function watched(supported = () => true) {
  const lines: string[] = [];
  const watch = new GraphicsWatch((kind, text) => lines.push(`${kind}: ${text}`), supported);
  return { watch, lines, state: () => watch.store.getState() };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { hidden: false });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('GraphicsWatch', () => {
  it('asks the browser to restore a lost context and waits', async () => {
    const { watch, lines, state } = watched();
    const { gl, lose, restore } = fakeRenderer();
    watch.attach(gl, DESK);
    expect(lose().defaultPrevented).toBe(true);
    expect(state()).toMatchObject({ lost: true, losses: 1, recoveries: 0 });
    await vi.advanceTimersByTimeAsync(RESTORE_MS - 1);
    restore();
    await vi.advanceTimersByTimeAsync(10 * RESTORE_MS);
    expect(state()).toMatchObject({ lost: false, recoveries: 1, canvasKey: 0, step: 'webgl' });
    expect(lines).toEqual([
      expect.stringMatching(/^warning: .*lost/),
      expect.stringMatching(/^recovered: .*back after \d+ ms\.$/),
    ]);
  });

  it('takes a fresh canvas when nothing comes back, but not in a hidden tab', async () => {
    const { watch, lines, state } = watched();
    const { gl, lose } = fakeRenderer();
    const detach = watch.attach(gl, DESK);
    vi.stubGlobal('document', { hidden: true });
    lose();
    await vi.advanceTimersByTimeAsync(5 * RESTORE_MS);
    expect(state()).toMatchObject({ lost: true, canvasKey: 0 });
    vi.stubGlobal('document', { hidden: false });
    await vi.advanceTimersByTimeAsync(RESTORE_MS);
    expect(state()).toMatchObject({ lost: true, canvasKey: 1 });
    detach();
    watch.attach(fakeRenderer().gl, DESK);
    expect(state()).toMatchObject({ lost: false, recoveries: 1 });
    expect(lines.at(-1)).toMatch(/^recovered: A fresh canvas/);
  });

  it.each([
    ['a base layer', undefined, { baseLayer: null }],
    ['layers', [{}], { layers: [] }],
  ])('keeps a session with %s and gives it a new one', async (_name, layers, withdrawn) => {
    const { watch, state } = watched();
    const { gl, xr, calls, lose, restore, startSession } = fakeRenderer();
    watch.attach(gl, DESK);
    const session = startSession(layers);
    lose();
    expect(session.states).toEqual([withdrawn]);
    restore();
    await vi.advanceTimersByTimeAsync(0);
    // three takes the size that it finds for the desk's, so it must find that.
    expect(calls).toEqual(['target null', 'ratio 2', 'size 640 480', 'setSession, as on the desk']);
    expect(session.ended).toBe(false);
    expect(xr.isPresenting).toBe(true);
    expect(state()).toMatchObject({ lost: false, recoveries: 1 });
  });

  it('ends a session that takes no new layer or whose context stays away, with a sentence', async () => {
    for (const refused of [true, false]) {
      const { watch, lines } = watched();
      const { gl, lose, restore, startSession, refuseLayers } = fakeRenderer();
      watch.attach(gl, DESK);
      const session = startSession();
      if (refused) refuseLayers();
      lose();
      if (refused) restore();
      await vi.advanceTimersByTimeAsync(RESTORE_MS);
      expect(session.ended).toBe(true);
      expect(lines.join('\n')).toMatch(/error: The VR session was ended/);
    }
  });

  it('falls to the flat step when canvases are lost again and again, and tries again when asked', async () => {
    const { watch, lines, state } = watched();
    for (let key = 0; state().step === 'webgl' && key < 10; key++) {
      const { gl, lose } = fakeRenderer();
      const detach = watch.attach(gl, DESK);
      lose();
      await vi.advanceTimersByTimeAsync(RESTORE_MS);
      detach();
    }
    expect(state()).toMatchObject({ step: 'flat', canvasKey: 3 });
    expect(state().reason).toMatch(/again and again/);
    expect(lines.at(-1)).toBe(`error: ${state().reason}`);
    expect(watch.retry()).toBe(true);
    expect(state()).toMatchObject({ step: 'webgl', reason: null, canvasKey: 4 });
  });

  it('starts flat without WebGL2, and goes flat where a canvas fails without it', () => {
    const never = watched(() => false);
    expect(never.state()).toMatchObject({ step: 'flat', reason: NO_WEBGL2 });
    expect(never.watch.retry()).toBe(false);
    expect(never.watch.memory).toBeNull();

    let supported = true;
    const once = watched(() => supported);
    supported = false;
    once.watch.canvasFailed(new Error('Error creating WebGL context.'));
    expect(once.state()).toMatchObject({ step: 'flat', reason: NO_WEBGL2 });
  });

  it('brings the desk back from a session that ended while it was set up', () => {
    const { watch } = watched();
    const { gl, xr, calls } = fakeRenderer();
    watch.attach(gl, DESK);
    let ends = 0;
    xr.addEventListener('sessionend', () => void ends++);
    xr.isPresenting = true;
    xr.dispatchEvent({ type: 'sessionstart' });
    expect(xr.isPresenting).toBe(false);
    expect(ends).toBe(1);
    expect(calls).toEqual(['ratio 2', 'size 640 480']);
  });
});
