/** Something that was asked for wrongly, or cannot be written, in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
