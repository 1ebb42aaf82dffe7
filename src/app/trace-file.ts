import { createStore, type StoreApi } from 'zustand/vanilla';
import type { GazeTrace } from '../xr/gaze/gaze-trace.ts';

/** The gaze trace that the person opened, in memory only. */
export interface TraceFile {
  readonly opened: { readonly name: string; readonly trace: GazeTrace } | null;
  /** Traces opened so far. */
  readonly serial: number;
}

export type TraceFileStore = StoreApi<TraceFile>;

export function createTraceFileStore(): TraceFileStore {
  return createStore<TraceFile>(() => ({ opened: null, serial: 0 }));
}

export function setTraceFile(store: TraceFileStore, name: string, trace: GazeTrace): void {
  store.setState({ opened: { name, trace }, serial: store.getState().serial + 1 });
}
