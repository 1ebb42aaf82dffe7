/** One file to open, with the files beside it that it may name. */
export interface Subject {
  /** As a person would see it, with its extension. */
  readonly fileName: string;
  readonly format: string;
  readonly bytes: Uint8Array;
  /** By path relative to the file; empty for formats of one file. */
  readonly besides: ReadonlyMap<string, Uint8Array>;
}

/** Bytes of a subject, all its files together. */
export function subjectBytes({ bytes, besides }: Subject): number {
  return [...besides.values()].reduce((sum, beside) => sum + beside.length, bytes.length);
}

/** Name of the folder that holds a subject of several files. */
export const FOLDER = 'capture';

/** Names of which a sentence about the subject may use any. */
export function subjectNames({ fileName, besides }: Subject): string[] {
  if (besides.size === 0) return [fileName];
  return [fileName, FOLDER, ...[...besides.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1))];
}
