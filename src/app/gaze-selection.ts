import type { GazeSourceKind } from '../shared/gaze.ts';
import { gazeKindOf } from '../xr/gaze/gaze-choice.ts';
import type { GazeHub } from '../xr/gaze/gaze-hub.ts';
import type { GazeSource } from '../xr/gaze/gaze-source.ts';
import { isImmersive, type SessionWatch } from '../xr/session/session-watch.ts';
import type { GazeTraceChoice } from './settings.ts';
import type { SettingsStore } from './settings-store.ts';
import type { TraceFileStore } from './trace-file.ts';

/** Makes a source when it is first wanted. Rejects with one sentence when it cannot be had. */
export type GazeSourceMaker = (
  kind: GazeSourceKind,
  trace: GazeTraceChoice,
) => GazeSource | null | Promise<GazeSource | null>;

/**
 * Keeps the hub on the source that the person chose. `auto` changes with the session, any other choice never does.
 * @returns a function that ends it.
 */
export function followGazeChoice(
  hub: GazeHub,
  settings: SettingsStore,
  session: SessionWatch,
  make: GazeSourceMaker,
  traceFile: TraceFileStore,
  onProblem: (sentence: string) => void,
): () => void {
  const made = new Map<string, GazeSource | null>();
  let wanted = '';

  const apply = async () => {
    const { gaze, trace } = settings.getState();
    const kind = gazeKindOf(gaze, isImmersive(session.store.getState().phase));
    const part = trace === 'file' ? `file ${traceFile.getState().serial}` : trace;
    const key = kind === 'replay' ? `${kind} ${part}` : kind;
    if (key === wanted) return;
    wanted = key;
    try {
      const source = made.get(key) ?? (await make(kind, trace));
      made.set(key, source);
      if (wanted === key) hub.use(source);
    } catch (error) {
      if (wanted !== key) return;
      hub.use(null);
      onProblem(error instanceof Error ? error.message : String(error));
    }
  };

  void apply();
  const again = () => void apply();
  const ends = [settings.subscribe(again), session.store.subscribe(again), traceFile.subscribe(again)];
  return () => {
    for (const end of ends) end();
  };
}
