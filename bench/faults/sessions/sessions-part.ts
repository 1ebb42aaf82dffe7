import { nowMs } from '../../../src/shared/time.ts';
import type { AppServer } from '../../harness/app-server.ts';
import { summarize } from '../../harness/statistics.ts';
import type { Row, SuiteContext } from '../../harness/suite.ts';
import { dismissNotices } from '../page/actions.ts';
import type { FaultLog } from '../page/fault-log.ts';
import { type FaultPage, openFaultPage } from '../page/fault-page.ts';
import type { PartResult } from '../page/page-part.ts';
import { runCycle } from './run-cycle.ts';
import { sessionPlan } from './session-plan.ts';

const PART = 'sessions';
const CYCLES = 100;
const QUICK_CYCLES = 9;
/** Sessions before the first look at memory: the board’s layout engine and font are loaded with the first one. */
const WARM_UP = 3;

/** Enters and leaves the emulated headset over and over, in every way that sessions end. */
export async function runSessions(
  context: SuiteContext,
  server: AppServer,
  log: FaultLog,
): Promise<PartResult> {
  const opened = await openFaultPage(context, server, log, PART);
  const { page } = opened;
  const plan = sessionPlan(context.quick ? QUICK_CYCLES : CYCLES);
  const times: number[] = [];
  let unrecovered = 0;
  let before: Held | null = null;
  try {
    for (const [i, cycle] of plan.entries()) {
      if (i === WARM_UP) before = await held(opened);
      const start = nowMs();
      try {
        await runCycle(page, cycle);
        times.push(nowMs() - start);
      } catch (error) {
        unrecovered++;
        context.log(
          `${PART}: cycle ${i + 1} (${cycle.interlude}, ended by ${cycle.ending}): ${String(error).split('\n', 1)[0]}`,
        );
        await opened.restart();
        // What the page held is gone with it.
        before = null;
      }
      await dismissNotices(page);
      if ((i + 1) % 10 === 0)
        context.log(`${PART}: ${i + 1}/${plan.length} sessions, ${unrecovered} not recovered`);
    }
    const after = await held(opened);
    return {
      rows: [...timeRows(times), ...(before ? heldRows(before, after, plan.length - WARM_UP) : [])],
      figures: { sessionCycles: plan.length, sessionCyclesUnrecovered: unrecovered },
    };
  } finally {
    await opened.close();
  }
}

/** What the page holds on the desk. */
interface Held {
  readonly heapBytes: number;
  readonly geometries: number;
  readonly textures: number;
  readonly programs: number;
}

async function held({ page, collectedHeapBytes }: FaultPage): Promise<Held> {
  const heapBytes = await collectedHeapBytes();
  const memory = await page.evaluate(() => globalThis.__saccade!.graphics.memory);
  return { heapBytes, ...memory! };
}

function heldRows(before: Held, after: Held, sessions: number): Row[] {
  const row = (metric: string, unit: string, first: number, last: number): Row[] => {
    const note = `${sessions} sessions between`;
    const common = { part: PART, scene: 'default', metric, unit };
    return [
      { ...common, subject: 'before', value: first },
      { ...common, subject: 'after', value: last, note },
    ];
  };
  return [
    ...row('JS heap after collection', 'MiB', before.heapBytes / 2 ** 20, after.heapBytes / 2 ** 20),
    ...row('geometries on the GPU', '', before.geometries, after.geometries),
    ...row('textures on the GPU', '', before.textures, after.textures),
    ...row('shader programs', '', before.programs, after.programs),
  ];
}

function timeRows(times: readonly number[]): Row[] {
  if (times.length === 0) return [];
  const statistics = summarize(times);
  const common = { part: PART, scene: 'default', subject: 'application', unit: 'ms' };
  return [
    { ...common, metric: 'one session, in and out', value: statistics.median, statistics, series: times },
  ];
}
