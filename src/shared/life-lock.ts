/**
 * A lock that a worker holds for life. The browser takes it back the moment the worker is gone, however that came about, and
 * hands it to the page, which has queued for it. Web Locks exist on secure origins only; elsewhere the pulse alone must do.
 */

/** The types say that it is always there. */
const locks = (): LockManager | undefined => globalThis.navigator?.locks;

/** Worker's side. Resolves once the lock is held. @returns false where there are no locks */
export function holdLifeLock(name: string): Promise<boolean> {
  const manager = locks();
  if (!manager) return Promise.resolve(false);
  return new Promise((resolve) => {
    manager
      .request(name, () => {
        resolve(true);
        return new Promise<never>(() => {});
      })
      .catch(() => resolve(false));
  });
}

/** Page's side, after the worker holds the lock. @param signal ends the watch */
export function watchLifeLock(name: string, signal: AbortSignal, onGone: () => void): void {
  locks()
    ?.request(name, { signal }, () => onGone())
    // An ended watch, or a page that may not use locks.
    .catch(() => {});
}
