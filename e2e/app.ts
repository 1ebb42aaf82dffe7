import type { Page } from '@playwright/test';
import type {} from '../src/app/page-hooks.ts';
import type {} from '../src/xr/session/emulator.ts';
import { quaternionToDirection } from '../src/xr/session/quaternion-to-direction.ts';
import { serveSmall } from './files.ts';

/** Opens the app at a query and waits until pictures of its first scene are shown. */
export async function openApp(page: Page, query = ''): Promise<void> {
  await page.goto(query === '' ? './' : `./?${query}`);
  await page.waitForFunction(() => globalThis.__saccade?.scene);
  await moreSplatFrames(page, 3);
}

/** The same with a scene that is quick to load and to draw. */
export async function openSmall(page: Page, query = ''): Promise<void> {
  const scene = await serveSmall(page);
  await openApp(page, query === '' ? scene : `${scene}&${query}`);
}

/** The log's lines as `kind: text`. */
export function logLines(page: Page): Promise<string[]> {
  return page.evaluate(() => globalThis.__saccade!.log.map(({ kind, text }) => `${kind}: ${text}`));
}

/** Waits for `count` more splat pictures on the display. */
export async function moreSplatFrames(page: Page, count: number): Promise<void> {
  const before = await page.evaluate(() => globalThis.__saccade!.stats.splatFrames);
  await page.waitForFunction((goal) => globalThis.__saccade!.stats.splatFrames >= goal, before + count);
}

/** Enters VR by the button and waits for stereo pictures. */
export async function enterVR(page: Page): Promise<void> {
  await page.click('#enter-vr');
  await page.waitForFunction(() => globalThis.__saccade!.phase === 'visible');
  await page.waitForFunction(() => globalThis.__saccade!.stats.eyes === 2);
  await moreSplatFrames(page, 3);
}

/** Leaves VR by the button and waits for pictures of the desk. */
export async function leaveVR(page: Page): Promise<void> {
  await page.click('#enter-vr');
  await page.waitForFunction(() => globalThis.__saccade!.phase === 'desk');
  await page.waitForFunction(() => globalThis.__saccade!.stats.eyes === 1);
  await moreSplatFrames(page, 3);
}

/** Turns the emulated eyes; degrees to the right and up, in the head's frame. */
export async function turnEyes(page: Page, right: number, up: number): Promise<void> {
  const yaw = (right * Math.PI) / 180;
  const pitch = (up * Math.PI) / 180;
  const flat = Math.cos(pitch);
  const q = quaternionToDirection(
    new Float64Array(4),
    Math.sin(yaw) * flat,
    Math.sin(pitch),
    -Math.cos(yaw) * flat,
  );
  await page.evaluate(([x, y, z, w]) => {
    globalThis.xrDevice!.gaze!.quaternion.set(x!, y!, z!, w!);
  }, Array.from(q));
}
