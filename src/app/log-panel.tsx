import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { LogKind } from '../shared/log-sink.ts';
import { clockTime, logText, showLog } from './log-store.ts';
import { notify } from './notices.ts';
import { useServices } from './services.ts';

/** For those who cannot see the marks. Plain news needs no word. */
const KIND_TEXT: Readonly<Record<LogKind, string>> = {
  info: '',
  warning: 'Warning: ',
  error: 'Error: ',
  recovered: 'Recovered: ',
};
/** How long "Copied" is shown, ms. */
const COPIED_MS = 2000;

/** Opens the log, and shows how much of it nobody has seen. */
export function LogButton() {
  const { log } = useServices();
  const unread = useStore(log, (state) => state.unread);
  const open = useStore(log, (state) => state.open);
  return (
    <button
      type="button"
      id="show-log"
      title="What happened (L)"
      aria-label={unread > 0 ? `Log, ${unread} unread` : 'Log'}
      aria-expanded={open}
      aria-controls="log"
      onClick={() => showLog(log, !open)}
    >
      Log
      {unread > 0 && <span className="unread">{unread}</span>}
    </button>
  );
}

/** Everything notable since the page was opened, newest at the bottom. */
export function LogPanel() {
  const { log } = useServices();
  const open = useStore(log, (state) => state.open);
  return open ? <OpenLog /> : null;
}

function OpenLog() {
  const { log, notices } = useServices();
  const entries = useStore(log, (state) => state.entries);
  const list = useRef<HTMLOListElement>(null);
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    // Whoever has scrolled up to read is left there.
    const element = list.current;
    if (!element || entries.length === 0) return;
    const below = element.scrollHeight - element.scrollTop - element.clientHeight;
    if (below < 120) element.scrollTop = element.scrollHeight;
  }, [entries]);
  useEffect(() => {
    list.current?.scrollTo(0, list.current.scrollHeight);
    list.current?.focus();
  }, []);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(logText(log.getState().entries));
      setCopied(true);
    } catch {
      notify(notices, 'warning', 'The browser did not let the log be copied; select its lines instead.');
    }
  };
  return (
    <section
      id="log"
      className="log"
      aria-label="Log"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        showLog(log, false);
        document.getElementById('show-log')?.focus();
      }}
    >
      <div className="log-head">
        <h2>Log</h2>
        <button type="button" disabled={entries.length === 0} onClick={() => void copy()}>
          {copied ? 'Copied' : 'Copy as text'}
        </button>
        <button type="button" aria-label="Close the log" onClick={() => showLog(log, false)}>
          ×
        </button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <ol ref={list} role="log" tabIndex={0} aria-label="What happened">
        {entries.length === 0 && <li className="dim">Nothing has happened yet.</li>}
        {entries.map(({ id, atMs, kind, text, count }) => (
          <li key={id} className={kind}>
            <time dateTime={new Date(atMs).toISOString()}>{clockTime(atMs)}</time>
            <span>
              <span className="visually-hidden">{KIND_TEXT[kind]}</span>
              {text}
              {count > 1 && <em> × {count}</em>}
            </span>
          </li>
        ))}
      </ol>
      <p>Kept in this page only, and never with gaze in it.</p>
    </section>
  );
}
