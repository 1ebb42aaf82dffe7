import type { BenchBrowser } from './browser.ts';
import type { Statistics } from './statistics.ts';

/** One measured figure. Rows with the same part and metric are drawn in one plot. */
export interface Row {
  /** Part of the suite that made the row; `--only` chooses by it. */
  readonly part: string;
  readonly scene: string;
  /** What was measured: an engine, a kernel, a mode. */
  readonly subject: string;
  readonly metric: string;
  readonly unit: string;
  /** The figure: the median where there are statistics. */
  readonly value: number;
  readonly statistics?: Statistics;
  /** In order of measurement or of the camera path, for line plots. */
  readonly series?: readonly number[];
  readonly note?: string;
}

/** Figures that decide; null = not measured in this run, never a guess. */
export type Summary = Readonly<Record<string, number | null>>;

/** What a summary figure must reach. */
export interface Target {
  readonly key: string;
  readonly meaning: string;
  readonly kind: 'at least' | 'at most';
  readonly bar: number;
  readonly unit: string;
}

export interface SuiteContext {
  /** Fewer poses and rounds: to see that everything works, not to report. */
  readonly quick: boolean;
  /** Parts chosen with `--only`; null = all. */
  readonly only: ReadonlySet<string> | null;
  /** Chosen with `--minutes`: length of what lasts as long as one wants; null = the suite's own. */
  readonly minutes: number | null;
  /** Chosen with `--replay`: by-product of an earlier run to look at again; null = an ordinary run. */
  readonly replay: string | null;
  /** Chosen with `--choose`: write what was found best into `assets`. */
  readonly choose: boolean;
  /** Chosen with `--publish`: write pictures into `docs/images` and figures into marked blocks of the documents. */
  readonly publish: boolean;
  /** The project's folder. */
  readonly root: string;
  /** Folder for pictures and other by-products; ignored by git. */
  readonly outDir: string;
  /** Prints one line of progress. */
  log(line: string): void;
  /** Adds a sentence that the console, the JSON file and the page show with the figures. */
  note(sentence: string): void;
  /** Browser on the fastest GL of this machine, with the bench server; opened at the first call. */
  browser(): Promise<BenchBrowser>;
}

/** A drawing of the suite's own, for the page. */
export interface Figure {
  readonly title: string;
  /** Without a background; text takes the page's colour. */
  readonly svg: string;
}

/** Figures side by side as the suite wants them read: printed, and on the page above the plots. */
export interface Table {
  readonly title: string;
  /** What the figures were measured under. */
  readonly note: string;
  readonly head: readonly string[];
  /** As wide as the head. The first column is text, the others are set as figures. */
  readonly rows: readonly (readonly string[])[];
}

export interface SuiteResult {
  readonly rows: readonly Row[];
  readonly summary: Summary;
  readonly figures?: readonly Figure[];
  readonly tables?: readonly Table[];
}

/** A set of measurements that `npm run bench <name>` runs. */
export interface Suite {
  readonly name: string;
  readonly description: string;
  readonly targets: readonly Target[];
  run(context: SuiteContext): Promise<SuiteResult>;
}

/** True when a part is to run. */
export function wants(context: SuiteContext, part: string): boolean {
  return context.only === null || context.only.has(part);
}
