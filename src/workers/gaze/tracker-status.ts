/** How the tracker's worker is doing. */
export interface TrackerStatus {
  /**
   * `unloaded` = nothing was asked of it; `running` = eyes are looked at; `restarting` = the worker died and a successor is on its way;
   * `off` = it could not be started, or died too often.
   */
  readonly kind: 'unloaded' | 'loading' | 'running' | 'restarting' | 'off';
  /** One sentence for the person or the log. */
  readonly sentence: string;
  /** After a restart: from the worker's last sign of life to its successor being ready, ms; else NaN. */
  readonly recoveryMs: number;
}

/** How far the tracker's files have come. */
export interface TrackerProgress {
  readonly stage: 'download' | 'start' | 'ready';
  /** Bytes received, of all files together. */
  readonly bytes: number;
  /** 0..1; NaN where the server does not say how much there is. */
  readonly fraction: number;
}
