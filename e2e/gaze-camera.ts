import { existsSync } from 'node:fs';
import type { Page } from '@playwright/test';
import type { EyeReport } from '../src/app/eye-camera/eye-report.ts';
import type { GazeAngles } from '../src/workers/gaze/angles.ts';

const FILES = ['headset.safetensors', 'tracker.json'];

/** Whether a trained network is there to be built into the app. */
export const HAS_NETWORK = FILES.every((name) =>
  existsSync(new URL(`../assets/gaze/${name}`, import.meta.url)),
);
export const WITHOUT_NETWORK = `no trained gaze network: assets/gaze lacks ${FILES.join(' or ')}`;

/** Vertical field of view of the desk's camera. */
const HALF_FOV_TAN = Math.tan((65 / 2) * (Math.PI / 180));

export function eyeReport(page: Page): Promise<EyeReport> {
  return page.evaluate(() => globalThis.__saccade!.eye!);
}

/** Waits until the tracker looks at images. */
export async function trackerLives(page: Page): Promise<void> {
  await page.waitForFunction(() => globalThis.__saccade!.eye?.phase === 'live', null, { timeout: 30_000 });
}

/** Waits for so many more eye images. */
export async function moreEyeImages(page: Page, count: number): Promise<void> {
  const before = (await eyeReport(page)).image;
  await page.waitForFunction((goal) => globalThis.__saccade!.eye!.image >= goal, before + count, {
    timeout: 30_000,
  });
}

/** Puts the mouse where the desk shows a direction of viewer space. */
export async function pointAt(page: Page, { yawDeg, pitchDeg }: GazeAngles): Promise<void> {
  const { width, height } = page.viewportSize()!;
  const yaw = (yawDeg * Math.PI) / 180;
  const pitch = (pitchDeg * Math.PI) / 180;
  const across = Math.tan(yaw) / (HALF_FOV_TAN * (width / height));
  const up = Math.tan(pitch) / Math.cos(yaw) / HALF_FOV_TAN;
  await page.mouse.move((0.5 + across / 2) * width, (0.5 - up / 2) * height);
}

/**
 * Mean error over the next usable images of an eye that rests, degrees. On a busy machine the tracker falls silent for moments, which is
 * no error of its gaze.
 * @throws Error when hardly any image is usable
 */
export async function restingError(page: Page, images = 12): Promise<number> {
  await moreEyeImages(page, 6);
  let sum = 0;
  let usable = 0;
  for (let i = 0; i < 4 * images && usable < images; i++) {
    await moreEyeImages(page, 1);
    const { errorDeg } = await eyeReport(page);
    if (Number.isNaN(errorDeg)) continue;
    sum += errorDeg;
    usable++;
  }
  if (usable < images) throw new Error(`only ${usable} of ${4 * images} images had a usable gaze`);
  return sum / images;
}
