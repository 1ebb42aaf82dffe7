import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LogKind } from '../shared/log-sink.ts';

export interface LogEntry {
  readonly id: number;
  /** Wall time of the newest occurrence, milliseconds since the Unix epoch. */
  readonly atMs: number;
  readonly kind: LogKind;
  readonly text: string;
  /** How often the line came in a row. */
  readonly count: number;
}

/** What happened since the page was opened, oldest first. Lives in memory only. */
export interface Log {
  readonly entries: readonly LogEntry[];
  /** Lines that are more than news and that nobody has seen yet. */
  readonly unread: number;
  /** Whether the panel is open: what comes in then counts as read. */
  readonly open: boolean;
}

export type LogStore = StoreApi<Log>;

/** Most lines kept; the oldest go first. */
export const MOST_LOG_ENTRIES = 200;

export function createLogStore(): LogStore {
  return createStore<Log>(() => ({ entries: [], unread: 0, open: false }));
}

/** Adds a line. One that repeats the line before it is counted there, so that a repetition pushes nothing out. */
export function appendLog(store: LogStore, kind: LogKind, text: string, atMs: number = Date.now()): void {
  const { entries, unread, open } = store.getState();
  const last = entries.at(-1);
  const repeated = last !== undefined && last.text === text && last.kind === kind;
  const count = repeated ? last.count + 1 : 1;
  const entry: LogEntry = { id: repeated ? last.id : (last?.id ?? 0) + 1, atMs, kind, text, count };
  const kept = repeated ? entries.slice(0, -1) : entries;
  store.setState({
    entries: [...kept, entry].slice(-MOST_LOG_ENTRIES),
    unread: open || kind === 'info' || repeated ? unread : unread + 1,
  });
}

/** Opens or closes the panel; an opened one has been read. */
export function showLog(store: LogStore, open: boolean): void {
  store.setState(open ? { open, unread: 0 } : { open });
}

/** Hours, minutes and seconds of the person's own clock. */
export function clockTime(atMs: number): string {
  const date = new Date(atMs);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** The log as plain text, a line an entry. */
export function logText(entries: readonly LogEntry[]): string {
  return entries
    .map(
      ({ atMs, kind, text, count }) =>
        `${clockTime(atMs)}  ${kind.padEnd(9)}  ${text}${count > 1 ? ` (${count} times)` : ''}\n`,
    )
    .join('');
}
