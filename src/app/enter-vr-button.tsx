import { useEffect } from 'react';
import { useStore } from 'zustand';
import { isImmersive } from '../xr/session/session-watch.ts';
import { notify } from './notices.ts';
import { useServices } from './services.ts';

/** Enters and leaves the headset. */
export function EnterVRButton() {
  const { session, notices, platform } = useServices();
  const { phase, problem } = useStore(session.store);
  useEffect(() => {
    if (problem) notify(notices, 'error', problem);
  }, [problem, notices]);
  const inside = isImmersive(phase);
  const name = platform.kind === 'emulated' ? ' (emulated)' : '';
  return (
    <button
      type="button"
      id="enter-vr"
      className="primary"
      disabled={phase === 'entering'}
      onClick={() => void (inside ? session.leave() : session.enter())}
    >
      {inside ? 'Exit VR' : phase === 'entering' ? 'Entering VR…' : `Enter VR${name}`}
    </button>
  );
}
