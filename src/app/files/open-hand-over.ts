import type { LogSink } from '../../shared/log-sink.ts';
import { type NoticeStore, notify } from '../notices.ts';
import type { SceneLoader } from '../scene-loader.ts';
import type { SettingsStore } from '../settings-store.ts';
import { setTraceFile, type TraceFileStore } from '../trace-file.ts';
import { chooseScene } from './choose-scene.ts';
import type { HandOver } from './hand-over.ts';
import { readTraceFile } from './read-trace-file.ts';

export interface OpenHandOverOptions {
  readonly loader: Pick<SceneLoader, 'open'>;
  readonly settings: SettingsStore;
  readonly traceFile: TraceFileStore;
  readonly notices: NoticeStore;
  readonly logLine: LogSink;
}

/**
 * Opens what a person handed over: a scene, or a gaze trace, which is then played. What cannot be opened is explained.
 * @param pending settled when everything has been listed
 * @returns whether it is shown or played now
 */
export async function openHandOver(
  pending: HandOver | Promise<HandOver>,
  options: OpenHandOverOptions,
): Promise<boolean> {
  const { loader, settings, traceFile, notices, logLine } = options;
  try {
    const handOver = await pending;
    const [first] = handOver.files;
    if (first && handOver.folder === null && handOver.files.length === 1) {
      const trace = await readTraceFile(first.path, first.blob);
      if (trace) {
        setTraceFile(traceFile, first.path, trace);
        // Under the eye camera a trace is what the simulated eye does.
        const camera = settings.getState().gaze === 'camera';
        settings.setState(camera ? { truth: 'replay', trace: 'file' } : { gaze: 'replay', trace: 'file' });
        logLine('info', `The gaze trace ${first.path} is replayed.`);
        return true;
      }
    }
    const { source, leftOut } = chooseScene(handOver);
    if (leftOut.length > 0 && source.kind === 'file') {
      const others = leftOut.length === 1 ? leftOut[0] : `${leftOut.length} other scenes`;
      notify(notices, 'info', `${source.name} is opened and ${others} left out: one is shown at a time.`);
    }
    return await loader.open(source);
  } catch (error) {
    notify(notices, 'error', error instanceof Error ? error.message : String(error));
    return false;
  }
}
