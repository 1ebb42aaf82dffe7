import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { allocateMailbox } from '../shared/bridge.ts';
import { GAZE_LAYOUT } from '../shared/layouts.ts';
import { gazeKindOf } from '../xr/gaze/gaze-choice.ts';
import { GazeHub } from '../xr/gaze/gaze-hub.ts';
import type { GazeSource } from '../xr/gaze/gaze-source.ts';
import { GAZE_STATUS } from '../xr/gaze/gaze-status.ts';
import type { GazeTrace } from '../xr/gaze/gaze-trace.ts';
import type { SessionState, SessionWatch } from '../xr/session/session-watch.ts';
import { followGazeChoice, type GazeSourceMaker } from './gaze-selection.ts';
import { DEFAULT_SETTINGS } from './settings.ts';
import { createSettingsStore } from './settings-store.ts';
import { createTraceFileStore, setTraceFile } from './trace-file.ts';

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
  const traceFile = createTraceFileStore();
  const source: GazeSourceMaker = (kind) =>
    ({ kind, status: GAZE_STATUS.live, start() {}, stop() {}, sample: () => false }) satisfies GazeSource;
  const watch = { store } as SessionWatch;
  const end = followGazeChoice({
    taker: hub,
    settings,
    session: watch,
    traceFile,
    make: make ?? source,
    kindOf: ({ gaze }, inSession) => gazeKindOf(gaze, inSession),
    onProblem: (sentence) => problems.push(sentence),
  });
  return { hub, settings, store, problems, traceFile, end };
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

  it('plays each trace that the person opens, also the second one', async () => {
    const made: string[] = [];
    const { settings, traceFile } = setUp((kind, trace) => {
      made.push(`${kind} ${trace}`);
      return { kind, status: GAZE_STATUS.live, start() {}, stop() {}, sample: () => false };
    });
    settings.setState({ gaze: 'replay', trace: 'file' });
    await tick();
    setTraceFile(traceFile, 'mine.json', {} as GazeTrace);
    await tick();
    settings.setState({ trace: 'reading' });
    await tick();
    expect(made).toEqual(['pointer room-scan', 'replay file', 'replay file', 'replay reading']);
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
