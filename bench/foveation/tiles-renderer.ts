import { nowMs } from '../../src/shared/time.ts';
import type { RawSplats } from '../../src/workers/splats/formats/raw-splats.ts';
import { createNodeRenderer } from '../../src/workers/splats/node/node-renderer.ts';
import type { StereoRenderer } from './stereo-renderer.ts';
import { stereoView } from './stereo-view.ts';

/** `tiles` in Node. @param maxPixels most pixels of a frame, both eyes together */
export async function createTilesRenderer(
  raw: RawSplats,
  threads: number,
  maxPixels: number,
): Promise<StereoRenderer> {
  const renderer = await createNodeRenderer(raw, { name: 'bench', threads, maxPixels });
  return {
    name: 'tiles',
    async draw(view) {
      const { head, gaze, eyes, detail } = view;
      const frame = renderer.draw(stereoView(head, gaze, view, eyes, detail, nowMs()));
      return {
        // Copied, because the slot is written again two frames later.
        eyes: Array.from({ length: frame.eyeCount[0]! }, (_, eye) =>
          renderer.picture(frame, eye).color.slice(),
        ),
        pixelsShaded: frame.pixelsShaded[0]!,
        pixelsTotal: frame.pixelsTotal[0]!,
        splats: frame.splatsProjected[0]!,
        fragments: null,
      };
    },
    close: () => renderer.close(),
  };
}
