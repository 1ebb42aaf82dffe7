import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SaccadeXRStore } from './xr-store.ts';

/** `desk` is everything outside a session; the last three are WebXR's visibility states. */
export type SessionPhase = 'desk' | 'entering' | 'visible' | 'visible-blurred' | 'hidden';

export interface SessionState {
  readonly phase: SessionPhase;
  /** Sessions begun so far. */
  readonly sessionCount: number;
  /** Nominal rate of the running session, Hz; null on the desk or where the browser does not say. */
  readonly frameRate: number | null;
  /** Features that the running session was granted; null on the desk or where the browser does not say. */
  readonly features: readonly string[] | null;
  /** Why the last attempt to enter failed, one sentence. */
  readonly problem: string | null;
}

export interface SessionWatch {
  readonly store: StoreApi<SessionState>;
  /** Asks for an immersive VR session; call from a click. @returns whether one runs; the reason is in `problem`. */
  enter(): Promise<boolean>;
  /** Ends the running session, if any, and resolves when the desk is back. */
  leave(): Promise<void>;
  dispose(): void;
}

const DESK = { phase: 'desk', frameRate: null, features: null } as const;

/** Follows a session through start, blur and end, however it was begun or ended, so that it can be entered again. */
export function watchSession(xr: SaccadeXRStore): SessionWatch {
  const store = createStore<SessionState>(() => ({ ...DESK, sessionCount: 0, problem: null }));
  const unsubscribe = xr.subscribe((now, before) => {
    const { session } = now;
    if (!session) {
      if (before.session) store.setState(DESK);
      return;
    }
    store.setState({
      phase: now.visibilityState ?? 'visible',
      frameRate: session.frameRate ?? now.frameRate ?? null,
      features: session.enabledFeatures ?? null,
    });
    if (session !== before.session) {
      store.setState({ sessionCount: store.getState().sessionCount + 1, problem: null });
    }
  });
  return {
    store,
    async enter() {
      if (store.getState().phase !== 'desk') return isImmersive(store.getState().phase);
      store.setState({ phase: 'entering', problem: null });
      try {
        await xr.enterVR();
      } catch (error) {
        // A refused frame rate rejects too, although the session then runs at the rate it has.
        if (!xr.getState().session) store.setState({ ...DESK, problem: enterProblem(error) });
      }
      return isImmersive(store.getState().phase);
    },
    async leave() {
      await xr.getState().session?.end();
    },
    dispose: unsubscribe,
  };
}

export function isImmersive(phase: SessionPhase): boolean {
  return phase !== 'desk' && phase !== 'entering';
}

function enterProblem(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotSupportedError') return 'This browser or headset does not offer immersive VR.';
  if (name === 'SecurityError')
    return 'The browser only enters VR from a click, and only where the page may use WebXR.';
  if (name === 'InvalidStateError') return 'Another VR session is still open.';
  return `VR could not be entered: ${error instanceof Error ? error.message : String(error)}`;
}
