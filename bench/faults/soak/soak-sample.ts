import type { BenchBrowser } from '../../harness/browser.ts';
import type { FaultPage } from '../page/fault-page.ts';

/** What the page holds at one moment of the soak, always on the desk with the same scene. NaN = not to be had here. */
export interface SoakSample {
  /** Since the start. */
  readonly minute: number;
  /** JS heap of the page after collection. */
  readonly heapBytes: number;
  /** Of these compiled code. */
  readonly codeBytes: number;
  /** JS heaps of page and workers as the browser counts them. */
  readonly agentBytes: number;
  /** Resident memory of the page’s process, scenes and pictures included. */
  readonly residentBytes: number;
  readonly geometries: number;
  readonly textures: number;
  readonly programs: number;
}

/** The browser measures when it next collects garbage, ms. */
const MEASURE_MS = 15_000;

export async function takeSample(
  { page, collectedHeapBytes, codeBytes }: FaultPage,
  browser: BenchBrowser,
  minute: number,
): Promise<SoakSample> {
  const heapBytes = await collectedHeapBytes();
  const agentBytes = await page.evaluate(async (patience) => {
    const measure = Reflect.get(performance, 'measureUserAgentSpecificMemory') as
      | (() => Promise<{ bytes: number }>)
      | undefined;
    if (!measure) return null;
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience));
    const result = await Promise.race([measure.call(performance).catch(() => null), late]);
    return result?.bytes ?? null;
  }, MEASURE_MS);
  const memory = await page.evaluate(() => globalThis.__saccade!.graphics.memory);
  return {
    minute,
    heapBytes,
    codeBytes: await codeBytes(),
    agentBytes: agentBytes ?? Number.NaN,
    residentBytes: await browser.pageProcessBytes(),
    geometries: memory?.geometries ?? Number.NaN,
    textures: memory?.textures ?? Number.NaN,
    programs: memory?.programs ?? Number.NaN,
  };
}
