/** What happened on pages that must not happen. */
export interface FaultLog {
  readonly crashes: string[];
  readonly hangs: string[];
  readonly lostScenes: string[];
  readonly offOrigin: string[];
}

export function emptyFaultLog(): FaultLog {
  return { crashes: [], hangs: [], lostScenes: [], offOrigin: [] };
}

/** Console errors that say what the suite itself has done, and nothing about the application. */
const HARMLESS = [
  /broken on purpose/,
  /THREE\.WebGLRenderer: Context (?:Lost|Restored)/i,
  /WebGL: CONTEXT_LOST_WEBGL/,
  /favicon/,
];

export function isHarmless(message: string): boolean {
  return HARMLESS.some((pattern) => pattern.test(message));
}
