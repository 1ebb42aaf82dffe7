import type { LoadProgress } from '../formats/raw-splats.ts';

/** Told how far a read is; called at least every 100 ms while bytes arrive. */
export type ReadProgress = (progress: LoadProgress) => void;

/** A part of a file together with the size of the whole. */
export interface FilePart {
  readonly bytes: Uint8Array;
  /** Bytes of the whole file, as the source says. */
  readonly total: number;
}

/**
 * One named file with others beside it, wherever they lie. All methods reject with a SplatFileError of one sentence, and
 * may be called again: nothing is used up.
 */
export interface SceneFile {
  /** File name for sentences and for telling its type. */
  readonly name: string;
  /** The whole file. */
  read(onProgress: ReadProgress): Promise<Uint8Array>;
  /** Bytes `start` to `end` (exclusive, clipped to the file), or null where parts cannot be had. */
  readPart(start: number, end: number): Promise<FilePart | null>;
  /** A file by its path relative to this one's folder; paths that lead out of it are refused. */
  beside(path: string): SceneFile;
}

/** Largest file that is read, bytes. */
export const MAX_FILE_BYTES = 2 ** 31;
