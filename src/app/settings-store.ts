import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Settings } from './settings.ts';
import { canonicalUrl } from './url-parameters.ts';

export type SettingsStore = StoreApi<Settings>;

/** Settings as a store; `getState()` is what the frame path reads. */
export function createSettingsStore(initial: Settings): SettingsStore {
  return createStore<Settings>(() => initial);
}

/** Browsers refuse more than about a hundred history changes in ten seconds, which dragging a slider would reach. */
const WRITE_DELAY_MS = 200;

/** Keeps the address bar canonical, now and after each change. @returns a function that ends it. */
export function mirrorInUrl(store: SettingsStore): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    const url = canonicalUrl(store.getState(), location.href);
    if (url !== location.href) history.replaceState(history.state, '', url);
  };
  write();
  const unsubscribe = store.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(write, WRITE_DELAY_MS);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}
