import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LogSink } from '../shared/log-sink.ts';
import { type GazeRecorder, LONGEST_RECORDING_MS } from '../xr/gaze/gaze-recorder.ts';
import { fileTime } from './files/file-names.ts';
import { type NoticeStore, notify } from './notices.ts';

export interface GazeRecording {
  readonly store: StoreApi<{ readonly recording: boolean }>;
  /** Time recorded so far, ms. */
  elapsedMs(): number;
  /** Starts a recording, or stops it and hands the file over. */
  toggle(): void;
}

export interface GazeRecordingOptions {
  readonly recorder: GazeRecorder;
  readonly notices: NoticeStore;
  readonly log: LogSink;
  readonly download: (name: string, blob: Blob) => void;
  /** Name of the scene that is looked at. */
  readonly sceneName: () => string;
}

const CHECK_MS = 500;

/**
 * A recording of the gaze as an explicit act: the person starts it, sees that it runs, stops it and gets a file. The
 * samples are nowhere else, and are gone with the page.
 */
export function createGazeRecording(made: GazeRecordingOptions): GazeRecording {
  const { recorder, notices, log, download, sceneName } = made;
  const store = createStore(() => ({ recording: false }));
  let timer: ReturnType<typeof setInterval> | undefined;

  function start(): void {
    recorder.start();
    store.setState({ recording: true });
    log('info', 'A recording of the gaze has begun. It is kept in memory only, until it is stopped.');
    timer = setInterval(() => {
      if (!recorder.full) return;
      notify(
        notices,
        'warning',
        `The recording has ended: ${LONGEST_RECORDING_MS / 60_000} minutes are the most.`,
      );
      stop();
    }, CHECK_MS);
  }

  function stop(): void {
    clearInterval(timer);
    const seconds = Math.round(recorder.durationMs / 1000);
    const trace = recorder.stop(`recorded in ${sceneName()}`);
    store.setState({ recording: false });
    if (!trace) {
      notify(notices, 'warning', 'No gaze was seen during the recording, so there is no file.');
      return;
    }
    const name = `gaze ${fileTime(new Date())}.json`;
    download(name, new Blob([JSON.stringify(trace)], { type: 'application/json' }));
    log('info', `The recording of the gaze was handed over as ${name}: ${seconds} s.`);
  }

  return {
    store,
    elapsedMs: () => recorder.durationMs,
    toggle: () => (recorder.recording ? stop() : start()),
  };
}
