import { describe, expect, it } from 'vitest';
import { appendLog, createLogStore } from './log-store.ts';
import { createNoticeStore, dismiss, notify } from './notices.ts';

describe('notify', () => {
  it('moves a sentence that is shown already to the end, and keeps the newest four', () => {
    const notices = createNoticeStore();
    for (const text of ['a', 'b', 'a', 'c', 'd', 'e']) notify(notices, 'error', text);
    const { list } = notices.getState();
    expect(list.map(({ text }) => text)).toEqual(['a', 'c', 'd', 'e']);
    for (const { id } of list) dismiss(notices, id);
    notify(notices, 'info', 'f');
    expect(notices.getState().list[0]!.id).toBeGreaterThan(list.at(-1)!.id);
  });

  it('writes every sentence into the log once, also after all were dismissed', () => {
    const log = createLogStore();
    const notices = createNoticeStore(log);
    notify(notices, 'error', 'a.ply is empty.');
    dismiss(notices, notices.getState().list[0]!.id);
    notify(notices, 'warning', 'b is left out.');
    appendLog(log, 'warning', 'VR was refused.');
    // Whoever reports the failure has logged it already.
    notify(notices, 'error', 'VR was refused.');
    expect(log.getState().entries.map(({ kind, text, count }) => [kind, text, count])).toEqual([
      ['error', 'a.ply is empty.', 1],
      ['warning', 'b is left out.', 1],
      ['warning', 'VR was refused.', 1],
    ]);
  });

  it('counts the same sentence of two failures in a row twice', () => {
    const log = createLogStore();
    const notices = createNoticeStore(log);
    notify(notices, 'error', 'a.ply is empty.');
    notify(notices, 'error', 'a.ply is empty.');
    expect(log.getState().entries.map(({ text, count }) => [text, count])).toEqual([['a.ply is empty.', 2]]);
  });
});
