import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LoadProgress } from '../workers/splats/formats/raw-splats.ts';
import type { SceneInfo, SceneSource, SplatClient } from '../workers/splats/splat-client.ts';
import { type NoticeStore, notify } from './notices.ts';

export interface SceneState {
  /** The scene that is shown; null before the first. */
  readonly info: SceneInfo | null;
  /** Set while another one is being opened. */
  readonly opening: { readonly name: string; readonly progress: LoadProgress } | null;
}

export interface SceneLoader {
  readonly store: StoreApi<SceneState>;
  /**
   * Opens a scene. On failure the scene before stays and a sentence says why.
   * @param title name for people, where the file's own says nothing
   * @returns whether it is shown now
   */
  open(source: SceneSource, title?: string): Promise<boolean>;
  /** Opens the first of some files that a person dropped or picked. */
  openFiles(files: Iterable<File>): Promise<boolean>;
}

const START: LoadProgress = { stage: 'download', fraction: Number.NaN, bytes: 0 };

/** Opens scenes one at a time: while one is being opened another is refused, with a sentence. */
export function createSceneLoader(
  client: SplatClient,
  notices: NoticeStore,
  onOpened: (info: SceneInfo) => void,
): SceneLoader {
  const store = createStore<SceneState>(() => ({ info: null, opening: null }));

  async function open(source: SceneSource, title?: string): Promise<boolean> {
    const { opening } = store.getState();
    const name = title ?? (source.kind === 'file' ? source.name : nameOfUrl(source.url));
    if (opening) {
      notify(notices, 'warning', `${opening.name} is still being opened; ${name} has to wait.`);
      return false;
    }
    store.setState({ opening: { name, progress: START } });
    try {
      const opened = await client.load(source, (progress) => store.setState({ opening: { name, progress } }));
      const info = title === undefined ? opened : { ...opened, name: title };
      store.setState({ info, opening: null });
      onOpened(info);
      return true;
    } catch (error) {
      store.setState({ opening: null });
      notify(notices, 'error', sentenceOf(error, name));
      return false;
    }
  }

  return {
    store,
    open,
    async openFiles(files) {
      const [file] = files;
      if (!file) return false;
      try {
        return await open({ kind: 'file', name: file.name, bytes: await file.arrayBuffer() });
      } catch {
        notify(notices, 'error', `${file.name} could not be read; is it a folder?`);
        return false;
      }
    },
  };
}

export function nameOfUrl(url: string): string {
  const path = url.split(/[?#]/, 1)[0]!;
  return decodeURIComponent(path.slice(path.lastIndexOf('/') + 1)) || url;
}

/** Errors lose their class on the way out of a worker, but keep their sentence. */
function sentenceOf(error: unknown, name: string): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim() || `${name} could not be opened.`;
}
