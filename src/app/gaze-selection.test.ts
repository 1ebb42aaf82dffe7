import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { allocateMailbox } from '../shared/bridge.ts';
import { GAZE_LAYOUT } from '../shared/layouts.ts';
import { GazeHub } from '../xr/gaze/gaze-hub.ts';
import type { GazeSource } from '../xr/gaze/gaze-source.ts';
import { GAZE_STATUS } from '../xr/gaze/gaze-status.ts';
import type { SessionState, SessionWatch } from '../xr/session/session-watch.ts';
import { followGazeChoice, type GazeSourceMaker } from './gaze-selection.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { createSettingsStore } from './settings-store.ts';

const tick = () => new Promise((resolve) => setTimeout(resolve, 0));

function setUp(make?: GazeSourceMaker) {
  const hub = new GazeHub(allocateMailbox(GAZE_LAYOUT, false));
  const settings = createSettingsStore(DEFAULT_SETTINGS);
  const store = createStore<SessionState>(() => ({
    phase: 'desk',
    sessionCount: 0,
    frameRate: null,
    features: null,
    problem: null,
  }));
  const problems: string[] = [];
  const source: GazeSourceMaker = (kind) =>
    ({ kind, status: GAZE_STATUS.live, start() {}, stop() {}, sample: () => false }) satisfies GazeSource;
  const end = followGazeChoice(hub, settings, { store } as SessionWatch, make ?? source, (p) =>
    problems.push(p),
  );
  return { hub, settings, store, problems, end };
}

describe('followGazeChoice', () => {
  it('lets auto change with the session, and nothing else', async () => {
    const { hub, settings, store, end } = setUp();
    await tick();
    expect(hub.source?.kind).toBe('pointer');
    store.setState({ phase: 'visible' });
    await tick();
    expect(hub.source?.kind).toBe('webxr');
    settings.setState({ gaze: 'head' });
    await tick();
    store.setState({ phase: 'desk' });
    await tick();
    expect(hub.source?.kind).toBe('head');
    end();
    settings.setState({ gaze: 'replay' });
    await tick();
    expect(hub.source?.kind).toBe('head');
  });

  it('says why a source cannot be had and puts no other in its place', async () => {
    const { hub, problems } = setUp(async () => {
      throw new Error('The gaze trace is missing.');
    });
    await tick();
    expect(hub.source).toBeNull();
    expect(problems).toEqual(['The gaze trace is missing.']);
  });

  it('drops a source that arrives after another was chosen', async () => {
    const waiting: ((source: GazeSource) => void)[] = [];
    const { hub, settings } = setUp((kind) =>
      kind === 'replay'
        ? new Promise((resolve) => waiting.push(resolve))
        : { kind, status: GAZE_STATUS.live, start() {}, stop() {}, sample: () => false },
    );
    settings.setState({ gaze: 'replay' });
    await tick();
    settings.setState({ gaze: 'head' });
    await tick();
    waiting[0]!({ kind: 'replay', status: GAZE_STATUS.live, start() {}, stop() {}, sample: () => false });
    await tick();
    expect(hub.source?.kind).toBe('head');
  });
});
