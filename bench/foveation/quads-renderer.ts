import type { FoveationPage } from './foveation-page.ts';
import type { StereoRenderer } from './stereo-renderer.ts';

/** `quads` on a page, which has its scene already. Closing it leaves the page open. */
export function quadsRenderer(page: FoveationPage): StereoRenderer {
  return {
    name: 'quads',
    async draw(view, counting) {
      const frame = await page.drawQuads({ view, counting });
      return { ...frame, eyes: frame.eyes.map((text) => new Uint8Array(Buffer.from(text, 'base64'))) };
    },
    async figures(view) {
      const pixelsTotal = view.eyes * view.width * view.height;
      // Only asked for pictures in full, whose pixels are all shaded.
      return { ...(await page.countQuads(view)), pixelsShaded: pixelsTotal, pixelsTotal };
    },
    close: async () => {},
  };
}
