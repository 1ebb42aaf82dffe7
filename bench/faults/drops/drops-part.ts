import type { AppServer } from '../../harness/app-server.ts';
import type { Row, SuiteContext } from '../../harness/suite.ts';
import { casesFor } from '../fuzz/fuzz-cases.ts';
import { sentenceFault, sentenceShape } from '../fuzz/outcome.ts';
import { subjectNames } from '../fuzz/subject.ts';
import { dismissNotices } from '../page/actions.ts';
import type { FaultLog } from '../page/fault-log.ts';
import { openFaultPage } from '../page/fault-page.ts';
import type { PartResult } from '../page/page-part.ts';
import { dropOnce } from './drop-once.ts';

const PART = 'drops';
const FILES = 20;
const QUICK_FILES = 2;
/** Other damage than the seeds in Node do, and another for each kind. */
const FIRST_SEED = 500_000;
const SEEDS_A_KIND = 1000;

/** Drops damaged files of every kind on the page: it shows them or says why not, and never loses what it shows. */
export async function runDrops(context: SuiteContext, server: AppServer, log: FaultLog): Promise<PartResult> {
  const cases = await casesFor(null);
  const files = context.quick ? QUICK_FILES : FILES;
  const opened = await openFaultPage(context, server, log, PART);
  const rows: Row[] = [];
  try {
    for (const [kindIndex, { name, format, damaged }] of cases.entries()) {
      const found = { shown: 0, refused: 0 };
      const reasons = new Set<string>();
      const firstSeed = FIRST_SEED + kindIndex * SEEDS_A_KIND;
      for (let seed = firstSeed; seed < firstSeed + files; seed++) {
        const { subject, what } = damaged(seed);
        try {
          const { kind, text } = await dropOnce(opened.page, subject);
          found[kind]++;
          const fault = kind === 'refused' ? sentenceFault(text, subjectNames(subject)) : null;
          if (fault) log.crashes.push(`${PART}: ${name} seed ${seed}: the sentence ${fault}: ${text}`);
          if (kind === 'refused') reasons.add(sentenceShape(text));
          await dismissNotices(opened.page);
        } catch (error) {
          log.lostScenes.push(`${PART}: ${name} seed ${seed} (${what}): ${String(error).split('\n', 1)[0]}`);
          context.log(log.lostScenes.at(-1)!);
          await opened.restart();
        }
      }
      context.log(`${PART}: ${name}: ${found.shown} shown, ${found.refused} refused`);
      const row = (metric: string, unit: string, value: number): Row => ({
        part: PART,
        scene: format,
        subject: name,
        metric,
        unit,
        value,
      });
      rows.push(row('shown on the page', 'files', found.shown));
      rows.push(row('refused on the page', 'files', found.refused));
      rows.push(row('different reasons on the page', 'sentences', reasons.size));
    }
  } finally {
    await opened.close();
  }
  return { rows, figures: {} };
}
