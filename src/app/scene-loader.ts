import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LogSink } from '../shared/log-sink.ts';
import type { LoadProgress } from '../workers/splats/formats/raw-splats.ts';
import type { OpenOptions, SceneInfo, SceneSource, SplatClient } from '../workers/splats/splat-client.ts';
import { formatCount } from './format.ts';
import { type NoticeStore, notify } from './notices.ts';

export interface SceneState {
  /** The scene that is shown; null before the first. */
  readonly info: SceneInfo | null;
  /** How it was opened. */
  readonly options: OpenOptions | null;
  /** Set while another one is being opened. */
  readonly opening: { readonly name: string; readonly progress: LoadProgress } | null;
  /** Name of what is opened after that. */
  readonly waiting: string | null;
}

export interface SceneLoader {
  readonly store: StoreApi<SceneState>;
  /**
   * Opens a scene, after the one that is being opened if there is one; of several that wait the last one is taken.
   * On failure the scene before stays and a sentence says why.
   * @param title name for people, where the file's own says nothing
   * @returns whether it is shown now
   */
  open(source: SceneSource, title?: string): Promise<boolean>;
  /** Opens the file of the shown scene again, with the options of the moment. */
  reopen(): Promise<boolean>;
  /** Takes in what has changed about the shown scene, e.g. how much of a streamed one is there. */
  update(info: SceneInfo): void;
}

export interface SceneLoaderOptions {
  readonly client: Pick<SplatClient, 'load'>;
  readonly notices: NoticeStore;
  readonly log: LogSink;
  /** Read when a scene is about to be opened. */
  readonly openOptions: () => OpenOptions;
  /** @param before the same scene as it was shown before, when it was opened again; null for another one */
  readonly onOpened: (info: SceneInfo, before: SceneInfo | null) => void;
}

interface Job {
  readonly source: SceneSource;
  readonly name: string;
  readonly title: string | undefined;
  readonly again: boolean;
  readonly done: (shown: boolean) => void;
}

const START: LoadProgress = { stage: 'download', fraction: Number.NaN, bytes: 0 };

/** Opens scenes one at a time. */
export function createSceneLoader(made: SceneLoaderOptions): SceneLoader {
  const { client, notices, log, openOptions, onOpened } = made;
  const store = createStore<SceneState>(() => ({ info: null, options: null, opening: null, waiting: null }));
  let shown: Pick<Job, 'source' | 'title'> | null = null;
  let waiting: Job | null = null;

  function add(job: Job): void {
    if (store.getState().opening === null) {
      void run(job);
      return;
    }
    if (waiting) {
      if (!waiting.again)
        notify(notices, 'warning', `${waiting.name} is left out: ${job.name} came after it.`);
      waiting.done(false);
    }
    waiting = job;
    store.setState({ waiting: job.name });
  }

  async function run({ source, name, title, again, done }: Job): Promise<void> {
    const options = openOptions();
    const from = performance.now();
    store.setState({ opening: { name, progress: START } });
    let success = false;
    let running = true;
    try {
      const opened = await client.load(source, options, (progress) => {
        // Progress comes by a way of its own, and may arrive after the end.
        if (running) store.setState({ opening: { name, progress } });
      });
      const info = title === undefined ? opened : { ...opened, name: title };
      const before = again ? store.getState().info : null;
      shown = { source, title };
      log('info', openedLine(info, again, performance.now() - from));
      for (const remark of info.remarks) log('warning', `${info.name}: ${remark}`);
      store.setState({ info, options });
      onOpened(info, before);
      success = true;
    } catch (error) {
      notify(notices, 'error', sentenceOf(error, name));
    }
    running = false;
    const next = waiting;
    waiting = null;
    store.setState({ opening: null, waiting: null });
    done(success);
    if (next) add(next);
  }

  return {
    store,
    open: (source, title) =>
      new Promise((done) => add({ source, title, name: title ?? nameOfSource(source), again: false, done })),
    reopen() {
      if (!shown) return Promise.resolve(false);
      const { source, title } = shown;
      const name = title ?? nameOfSource(source);
      return new Promise((done) => add({ source, title, name, again: true, done }));
    },
    update(info) {
      const name = shown?.title ?? info.name;
      store.setState({ info: { ...info, name } });
    },
  };
}

function openedLine(info: SceneInfo, again: boolean, ms: number): string {
  const { name, format, splatCount, splatsInFile } = info;
  const part = splatsInFile > splatCount ? ` of ${formatCount(splatsInFile)}` : '';
  const verb = again ? 'was opened again' : 'is open';
  return `${name} ${verb}: ${format}, ${formatCount(splatCount)}${part} splats, ${Math.round(ms)} ms.`;
}

export function nameOfSource(source: SceneSource): string {
  return source.kind === 'url' ? nameOfUrl(source.url) : source.name;
}

export function nameOfUrl(url: string): string {
  const path = url.split(/[?#]/, 1)[0]!;
  const last = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last) || url;
  } catch {
    // A stray percent sign.
    return last;
  }
}

/** Errors lose their class on the way out of a worker, but keep their sentence. */
function sentenceOf(error: unknown, name: string): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim() || `${name} could not be opened.`;
}
