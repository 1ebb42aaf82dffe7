import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { BenchScene } from '../../splats/scenes.ts';
import type { FuzzCase } from '../fuzz/fuzz-cases.ts';
import { FOLDER } from '../fuzz/subject.ts';
import { dropFile, enterHeadset, leaveHeadset, morePictures, PATIENCE_MS, settled } from '../page/actions.ts';
import { dropFolder } from '../page/drop-folder.ts';

/** Something that a person does; leaves the page on the desk with no scene being opened. */
export interface SoakDeed {
  readonly name: string;
  readonly run: (page: Page, random: () => number) => Promise<void>;
}

const FILE_INPUT = 'input[aria-label="Splat file"]';
/** A capture may take long to open on a busy machine, ms. */
const CAPTURE_MS = 120_000;
const LOOK_ROUND_MS = 4000;

/** The deeds of the soak: scenes of every kind, replayed gaze, sessions, other ways up, damaged files. */
export function soakDeeds(cases: readonly FuzzCase[], captures: readonly BenchScene[]): SoakDeed[] {
  const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!;
  return [
    {
      name: 'open a small scene',
      run: (page, random) => openCase(page, pick(cases, random), null),
    },
    {
      name: 'open a capture',
      async run(page, random) {
        await openCapture(page, pick(captures, random).file);
        await sleep(1000);
      },
    },
    {
      name: 'open a damaged file',
      run: (page, random) => openCase(page, pick(cases, random), Math.floor(random() * 1e6)),
    },
    {
      name: 'turn the scene',
      async run(page, random) {
        const up = pick(['y-up', 'y-down', 'z-up', 'z-down', 'auto'] as const, random);
        await page.evaluate((wanted) => globalThis.__saccade!.set({ up: wanted }), up);
        await sleep(1000);
        await settled(page, CAPTURE_MS);
        await morePictures(page, 3);
      },
    },
    {
      name: 'replay gaze on the desk',
      async run(page, random) {
        await replayGaze(page, random);
        await sleep(LOOK_ROUND_MS);
        await morePictures(page, 3);
      },
    },
    {
      name: 'a session with replayed gaze',
      async run(page, random) {
        await replayGaze(page, random);
        await enterHeadset(page);
        await sleep(LOOK_ROUND_MS);
        await leaveHeadset(page);
      },
    },
    {
      name: 'switch what is drawn',
      async run(page, random) {
        const mode = pick(['full', 'a3fr'] as const, random);
        const [rings, tiles, trail] = [random() < 0.5, random() < 0.5, random() < 0.5];
        await page.evaluate((change) => globalThis.__saccade!.set(change), { mode, rings, tiles, trail });
        await morePictures(page, 5);
      },
    },
  ];
}

/** Opens a file from the disk through the picker and waits until it is shown. @throws TimeoutError */
export async function openCapture(page: Page, file: string): Promise<void> {
  await page.setInputFiles(FILE_INPUT, file);
  await page
    .waitForFunction(() => globalThis.__saccade!.opening, undefined, { timeout: PATIENCE_MS })
    .catch(() => {});
  await settled(page, CAPTURE_MS);
  await morePictures(page, 3);
}

async function openCase(page: Page, fuzzCase: FuzzCase, seed: number | null): Promise<void> {
  const { fileName, bytes, besides } = seed === null ? fuzzCase.whole() : fuzzCase.damaged(seed).subject;
  if (besides.size === 0) await dropFile(page, fileName, bytes);
  else await dropFolder(page, FOLDER, new Map([[fileName, bytes], ...besides]));
  await sleep(500);
  await settled(page);
  await morePictures(page, 3);
}

async function replayGaze(page: Page, random: () => number): Promise<void> {
  const trace = (['room-scan', 'reading', 'pursuit'] as const)[Math.floor(random() * 3)]!;
  await page.evaluate((name) => globalThis.__saccade!.set({ gaze: 'replay', trace: name }), trace);
}
