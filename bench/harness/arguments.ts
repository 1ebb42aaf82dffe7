import { parseArgs } from 'node:util';

export interface BenchArguments {
  /** Null = list the suites. */
  readonly suite: string | null;
  readonly json: string | null;
  readonly html: string | null;
  readonly quick: boolean;
  readonly only: ReadonlySet<string> | null;
}

/** Reads the command line. @throws TypeError with one sentence when an option is unknown or a name is missing. */
export function parseBenchArguments(args: readonly string[]): BenchArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      html: { type: 'string' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
    },
  });
  if (positionals.length > 1) throw new TypeError(`one suite at a time, not ${positionals.join(' and ')}`);
  const only = values.only?.flatMap((names) => names.split(',')).filter((name) => name !== '');
  return {
    suite: positionals[0] ?? null,
    json: values.json ?? null,
    html: values.html ?? null,
    quick: values.quick,
    only: only && only.length > 0 ? new Set(only) : null,
  };
}
