import pursuitUrl from '../../assets/gaze/pursuit.json?url';
import readingUrl from '../../assets/gaze/reading.json?url';
import roomScanUrl from '../../assets/gaze/room-scan.json?url';
import type { GazeSource } from '../xr/gaze/gaze-source.ts';
import { HeadGazeSource } from '../xr/gaze/head-gaze-source.ts';
import { loadGazeTrace } from '../xr/gaze/load-gaze-trace.ts';
import { PointerGazeSource } from '../xr/gaze/pointer-gaze-source.ts';
import { ReplayGazeSource } from '../xr/gaze/replay-gaze-source.ts';
import { WebXRGazeSource } from '../xr/gaze/webxr-gaze-source.ts';
import type { GazeSourceMaker } from './gaze-selection.ts';
import type { GazeTraceName } from './settings.ts';
import type { TraceFileStore } from './trace-file.ts';

const TRACE_URLS: Readonly<Record<GazeTraceName, string>> = {
  'room-scan': roomScanUrl,
  reading: readingUrl,
  pursuit: pursuitUrl,
};

/**
 * @param canvas The element that shows the scene; the mouse over it stands for the gaze.
 * @param traceFile Holds the trace that the person opened, if any.
 * @param eyeCamera starts the eye camera; null where it cannot be its own truth
 */
export function gazeSourceMaker(
  canvas: HTMLElement,
  traceFile: TraceFileStore,
  eyeCamera: (() => Promise<GazeSource>) | null,
): GazeSourceMaker {
  return async (kind, trace) => {
    if (kind === 'webxr') return new WebXRGazeSource();
    if (kind === 'pointer') return new PointerGazeSource(canvas);
    if (kind === 'head') return new HeadGazeSource();
    if (kind === 'camera' && eyeCamera) return eyeCamera();
    if (kind === 'replay' && trace === 'file') return replayOfFile(traceFile);
    if (kind === 'replay' && trace !== 'file') {
      return new ReplayGazeSource(await loadGazeTrace(TRACE_URLS[trace]));
    }
    return null;
  };
}

function replayOfFile(traceFile: TraceFileStore): ReplayGazeSource {
  const { opened } = traceFile.getState();
  if (!opened) throw new Error('No gaze trace of yours is open: drop one on the page, or choose another.');
  return new ReplayGazeSource(opened.trace);
}
