import type { Page } from '@playwright/test';
import { encodePly } from '../src/workers/splats/formats/testing/encode-ply.ts';
import { syntheticSplats } from '../src/workers/splats/formats/testing/synthetic-splats.ts';

export const SMALL_SPLATS = 1500;
/** A cloud that any machine draws in a moment. */
export const SMALL_PLY = encodePly(syntheticSplats(SMALL_SPLATS, 0, 'y-up', 7));
const SMALL_NAME = 'small.ply';

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Lets the server have the small scene; the query for it is returned. */
export async function serveSmall(page: Page): Promise<string> {
  await page.route(`**/${SMALL_NAME}`, (route) =>
    route.fulfill({ body: Buffer.from(SMALL_PLY), contentType: 'application/octet-stream' }),
  );
  return `scene=${SMALL_NAME}`;
}

/** Drops files on the page, as a person would. */
export async function drop(page: Page, ...files: readonly NamedBytes[]): Promise<void> {
  const transfer = await page.evaluateHandle(
    (contents) => {
      const data = new DataTransfer();
      for (const { name, base64 } of contents) {
        data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
      }
      return data;
    },
    files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') })),
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** Waits until the scene of a name is shown, whole. */
export async function expectScene(page: Page, name: string, splats?: number): Promise<void> {
  await page.waitForFunction(
    ([expected, count]) => {
      const { scene, stats } = globalThis.__saccade!;
      return scene?.name === expected && stats.splatsTotal === (count ?? scene.splatCount);
    },
    [name, splats] as const,
    { timeout: 15_000 },
  );
}
