import { fileError } from '../formats/limits.ts';
import { byteText } from './byte-text.ts';
import { MAX_FILE_BYTES } from './scene-file.ts';

/** Refuses a size, known or claimed, before memory is taken for it. @throws SplatFileError */
export function checkFileSize(name: string, bytes: number): void {
  if (bytes > MAX_FILE_BYTES) {
    throw fileError(
      name,
      `is of ${byteText(bytes)}, more than the ${byteText(MAX_FILE_BYTES)} that can be opened`,
    );
  }
}
