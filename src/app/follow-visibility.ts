import type { GazeClient } from '../workers/gaze/gaze-client.ts';
import type { SplatClient } from '../workers/splats/splat-client.ts';
import { isImmersive, type SessionWatch } from '../xr/session/session-watch.ts';

/** Lets the workers sleep while nobody can see their pictures: a hidden tab, or a headset that was taken off. */
export function followVisibility(client: SplatClient, tracker: GazeClient, session: SessionWatch): void {
  const apply = () => {
    const { phase } = session.store.getState();
    const seen = isImmersive(phase) ? phase !== 'hidden' : !document.hidden;
    client.setRunning(seen);
    tracker.setRunning(seen);
  };
  // A page may be opened in a tab that nobody sees yet.
  apply();
  document.addEventListener('visibilitychange', apply);
  session.store.subscribe(apply);
}
