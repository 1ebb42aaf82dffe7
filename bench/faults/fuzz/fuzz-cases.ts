import {
  FUZZ_FILES,
  type FuzzFile,
  fuzzCase,
} from '../../../src/workers/splats/formats/testing/fuzz-files.ts';
import { readFailure } from './failure-folder.ts';
import { STREAMED_FILE } from './streamed-file.ts';
import type { Subject } from './subject.ts';

export interface DamagedSubject {
  readonly subject: Subject;
  /** What was done to it, in words. */
  readonly what: string;
}

/** One kind of file, whole and damaged. */
export interface FuzzCase {
  readonly name: string;
  readonly format: string;
  whole(): Subject;
  /** The same seed gives the same damage. */
  damaged(seed: number): DamagedSubject;
}

const ALL: readonly FuzzCase[] = [...FUZZ_FILES, STREAMED_FILE].map(caseOf);

/**
 * Every kind of file that is read.
 * @param replay folder of a failure: its file is the only case then
 * @throws Error when that folder holds no failure
 */
export async function casesFor(replay: string | null): Promise<readonly FuzzCase[]> {
  if (replay === null) return ALL;
  const { record, subject } = await readFailure(replay);
  const kind = ALL.find(({ name }) => name === record.caseName);
  return [
    {
      name: record.caseName,
      format: record.format,
      whole: () => kind?.whole() ?? subject,
      damaged: () => ({ subject, what: record.what }),
    },
  ];
}

function caseOf(file: FuzzFile): FuzzCase {
  const { name, format } = file;
  return {
    name,
    format,
    whole: () => ({
      fileName: name,
      format,
      bytes: file.make(0),
      besides: file.besides?.(0) ?? new Map<string, Uint8Array>(),
    }),
    damaged(seed) {
      const { bytes, besides, what } = fuzzCase(file, seed);
      // A folder's own file must not stand in for the damaged one.
      besides.delete(name);
      return { subject: { fileName: name, format, bytes, besides }, what };
    },
  };
}
