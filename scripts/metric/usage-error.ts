/** Something that was asked for wrongly, or cannot be read, in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
