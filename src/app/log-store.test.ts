import { describe, expect, it } from 'vitest';
import { appendLog, clockTime, createLogStore, logText, MOST_LOG_ENTRIES, showLog } from './log-store.ts';

const NOON = new Date(2026, 0, 2, 12, 3, 4).getTime();

describe('appendLog', () => {
  it('keeps the newest lines in order and drops the oldest', () => {
    const log = createLogStore();
    for (let i = 0; i < MOST_LOG_ENTRIES + 5; i++) appendLog(log, 'info', `line ${i}`, NOON + i);
    const { entries } = log.getState();
    expect(entries).toHaveLength(MOST_LOG_ENTRIES);
    expect(entries[0]!.text).toBe('line 5');
    expect(entries.at(-1)!.text).toBe(`line ${MOST_LOG_ENTRIES + 4}`);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(MOST_LOG_ENTRIES);
  });

  it('counts a line that repeats the one before it', () => {
    const log = createLogStore();
    appendLog(log, 'error', 'a.ply is empty.', NOON);
    appendLog(log, 'error', 'a.ply is empty.', NOON + 1000);
    appendLog(log, 'info', 'b.ply is open.', NOON + 2000);
    appendLog(log, 'error', 'a.ply is empty.', NOON + 3000);
    expect(log.getState().entries.map(({ text, count, atMs }) => [text, count, atMs - NOON])).toEqual([
      ['a.ply is empty.', 2, 1000],
      ['b.ply is open.', 1, 2000],
      ['a.ply is empty.', 1, 3000],
    ]);
  });

  it('marks what nobody has seen, but not plain news', () => {
    const log = createLogStore();
    appendLog(log, 'info', 'a');
    appendLog(log, 'warning', 'b');
    appendLog(log, 'recovered', 'c');
    expect(log.getState().unread).toBe(2);
    showLog(log, true);
    appendLog(log, 'error', 'd');
    expect(log.getState().unread).toBe(0);
    showLog(log, false);
    appendLog(log, 'error', 'e');
    expect(log.getState().unread).toBe(1);
  });
});

describe('logText', () => {
  it('is a line an entry with the time of the person’s clock', () => {
    const log = createLogStore();
    appendLog(log, 'recovered', 'The splat workers were restarted.', NOON);
    appendLog(log, 'recovered', 'The splat workers were restarted.', NOON);
    expect(clockTime(NOON)).toBe('12:03:04');
    expect(logText(log.getState().entries)).toBe(
      '12:03:04  recovered  The splat workers were restarted. (2 times)\n',
    );
  });
});
