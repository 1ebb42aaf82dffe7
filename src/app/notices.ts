import { createStore, type StoreApi } from 'zustand/vanilla';

export interface Notice {
  readonly id: number;
  readonly kind: 'error' | 'warning' | 'info';
  /** One clear sentence. */
  readonly text: string;
}

/** Sentences that wait for the person to read and dismiss them, newest last. */
export interface Notices {
  readonly list: readonly Notice[];
}

export type NoticeStore = StoreApi<Notices>;

const MOST = 4;

export function createNoticeStore(): NoticeStore {
  return createStore<Notices>(() => ({ list: [] }));
}

/** Shows a sentence. One that is shown already is moved to the end instead of being repeated. */
export function notify(store: NoticeStore, kind: Notice['kind'], text: string): void {
  const { list } = store.getState();
  const id = Math.max(0, ...list.map((notice) => notice.id)) + 1;
  store.setState({
    list: [...list.filter((notice) => notice.text !== text), { id, kind, text }].slice(-MOST),
  });
}

export function dismiss(store: NoticeStore, id: number): void {
  store.setState({ list: store.getState().list.filter((notice) => notice.id !== id) });
}
