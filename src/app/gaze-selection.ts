import type { GazeSourceKind } from '../shared/gaze.ts';
import type { GazeSource } from '../xr/gaze/gaze-source.ts';
import { isImmersive, type SessionWatch } from '../xr/session/session-watch.ts';
import type { GazeTraceChoice, Settings } from './settings.ts';
import type { SettingsStore } from './settings-store.ts';
import type { TraceFileStore } from './trace-file.ts';

/** Makes a source when it is first wanted. Rejects with one sentence when it cannot be had. */
export type GazeSourceMaker = (
  kind: GazeSourceKind,
  trace: GazeTraceChoice,
) => GazeSource | null | Promise<GazeSource | null>;

export interface GazeSelection {
  /** Takes the chosen source: the gaze hub, or the eye of the eye camera. */
  readonly taker: { use(source: GazeSource | null): void };
  readonly settings: SettingsStore;
  readonly session: SessionWatch;
  readonly traceFile: TraceFileStore;
  readonly make: GazeSourceMaker;
  /** The kind that settings ask for, on the desk or inside a session. */
  readonly kindOf: (settings: Settings, inSession: boolean) => GazeSourceKind;
  readonly onProblem: (sentence: string) => void;
}

/**
 * Keeps the taker on the source that the person chose. `auto` changes with the session, any other choice never does.
 * @returns a function that ends it.
 */
export function followGazeChoice(selection: GazeSelection): () => void {
  const { taker, settings, session, traceFile, make, kindOf, onProblem } = selection;
  const made = new Map<string, GazeSource | null>();
  let wanted = '';

  const apply = async () => {
    const { trace } = settings.getState();
    const kind = kindOf(settings.getState(), isImmersive(session.store.getState().phase));
    const part = trace === 'file' ? `file ${traceFile.getState().serial}` : trace;
    const key = kind === 'replay' ? `${kind} ${part}` : kind;
    if (key === wanted) return;
    wanted = key;
    try {
      const source = made.get(key) ?? (await make(kind, trace));
      made.set(key, source);
      if (wanted === key) taker.use(source);
    } catch (error) {
      if (wanted !== key) return;
      taker.use(null);
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
