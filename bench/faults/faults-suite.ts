import { startAppServer } from '../harness/app-server.ts';
import { type Row, type Suite, type SuiteContext, type SuiteResult, wants } from '../harness/suite.ts';
import { runContexts } from './contexts/contexts-part.ts';
import { runDrops } from './drops/drops-part.ts';
import { runFuzz } from './fuzz/fuzz-part.ts';
import { runKills } from './kills/kills-part.ts';
import { emptyFaultLog } from './page/fault-log.ts';
import type { PagePart } from './page/page-part.ts';
import { runSessions } from './sessions/sessions-part.ts';
import { runSoak } from './soak/soak-part.ts';
import { FAULTS_TARGETS } from './targets.ts';

/** Damaged files and faults of every kind: nothing may lose the scene. */
export const faultsSuite: Suite = {
  name: 'faults',
  description: 'damaged files, killed workers, lost contexts, ended sessions, half an hour of use',
  targets: FAULTS_TARGETS,
  run,
};

const PAGE_PARTS: Readonly<Record<string, PagePart>> = {
  drops: runDrops,
  kills: runKills,
  contexts: runContexts,
  sessions: runSessions,
  soak: runSoak,
};

async function run(context: SuiteContext): Promise<SuiteResult> {
  const rows: Row[] = [];
  const summary: Record<string, number | null> = Object.fromEntries(
    FAULTS_TARGETS.map(({ key }) => [key, null]),
  );
  const add = (key: string, value: number) => {
    summary[key] = (summary[key] ?? 0) + value;
  };

  if (wants(context, 'fuzz') || context.replay) {
    const { rows: more, failures, mutatedFilesPerFormat } = await runFuzz(context);
    rows.push(...more);
    summary.mutatedFilesPerFormat = context.replay ? null : mutatedFilesPerFormat;
    add('hangs', failures.hang);
    add('crashes', failures.crash);
    add('lostScenes', failures['lost scene']);
    add('unboundedMemory', failures['unbounded memory']);
  }
  const parts = Object.entries(PAGE_PARTS).filter(([part]) => wants(context, part) && !context.replay);
  if (parts.length === 0) return { rows, summary };

  const log = emptyFaultLog();
  context.log('building the application');
  const server = await startAppServer(context.root);
  try {
    for (const [part, runPart] of parts) {
      context.log(`${part}: starting`);
      try {
        const { rows: more, figures } = await runPart(context, server, log);
        rows.push(...more);
        Object.assign(summary, figures);
      } catch (error) {
        // The parts after it may still be worth hours.
        log.crashes.push(`${part} was given up: ${String(error).split('\n', 1)[0]}`);
        context.log(log.crashes.at(-1)!);
      }
    }
  } finally {
    await server.close();
  }
  add('hangs', log.hangs.length);
  add('crashes', log.crashes.length);
  add('lostScenes', log.lostScenes.length);
  add('offOriginRequests', log.offOrigin.length);
  for (const sentence of [...log.hangs, ...log.crashes, ...log.lostScenes, ...log.offOrigin])
    context.note(sentence);
  return { rows, summary };
}
