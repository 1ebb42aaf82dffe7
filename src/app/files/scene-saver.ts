import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LogSink } from '../../shared/log-sink.ts';
import type { LoadProgress } from '../../workers/splats/formats/raw-splats.ts';
import type { ExportFormat, SplatClient } from '../../workers/splats/splat-client.ts';
import { formatBytes } from '../format.ts';
import { type NoticeStore, notify } from '../notices.ts';
import type { SceneLoader } from '../scene-loader.ts';
import { fileStem } from './file-names.ts';

export interface SaveState {
  /** Set while a file is being written. */
  readonly saving: { readonly name: string; readonly progress: LoadProgress } | null;
}

export interface SceneSaver {
  readonly store: StoreApi<SaveState>;
  /** Writes the open scene as a file and hands it over; where that fails a sentence says why. @returns whether it went */
  save(format: ExportFormat): Promise<boolean>;
}

export interface SceneSaverOptions {
  readonly client: Pick<SplatClient, 'save'>;
  readonly loader: Pick<SceneLoader, 'store'>;
  readonly notices: NoticeStore;
  readonly log: LogSink;
  readonly download: (name: string, blob: Blob) => void;
}

const START: LoadProgress = { stage: 'write', fraction: Number.NaN, bytes: 0 };

/** Saves one file at a time. */
export function createSceneSaver(made: SceneSaverOptions): SceneSaver {
  const { client, loader, notices, log, download } = made;
  const store = createStore<SaveState>(() => ({ saving: null }));
  return {
    store,
    async save(format) {
      const { saving } = store.getState();
      if (saving) {
        notify(notices, 'warning', `${saving.name} is still being written.`);
        return false;
      }
      const { info } = loader.store.getState();
      if (!info) {
        notify(notices, 'warning', 'There is no scene to save yet.');
        return false;
      }
      const name = `${fileStem(info.name)}.${format}`;
      store.setState({ saving: { name, progress: START } });
      let running = true;
      try {
        const blob = await client.save(format, (progress) => {
          // Progress comes by a way of its own, and may arrive after the end.
          if (running) store.setState({ saving: { name, progress } });
        });
        download(name, blob);
        log('info', `${name} was saved: ${formatBytes(blob.size)}.`);
        return true;
      } catch (error) {
        const message = error instanceof Error ? error.message.trim() : String(error);
        notify(notices, 'error', message || `${name} could not be written.`);
        return false;
      } finally {
        running = false;
        store.setState({ saving: null });
      }
    },
  };
}
