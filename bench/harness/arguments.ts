import { parseArgs } from 'node:util';

export interface BenchArguments {
  /** Null = list the suites. */
  readonly suite: string | null;
  readonly json: string | null;
  readonly html: string | null;
  readonly quick: boolean;
  readonly only: ReadonlySet<string> | null;
  /** Length of what lasts as long as one wants; null = the suite's own. */
  readonly minutes: number | null;
  /** By-product of an earlier run that is to be looked at again; null = an ordinary run. */
  readonly replay: string | null;
  /** Whether the suite may write what it found best into `assets`. */
  readonly choose: boolean;
  /** Whether the suite may write its pictures into `docs/images`. */
  readonly publish: boolean;
}

/** Reads the command line. @throws TypeError with one sentence when an option is unknown or its value cannot be used. */
export function parseBenchArguments(args: readonly string[]): BenchArguments {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'string' },
      html: { type: 'string' },
      quick: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true },
      minutes: { type: 'string' },
      replay: { type: 'string' },
      choose: { type: 'boolean', default: false },
      publish: { type: 'boolean', default: false },
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
    minutes: values.minutes === undefined ? null : readMinutes(values.minutes),
    replay: values.replay ?? null,
    choose: values.choose,
    publish: values.publish,
  };
}

function readMinutes(text: string): number {
  const minutes = Number(text);
  if (!(minutes > 0 && minutes < 1e5)) throw new TypeError(`--minutes takes a number above 0, not "${text}"`);
  return minutes;
}
