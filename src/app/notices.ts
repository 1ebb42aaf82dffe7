import { createStore, type StoreApi } from 'zustand/vanilla';
import { appendLog, type LogStore } from './log-store.ts';

export interface NoticeAction {
  readonly label: string;
  run(): void;
}

export interface Notice {
  readonly id: number;
  readonly kind: 'error' | 'warning' | 'info';
  /** One clear sentence. */
  readonly text: string;
  /** What a button beside it does; pressing it dismisses the sentence. */
  readonly action: NoticeAction | null;
}

/** Sentences that wait for the person to read and dismiss them, newest last. */
export interface Notices {
  readonly list: readonly Notice[];
  /** Id of the newest one ever shown, 0 = none. */
  readonly lastId: number;
}

export type NoticeStore = StoreApi<Notices>;

const MOST = 4;
const SAME_EVENT_MS = 100;

/** @param log Gets every sentence too, since those on the page are dismissed. */
export function createNoticeStore(log: LogStore | null = null): NoticeStore {
  const store = createStore<Notices>(() => ({ list: [], lastId: 0 }));
  if (log) {
    let written = 0;
    store.subscribe(({ list, lastId }, before) => {
      const newest = list.at(-1);
      if (!newest || lastId === before.lastId) return;
      // Who reports a failure may have written it into the log too.
      const line = log.getState().entries.at(-1);
      const told = line?.text === newest.text && Date.now() - line.atMs < SAME_EVENT_MS;
      if (told && line.id !== written) return;
      appendLog(log, newest.kind, newest.text);
      written = log.getState().entries.at(-1)!.id;
    });
  }
  return store;
}

/** Shows a sentence. One that is shown already is moved to the end instead of being repeated. */
export function notify(
  store: NoticeStore,
  kind: Notice['kind'],
  text: string,
  action: NoticeAction | null = null,
): void {
  const { list, lastId } = store.getState();
  const id = lastId + 1;
  store.setState({
    list: [...list.filter((notice) => notice.text !== text), { id, kind, text, action }].slice(-MOST),
    lastId: id,
  });
}

export function dismiss(store: NoticeStore, id: number): void {
  store.setState({ list: store.getState().list.filter((notice) => notice.id !== id) });
}
