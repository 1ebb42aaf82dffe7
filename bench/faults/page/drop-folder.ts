import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';

/** Hands a folder to the page through its folder picker and waits until it has been read. */
export async function dropFolder(
  page: Page,
  folder: string,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const home = await mkdtemp(path.join(os.tmpdir(), 'saccade-faults-'));
  try {
    for (const [name, bytes] of files) {
      const file = path.join(home, folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, bytes);
    }
    await page.setInputFiles('input[aria-label="Scene folder"]', path.join(home, folder));
    // The page reads the files when it gets to them.
    await page.waitForTimeout(100);
    await page.waitForFunction(() => !globalThis.__saccade!.opening);
  } finally {
    await rm(home, { recursive: true });
  }
}
