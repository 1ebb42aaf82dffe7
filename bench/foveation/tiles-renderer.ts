import type { RecordOf } from '../../src/shared/layout.ts';
import type { FrameFields } from '../../src/shared/layouts.ts';
import { nowMs } from '../../src/shared/time.ts';
import type { RawSplats } from '../../src/workers/splats/formats/raw-splats.ts';
import { createNodeRenderer } from '../../src/workers/splats/node/node-renderer.ts';
import type { PageView } from '../pages/foveation-api.ts';
import type { FrameFigures, StereoRenderer } from './stereo-renderer.ts';
import { stereoView } from './stereo-view.ts';

/** `tiles` in Node. @param maxPixels most pixels of a frame, both eyes together */
export async function createTilesRenderer(
  raw: RawSplats,
  threads: number,
  maxPixels: number,
): Promise<StereoRenderer> {
  const renderer = await createNodeRenderer(raw, { name: 'bench', threads, maxPixels });
  const draw = (view: PageView) => {
    const { head, gaze, eyes, detail } = view;
    return renderer.draw(stereoView(head, gaze, view, eyes, detail, nowMs()));
  };
  return {
    name: 'tiles',
    async draw(view) {
      const frame = draw(view);
      // Copied, because the slot is written again two frames later.
      const eyes = Array.from({ length: view.eyes }, (_, eye) => renderer.picture(frame, eye).color.slice());
      return { ...figuresOf(frame), eyes };
    },
    figures: async (view) => figuresOf(draw(view)),
    close: () => renderer.close(),
  };
}

function figuresOf(frame: RecordOf<FrameFields>): FrameFigures {
  return {
    pixelsShaded: frame.pixelsShaded[0]!,
    pixelsTotal: frame.pixelsTotal[0]!,
    splats: frame.splatsProjected[0]!,
    fragments: null,
  };
}
