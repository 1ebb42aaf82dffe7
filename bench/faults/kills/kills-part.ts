import { nowMs } from '../../../src/shared/time.ts';
import { HEALTHY_MS } from '../../../src/workers/supervision/limits.ts';
import type { AppServer } from '../../harness/app-server.ts';
import { summarize } from '../../harness/statistics.ts';
import type { Row, SuiteContext } from '../../harness/suite.ts';
import { dismissNotices, enterHeadset, leaveHeadset, settled } from '../page/actions.ts';
import type { FaultLog } from '../page/fault-log.ts';
import { openFaultPage } from '../page/fault-page.ts';
import type { PartResult } from '../page/page-part.ts';
import { killOnce } from './kill-once.ts';
import { type Kill, killPlan } from './kill-plan.ts';

const PART = 'kills';
const SEED = 17;
const KILLS = 120;
const QUICK_KILLS = 12;
/** Deaths of the render workers are so far apart, so that they do not count as a row that ends in giving up, ms. */
const APART_MS = HEALTHY_MS + 2000;

/** Breaks workers of the application at seeded moments, first on the desk, then in the headset. */
export async function runKills(context: SuiteContext, server: AppServer, log: FaultLog): Promise<PartResult> {
  const plan = killPlan(context.quick ? QUICK_KILLS : KILLS, SEED);
  const recoveries = new Map<string, number[]>();
  const pauses: number[] = [];
  const opened = await openFaultPage(context, server, log, PART);
  let inHeadset = false;
  let renderDeathMs = Number.NEGATIVE_INFINITY;
  let done = 0;
  try {
    for (const [i, kill] of plan.entries()) {
      try {
        if (i >= plan.length / 2 && !inHeadset) {
          await enterHeadset(opened.page);
          inHeadset = true;
        }
        if (kill.worker !== 'loader') {
          await opened.page.waitForTimeout(Math.max(0, renderDeathMs + APART_MS - nowMs()));
          renderDeathMs = nowMs();
        }
        const { recoveryMs, pauseMs } = await killOnce(opened.page, kill, i);
        const key = `${kill.worker === 'loader' ? 'loader' : kill.worker === 0 ? 'lead' : 'follower'}, ${kill.fault}`;
        recoveries.set(key, [...(recoveries.get(key) ?? []), recoveryMs]);
        if (kill.worker === 'loader') pauses.push(pauseMs);
        done++;
        context.log(
          `${PART}: ${i + 1}/${plan.length} ${describe(kill, inHeadset)}: back after ${Math.round(recoveryMs)} ms`,
        );
        await settled(opened.page);
        await dismissNotices(opened.page);
      } catch (error) {
        log.hangs.push(`${PART}: ${describe(kill, inHeadset)}: ${String(error).split('\n', 1)[0]}`);
        context.log(log.hangs.at(-1)!);
        await opened.restart();
        inHeadset = false;
      }
    }
    if (inHeadset) await leaveHeadset(opened.page);
  } finally {
    await opened.close();
  }
  const all = [...recoveries.values()].flat();
  const row = (scene: string, subject: string, metric: string, values: readonly number[]): Row => ({
    part: PART,
    scene,
    subject,
    metric,
    unit: 'ms',
    value: summarize(values).median,
    statistics: summarize(values),
    series: values,
  });
  return {
    rows: [
      ...[...recoveries].map(([key, values]) => row('default', key, 'fault to recovery', values)),
      ...(pauses.length > 0
        ? [row('default', 'pictures', 'longest pause while the loader is replaced', pauses)]
        : []),
    ],
    figures: { workerKills: done, maxRecoveryMs: all.length > 0 ? Math.max(...all) : null },
  };
}

function describe({ worker, fault, duringLoad }: Kill, inHeadset: boolean): string {
  const who = worker === 'loader' ? 'loader' : `render worker ${worker}`;
  return `${fault} ${who} ${duringLoad ? 'during a load' : 'at rest'}, ${inHeadset ? 'headset' : 'desk'}`;
}
