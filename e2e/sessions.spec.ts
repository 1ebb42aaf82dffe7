import type { CDPSession, Page } from '@playwright/test';
import { enterVR, leaveVR, logLines, moreSplatFrames, openSmall } from './app.ts';
import { expect, test } from './test.ts';

const EMULATED = 'emulate=metaVRGlasses&width=256';

interface Held {
  readonly geometries: number;
  readonly textures: number;
  readonly programs: number;
  readonly listeners: number;
  readonly nodes: number;
}

/** What renderer and page hold on to, after a collection of garbage. */
async function held(page: Page, devtools: CDPSession): Promise<Held> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find((entry) => entry.name === name)!.value;
  const memory = await page.evaluate(() => globalThis.__saccade!.graphics.memory!);
  return { ...memory, listeners: metric('JSEventListeners'), nodes: metric('Nodes') };
}

function phase(page: Page): Promise<string> {
  return page.evaluate(() => globalThis.__saccade!.phase);
}

async function waitForPhase(page: Page, wanted: string): Promise<void> {
  await page.waitForFunction((expected) => globalThis.__saccade!.phase === expected, wanted);
}

test('sessions in a row leave nothing behind', async ({ page }) => {
  await openSmall(page, EMULATED);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const cycle = async () => {
    await page.click('#enter-vr');
    await waitForPhase(page, 'visible');
    await page.waitForFunction(() => globalThis.__saccade!.stats.eyes === 2);
    await page.click('#enter-vr');
    await waitForPhase(page, 'desk');
    await page.waitForFunction(() => globalThis.__saccade!.stats.eyes === 1);
  };
  // The first ones load the board and compile its shaders.
  for (let i = 0; i < 3; i++) await cycle();
  const before = await held(page, devtools);
  for (let i = 0; i < 7; i++) await cycle();
  const after = await held(page, devtools);
  test.info().annotations.push({ type: 'held', description: JSON.stringify({ before, after }) });
  expect(await page.evaluate(() => globalThis.__saccade!.sessionCount)).toBe(10);
  expect(after.geometries).toBeLessThanOrEqual(before.geometries);
  expect(after.textures).toBeLessThanOrEqual(before.textures);
  expect(after.programs).toBeLessThanOrEqual(before.programs);
  // Fewer than one a session: nothing grows by the cycle.
  expect(after.listeners - before.listeners).toBeLessThan(7);
  expect(after.nodes - before.nodes).toBeLessThan(7);
});

test('blur ignores input, hiding puts the workers to sleep, and the system may end it', async ({ page }) => {
  await openSmall(page, EMULATED);
  await enterVR(page);
  await page.evaluate(() => globalThis.xrDevice!.updateVisibilityState('visible-blurred' as never));
  await waitForPhase(page, 'visible-blurred');
  await page.waitForFunction(() => globalThis.__saccade!.gazeStatus === 'paused');
  await moreSplatFrames(page, 3);

  await page.evaluate(() => globalThis.xrDevice!.updateVisibilityState('hidden' as never));
  await waitForPhase(page, 'hidden');
  await page.waitForTimeout(500);
  const asleep = await page.evaluate(() => globalThis.__saccade!.stats.splatFrames);
  await page.waitForTimeout(700);
  expect(await page.evaluate(() => globalThis.__saccade!.stats.splatFrames)).toBe(asleep);

  await page.evaluate(() => globalThis.xrDevice!.updateVisibilityState('visible' as never));
  await waitForPhase(page, 'visible');
  await moreSplatFrames(page, 3);
  await page.waitForFunction(() => globalThis.__saccade!.gazeStatus === 'live');

  await page.evaluate(() => globalThis.xrDevice!.activeSession!.end());
  await waitForPhase(page, 'desk');
  await moreSplatFrames(page, 3);
  expect((await logLines(page)).join('\n')).toMatch(/ended the VR session/);
  await enterVR(page);
  await leaveVR(page);
});

test('a session that is refused or ends half-way leaves the desk, with a sentence', async ({ page }) => {
  await openSmall(page, EMULATED);
  const attempt = async (sentence: RegExp) => {
    await page.click('#enter-vr');
    const alert = page.getByRole('alert').filter({ hasText: sentence });
    await expect(alert).toBeVisible();
    expect(await phase(page)).toBe('desk');
    await alert.getByRole('button', { name: 'Dismiss' }).click();
    await moreSplatFrames(page, 3);
  };
  await page.evaluate(() => {
    const system = navigator.xr!;
    Reflect.set(globalThis, 'realRequest', system.requestSession.bind(system));
    system.requestSession = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
  });
  await attempt(/permission was not given/);

  // It ends after three has begun to set it up: before the reference space is there, then just after.
  for (const late of [false, true]) {
    await page.evaluate((endsLate) => {
      const request = Reflect.get(globalThis, 'realRequest') as XRSystem['requestSession'];
      navigator.xr!.requestSession = async (...args) => {
        const session = await request(...args);
        const space = session.requestReferenceSpace.bind(session);
        const broken = async (type: XRReferenceSpaceType) => {
          if (!endsLate) await session.end();
          const found = await space(type);
          if (endsLate) await session.end();
          return found;
        };
        session.requestReferenceSpace = broken as typeof session.requestReferenceSpace;
        return session;
      };
    }, late);
    await attempt(/ended before it had begun|could not be entered|ended while it began|does not offer/);
  }

  await page.evaluate(() => {
    navigator.xr!.requestSession = Reflect.get(globalThis, 'realRequest') as XRSystem['requestSession'];
  });
  await enterVR(page);
  await leaveVR(page);
});
