import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { nowMs } from '../../../src/shared/time.ts';
import { seededRandom } from '../../../src/workers/splats/formats/testing/synthetic-splats.ts';
import type { AppServer } from '../../harness/app-server.ts';
import { writeText } from '../../harness/report.ts';
import type { Row, SuiteContext } from '../../harness/suite.ts';
import { findScenes, LARGE_SCENE } from '../../splats/scenes.ts';
import { casesFor } from '../fuzz/fuzz-cases.ts';
import { heapGrowthPct } from '../heap-growth.ts';
import { dismissNotices, settled } from '../page/actions.ts';
import type { FaultLog } from '../page/fault-log.ts';
import { type FaultPage, openFaultPage } from '../page/fault-page.ts';
import type { PartResult } from '../page/page-part.ts';
import { shuffled } from './shuffled.ts';
import { openCapture, type SoakDeed, soakDeeds } from './soak-deeds.ts';
import { type SoakSample, takeSample } from './soak-sample.ts';

const PART = 'soak';
const SEED = 31;
const MINUTES = 40;
const QUICK_MINUTES = 2;
/** Samples that are left out: code is compiled and caches fill. */
const WARM_UP_MINUTES = 10;
const SAMPLES_A_MINUTE = 1;
/** The page comes to rest before it is looked at, ms. */
const REST_MS = 2000;

/** Does on one page for a long time what people do, and looks every minute at what it holds. */
export async function runSoak(context: SuiteContext, server: AppServer, log: FaultLog): Promise<PartResult> {
  const minutes = context.minutes ?? (context.quick ? QUICK_MINUTES : MINUTES);
  const random = seededRandom(SEED);
  // The largest capture would fill whole minutes.
  const captures = findScenes(context.root).scenes.filter(({ name }) => name !== LARGE_SCENE);
  const deeds = soakDeeds(await casesFor(null), captures);
  const opened = await openFaultPage(context, server, log, PART);
  const browser = await context.browser();
  const home = path.join(context.root, 'assets/scenes/default.spz');
  const file = path.join(context.outDir, 'soak.json');
  const samples: SoakSample[] = [];
  /** Deeds still to be done before any is done again. */
  const deck: SoakDeed[] = [];
  const counts = new Map<string, number>();
  const startMs = nowMs();
  const elapsed = () => (nowMs() - startMs) / 60_000;
  try {
    for (;;) {
      await goHome(opened, home);
      samples.push(await takeSample(opened, browser, elapsed()));
      const { minute, heapBytes, residentBytes } = samples.at(-1)!;
      context.log(
        `${PART}: ${minute.toFixed(1)}/${minutes} min, heap ${megabytes(heapBytes)} MiB, process ${megabytes(residentBytes)} MiB`,
      );
      // A run that is interrupted leaves what it has measured.
      await writeText(file, `${JSON.stringify({ samples, deeds: Object.fromEntries(counts) }, null, 2)}\n`);
      if (elapsed() >= minutes) break;
      const until = Math.min(minutes, samples.length / SAMPLES_A_MINUTE);
      while (elapsed() < until) {
        if (deck.length === 0) deck.push(...shuffled(deeds, random));
        const deed = deck.pop()!;
        counts.set(deed.name, (counts.get(deed.name) ?? 0) + 1);
        await deed.run(opened.page, random);
        await dismissNotices(opened.page);
      }
    }
  } catch (error) {
    log.hangs.push(`${PART}: after ${elapsed().toFixed(1)} min: ${String(error).split('\n', 1)[0]}`);
    context.log(log.hangs.at(-1)!);
  } finally {
    await opened.close().catch(() => {});
  }
  const warmUp = WARM_UP_MINUTES * SAMPLES_A_MINUTE;
  const whole = heapGrowthPct(
    samples.map(({ heapBytes }) => heapBytes),
    warmUp,
  );
  if (whole !== null) {
    context.note(
      `heapGrowthPct leaves compiled code out, which the engine adds for as long as it finds functions to optimize; with it the JS heap grew by ${whole.toFixed(1)} %.`,
    );
  }
  return {
    rows: [...sampleRows(samples), ...deedRows(counts)],
    figures: {
      soakMinutes: samples.at(-1)?.minute ?? 0,
      heapGrowthPct: heapGrowthPct(samples.map(dataBytes), warmUp),
    },
  };
}

/** The state in which samples are taken: desk, default scene, default settings, nothing going on. */
async function goHome({ page }: FaultPage, file: string): Promise<void> {
  await page.evaluate(() => {
    globalThis.__saccade!.set({
      gaze: 'auto',
      up: 'auto',
      mode: 'a3fr',
      rings: false,
      tiles: false,
      trail: false,
    });
  });
  await sleep(500);
  await settled(page);
  await openCapture(page, file);
  await dismissNotices(page);
  await sleep(REST_MS);
}

function sampleRows(samples: readonly SoakSample[]): Row[] {
  const row = (metric: string, unit: string, read: (sample: SoakSample) => number): Row[] => {
    const series = samples.map(read).filter(Number.isFinite);
    if (series.length === 0) return [];
    return [
      { part: PART, scene: 'default', subject: 'application', metric, unit, value: series.at(-1)!, series },
    ];
  };
  return [
    ...row('JS heap after collection', 'MiB', ({ heapBytes }) => heapBytes / 2 ** 20),
    ...row('JS heap without compiled code', 'MiB', (sample) => dataBytes(sample) / 2 ** 20),
    ...row('memory of page and workers', 'MiB', ({ agentBytes }) => agentBytes / 2 ** 20),
    ...row('resident memory of the page’s process', 'MiB', ({ residentBytes }) => residentBytes / 2 ** 20),
    ...row('textures on the GPU', '', ({ textures }) => textures),
    ...row('geometries on the GPU', '', ({ geometries }) => geometries),
    ...row('shader programs', '', ({ programs }) => programs),
  ];
}

function deedRows(counts: ReadonlyMap<string, number>): Row[] {
  return [...counts].map(([name, value]) => ({
    part: PART,
    scene: 'all',
    subject: name,
    metric: 'times done',
    unit: '',
    value,
  }));
}

function dataBytes({ heapBytes, codeBytes }: SoakSample): number {
  return heapBytes - codeBytes;
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1);
}
