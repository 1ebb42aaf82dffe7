import { fileError } from '../formats/limits.ts';
import { SplatFileError } from '../formats/raw-splats.ts';

/** What went wrong, without the full stop, to be put into a sentence. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim().replace(/\.$/, '');
}

/**
 * An error that came out of a worker, where it lost its class, as a sentence about a file.
 * @param failed what became of the file, e.g. `could not be opened`
 */
export function fileErrorFrom(error: unknown, name: string, failed: string): SplatFileError {
  const { message } = error as Partial<Error>;
  if ((error as Partial<Error>).name === 'SplatFileError' && message) return new SplatFileError(message);
  return fileError(name, `${failed}: ${reasonOf(error) || 'the reason is unknown'}`);
}
