/** So many failures in a row switch something off. */
export const MOST_FAILURES = 3;

/**
 * So much work without a failure ends a row, ms. What breaks on every start breaks within a few frames; what breaks now and then
 * is better restarted for ever than given up.
 */
export const HEALTHY_MS = 2000;

/** Pause after a successor that did not come up, ms: what it lacked may be back. */
export const RETRY_MS = 100;
