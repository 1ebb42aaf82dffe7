/** What became of one damaged file. */
export type OutcomeKind = 'decoded' | 'refused' | 'hang' | 'crash' | 'lost scene' | 'unbounded memory';

/** Kinds that must never occur. */
export const FAILURES = [
  'hang',
  'crash',
  'lost scene',
  'unbounded memory',
] as const satisfies readonly OutcomeKind[];
export type FailureKind = (typeof FAILURES)[number];

export interface Outcome {
  readonly kind: OutcomeKind;
  /** The sentence of a refusal, the reason of a failure; empty for a file that could be shown. */
  readonly text: string;
}

export function isFailure(kind: OutcomeKind): kind is FailureKind {
  return (FAILURES as readonly OutcomeKind[]).includes(kind);
}

const LONGEST_SENTENCE = 400;

/**
 * What is wrong with an error's message as the one sentence that a person reads; null when nothing is. Text in quotes
 * comes from the file and may be anything but a line break.
 * @param names of the file and of those beside it, one of which must be named
 */
export function sentenceFault(message: string, names: readonly string[]): string | null {
  if (/[\p{Cc}\u2028\u2029]/u.test(message)) return 'holds a control character';
  if (message.length > LONGEST_SENTENCE) return `is ${message.length} characters long`;
  // In a folder it may be a file that another one names and that is not there.
  const named = names.length > 1 ? /^“[^”]+” /u.test(message) : false;
  if (!named && !names.some((name) => message.includes(name))) return 'does not name the file';
  const own = names.reduce((text, name) => text.replaceAll(name, ''), message.replaceAll(/“[^”]*”/gu, '“”'));
  if (!/[.…]$/u.test(own)) return 'has no end';
  if (/[.!?]\s+\p{Lu}/u.test(own)) return 'is more than one sentence';
  if (/\b(?:undefined|NaN|\[object)\b/u.test(own)) return 'shows the inside of the program';
  return null;
}

/** Judges what was thrown while a file was opened. */
export function outcomeOfError(error: unknown, names: readonly string[]): Outcome {
  if (!(error instanceof Error)) return { kind: 'crash', text: `threw ${String(error)}` };
  if (error.name !== 'SplatFileError') {
    return { kind: 'crash', text: (error.stack ?? `${error.name}: ${error.message}`).slice(0, 2000) };
  }
  const fault = sentenceFault(error.message, names);
  if (fault) return { kind: 'crash', text: `the sentence ${fault}: ${error.message}` };
  return { kind: 'refused', text: error.message };
}

/** The sentence with its figures and quoted names left out: what tells reasons apart. */
export function sentenceShape(sentence: string): string {
  return sentence.replaceAll(/“[^”]*”/gu, '“…”').replaceAll(/-?\d+(?:[.,]\d+)*(?:e[+-]?\d+)?/giu, '#');
}
