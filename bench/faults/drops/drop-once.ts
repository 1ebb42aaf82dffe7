import type { Page } from '@playwright/test';
import { FOLDER, type Subject } from '../fuzz/subject.ts';
import { dropFile, morePictures, PATIENCE_MS } from '../page/actions.ts';
import { dropFolder } from '../page/drop-folder.ts';

/** What a page shows of a damaged file. */
export interface DropResult {
  readonly kind: 'shown' | 'refused';
  /** The sentence of a refusal. */
  readonly text: string;
}

/**
 * Drops a damaged file on the page. Either it is shown, or one sentence says why not and the scene before is still there;
 * pictures go on in both cases.
 * @throws Error when the scene was lost or nothing was said, TimeoutError when the page stands still
 */
export async function dropOnce(page: Page, subject: Subject): Promise<DropResult> {
  const { fileName, bytes, besides } = subject;
  const name = besides.size > 0 ? FOLDER : fileName;
  const before = await page.evaluate(() => {
    const { log, scene } = globalThis.__saccade!;
    const last = log.at(-1);
    const shown = scene && `${scene.name} ${scene.splatCount}`;
    return { id: last?.id ?? 0, count: last?.count ?? 0, scene: shown };
  });
  if (besides.size === 0) await dropFile(page, fileName, bytes);
  else await dropFolder(page, FOLDER, new Map([[fileName, bytes], ...besides]));
  // Whatever becomes of it is a line in the log, or the same line once more.
  const told = await page.waitForFunction(
    ({ id, count }) => {
      const { log, opening } = globalThis.__saccade!;
      const line = log.findLast(
        (entry) =>
          (entry.id > id || (entry.id === id && entry.count > count)) &&
          (entry.kind === 'error' || / is open: /.test(entry.text)),
      );
      return !opening && line ? { kind: line.kind, text: line.text } : null;
    },
    before,
    { timeout: PATIENCE_MS },
  );
  const line = (await told.jsonValue())!;
  const { scene, splatsTotal } = await page.evaluate(() => {
    const hooks = globalThis.__saccade!;
    return {
      scene: hooks.scene && `${hooks.scene.name} ${hooks.scene.splatCount}`,
      splatsTotal: hooks.stats.splatsTotal,
    };
  });
  if (line.kind === 'error' && scene !== before.scene) {
    throw new Error(`${name} was refused but the scene is ${scene} instead of ${before.scene}`);
  }
  await morePictures(page, 2);
  const shown = await page.evaluate(() => globalThis.__saccade!.stats.splatsTotal);
  if (!(shown > 0)) throw new Error(`pictures of ${shown} splats after ${name}, ${splatsTotal} before`);
  return { kind: line.kind === 'error' ? 'refused' : 'shown', text: line.kind === 'error' ? line.text : '' };
}
