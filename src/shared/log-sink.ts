/** How a line of the log is to be taken; `recovered` = something failed and works again. */
export type LogKind = 'info' | 'warning' | 'error' | 'recovered';

/** Takes one sentence for the log panel. Never call it in the frame path, and never with gaze data. */
export type LogSink = (kind: LogKind, text: string) => void;
