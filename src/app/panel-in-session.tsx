import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { HeadsetPanel } from '../xr/panel/headset-panel.tsx';
import { eyeOnBoard } from './eye-camera/eye-on-board.ts';
import { toggleEyeCamera } from './eye-camera/toggle-eye-camera.ts';
import { GAZE_SOURCE_TEXT } from './gaze-badge.tsx';
import type { Services } from './services.ts';

interface PanelInSessionProps {
  readonly services: Services;
  /** See `HeadsetPanelProps`. */
  readonly onAim: (aimed: boolean) => void;
}

/** The board inside the headset, bound to the app. React contexts do not reach into the canvas, so services are passed. */
export default function PanelInSession({ services, onAim }: PanelInSessionProps) {
  const { settings, hub, stats, gaze, session, log, recording, renderer, eye, resetView } = services;
  const current = useStore(settings);
  const running = useStore(renderer.store, (state) => state.running);
  const lines = useStore(log, (state) => state.entries);
  const recorded = useStore(recording.store, (state) => state.recording);
  const closed = useStore(eye.store, (state) => state.closed);
  const calibration = useStore(eye.calibration.store);
  const camera = current.gaze === 'camera';
  useEffect(() => (camera ? eye.watch() : undefined), [camera, eye]);
  const board = useMemo(
    () => (camera ? eyeOnBoard(eye, settings, current, closed, calibration) : null),
    [camera, eye, settings, current, closed, calibration],
  );
  const [status, setStatus] = useState(hub.status);
  useEffect(() => {
    setStatus(hub.status);
    return hub.onStatus(setStatus);
  }, [hub]);
  return (
    <HeadsetPanel
      settings={current}
      onChange={(change) => settings.setState(change)}
      onReset={resetView}
      onExit={() => void session.leave()}
      stats={stats}
      running={running}
      gaze={gaze}
      lines={lines}
      eye={board}
      onEyeCamera={() => toggleEyeCamera(settings)}
      onAim={onAim}
      gazeText={`${recorded ? 'Gaze is being recorded. ' : ''}${GAZE_SOURCE_TEXT[hub.source?.kind ?? 'none']}: ${status.sentence}`}
    />
  );
}
