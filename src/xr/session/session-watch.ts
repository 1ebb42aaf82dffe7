import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LogSink } from '../../shared/log-sink.ts';
import { forgetPointers } from './forget-pointers.ts';
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

export interface SessionWatchOptions {
  readonly log?: LogSink;
  /** Asked before each attempt to enter: one sentence on why it cannot succeed, or null. */
  readonly obstacle?: () => string | null;
}

const DESK = { phase: 'desk', frameRate: null, features: null } as const;

/** Follows a session through start, blur and end, however it was begun or ended, so that it can be entered again. */
export function watchSession(
  xr: SaccadeXRStore,
  { log = () => {}, obstacle = () => null }: SessionWatchOptions = {},
): SessionWatch {
  const store = createStore<SessionState>(() => ({ ...DESK, sessionCount: 0, problem: null }));
  let leaving = false;
  const remember = forgetPointers(xr);
  const unsubscribe = xr.subscribe((now, before) => {
    const { session } = now;
    if (!session) {
      if (!before.session) return;
      store.setState(DESK);
      log('info', leaving ? 'VR was left.' : 'The headset or the browser ended the VR session.');
      leaving = false;
      return;
    }
    const phase = now.visibilityState ?? 'visible';
    const phaseBefore = store.getState().phase;
    store.setState({
      phase,
      frameRate: session.frameRate ?? now.frameRate ?? null,
      features: session.enabledFeatures ?? null,
    });
    if (session !== before.session) {
      store.setState({ sessionCount: store.getState().sessionCount + 1, problem: null });
      log('info', 'VR was entered.');
    } else if (phase !== phaseBefore) log('info', VISIBILITY_TEXT[phase]);
  });
  const failed = (problem: string) => {
    store.setState({ ...DESK, problem });
    log('warning', problem);
  };
  return {
    store,
    async enter() {
      if (store.getState().phase !== 'desk') return isImmersive(store.getState().phase);
      store.setState({ phase: 'entering', problem: null });
      const reason = obstacle();
      if (reason !== null) {
        failed(reason);
        return false;
      }
      try {
        await xr.enterVR();
        if (!xr.getState().session) failed('The VR session ended before it had begun; please try again.');
      } catch (error) {
        // A refused frame rate rejects too, although the session then runs at the rate it has.
        if (!xr.getState().session) failed(enterProblem(error));
      }
      return isImmersive(store.getState().phase);
    },
    async leave() {
      const { session } = xr.getState();
      if (!session) return;
      leaving = true;
      // Ending it twice rejects; it is over then, which is what was wanted.
      await session.end().catch(() => {});
    },
    dispose() {
      remember();
      unsubscribe();
    },
  };
}

const VISIBILITY_TEXT: Readonly<Record<XRVisibilityState, string>> = {
  visible: 'The VR picture is in view again.',
  'visible-blurred': 'The headset shows something before the VR picture; input is ignored meanwhile.',
  hidden: 'The headset hides the VR picture; the splat workers sleep meanwhile.',
};

export function isImmersive(phase: SessionPhase): boolean {
  return phase !== 'desk' && phase !== 'entering';
}

function enterProblem(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotSupportedError') return 'This browser or headset does not offer immersive VR.';
  if (name === 'SecurityError')
    return 'The browser only enters VR from a click, and only where the page may use WebXR.';
  if (name === 'NotAllowedError') return 'VR was refused: permission was not given.';
  if (name === 'InvalidStateError')
    return 'Another VR session is still open, or this one ended while it began.';
  return `VR could not be entered: ${error instanceof Error ? error.message : String(error)}`;
}
