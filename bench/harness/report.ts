import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Machine } from './machine.ts';
import type { Row, SuiteResult, Target } from './suite.ts';

/** The file that every suite writes. */
export interface Report extends SuiteResult {
  readonly suite: string;
  readonly machine: Machine;
  readonly commit: string;
  /** ISO 8601, UTC. */
  readonly date: string;
  /** True = few samples; not for publication. */
  readonly quick: boolean;
  readonly notes: readonly string[];
  readonly targets: readonly Target[];
}

export type Verdict = 'reached' | 'missed' | 'not measured';

/** Judges one summary figure against its bar. */
export function judge(target: Target, value: number | null | undefined): Verdict {
  if (value === null || value === undefined) return 'not measured';
  const reached = target.kind === 'at least' ? value >= target.bar : value <= target.bar;
  return reached ? 'reached' : 'missed';
}

/**
 * Checks that a report can be written to JSON without silent loss: JSON turns NaN and infinities into null, which
 * here means "not measured".
 * @throws RangeError naming the first figure that is not a finite number, or the first target without a summary key.
 */
export function checkReport(report: Report): void {
  for (const [key, value] of Object.entries(report.summary)) {
    if (value !== null && !Number.isFinite(value)) throw new RangeError(`summary.${key} is ${value}`);
  }
  for (const row of report.rows) {
    const figures = [row.value, ...(row.series ?? []), ...Object.values(row.statistics ?? {})];
    const bad = figures.find((value) => !Number.isFinite(value));
    if (bad !== undefined) throw new RangeError(`row ${rowName(row)} holds ${bad}`);
  }
  for (const { key } of report.targets) {
    if (!(key in report.summary)) throw new RangeError(`summary lacks ${key}`);
  }
}

export function rowName(row: Row): string {
  return [row.part, row.scene, row.subject, row.metric].join(' / ');
}

/** Writes a text file and the folders above it. */
export async function writeText(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(path.resolve(file)), { recursive: true });
  await writeFile(file, text);
}

/** Writes the report without its drawings and tables, which repeat the rows, as JSON. @throws RangeError as `checkReport` does, before anything is written. */
export async function writeJson(file: string, report: Report): Promise<void> {
  checkReport(report);
  const text = JSON.stringify(
    report,
    (key, value) => (key === 'figures' || key === 'tables' ? undefined : value),
    2,
  );
  await writeText(file, `${text}\n`);
}
