import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { useServices } from './services.ts';

const REFRESH_MS = 250;

/** `1:05` */
function minutes(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Starts a recording of the gaze, and marks one that runs. */
export function RecordingButton() {
  const { recording } = useServices();
  const running = useStore(recording.store, (state) => state.recording);
  const [elapsedMs, setElapsedMs] = useState(0);
  useEffect(() => {
    if (!running) return;
    setElapsedMs(0);
    const timer = setInterval(() => setElapsedMs(recording.elapsedMs()), REFRESH_MS);
    return () => clearInterval(timer);
  }, [running, recording]);
  return (
    <button
      type="button"
      id="record-gaze"
      className={running ? 'record running' : 'record'}
      aria-pressed={running}
      title={
        running
          ? 'Stop and get the file (G). Until then the gaze is in this page’s memory only; leaving the page drops it.'
          : 'Record your gaze into a file of yours (G)'
      }
      onClick={() => recording.toggle()}
    >
      <span className="dot" aria-hidden="true" />
      {running ? (
        <>
          Recording gaze <time>{minutes(elapsedMs)}</time> <strong>Stop and save</strong>
        </>
      ) : (
        'Record gaze'
      )}
    </button>
  );
}
