import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { GazeSourceKind } from '../shared/gaze.ts';
import { useServices } from './services.ts';

export const GAZE_SOURCE_TEXT: Readonly<Record<GazeSourceKind, string>> = {
  none: 'No gaze',
  webxr: 'Eye gaze',
  pointer: 'Mouse as gaze',
  head: 'Head as gaze',
  replay: 'Replayed gaze',
  camera: 'Eye camera, simulated',
  custom: 'Gaze of the page',
};

/** Says at all times which gaze source is live and how it is doing. */
export function GazeBadge() {
  const { hub, settings, platform } = useServices();
  const choice = useStore(settings, (state) => state.gaze);
  const [status, setStatus] = useState(hub.status);
  useEffect(() => {
    setStatus(hub.status);
    return hub.onStatus(setStatus);
  }, [hub]);
  const kind = hub.source?.kind ?? 'none';
  const emulated = kind === 'webxr' && platform.kind === 'emulated' ? ' (emulated)' : '';
  return (
    <div className={`gaze-badge ${status.usable ? 'live' : 'idle'}`} role="status" data-source={kind}>
      <span className="dot" aria-hidden="true" />
      <strong>
        {GAZE_SOURCE_TEXT[kind]}
        {emulated}
      </strong>
      <span className="sentence">
        {status.sentence}
        {choice === 'auto' && ' (chosen automatically)'}
      </span>
    </div>
  );
}
