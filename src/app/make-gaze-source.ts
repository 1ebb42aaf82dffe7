import pursuitUrl from '../../assets/gaze/pursuit.json?url';
import readingUrl from '../../assets/gaze/reading.json?url';
import roomScanUrl from '../../assets/gaze/room-scan.json?url';
import { HeadGazeSource } from '../xr/gaze/head-gaze-source.ts';
import { loadGazeTrace } from '../xr/gaze/load-gaze-trace.ts';
import { PointerGazeSource } from '../xr/gaze/pointer-gaze-source.ts';
import { ReplayGazeSource } from '../xr/gaze/replay-gaze-source.ts';
import { WebXRGazeSource } from '../xr/gaze/webxr-gaze-source.ts';
import type { GazeSourceMaker } from './gaze-selection.ts';
import type { GazeTraceName } from './settings.ts';

const TRACE_URLS: Readonly<Record<GazeTraceName, string>> = {
  'room-scan': roomScanUrl,
  reading: readingUrl,
  pursuit: pursuitUrl,
};

/** @param canvas The element that shows the scene; the mouse over it stands for the gaze. */
export function gazeSourceMaker(canvas: HTMLElement): GazeSourceMaker {
  return async (kind, trace) => {
    if (kind === 'webxr') return new WebXRGazeSource();
    if (kind === 'pointer') return new PointerGazeSource(canvas);
    if (kind === 'head') return new HeadGazeSource();
    if (kind === 'replay') return new ReplayGazeSource(await loadGazeTrace(TRACE_URLS[trace]));
    return null;
  };
}
