import type { PageView } from '../pages/foveation-api.ts';

/** What one frame took; null where the renderer does not count it. */
export interface FrameFigures {
  /** Pixels whose colour was computed from splats, all eyes together. */
  readonly pixelsShaded: number;
  readonly pixelsTotal: number;
  /** Splats that were drawn. */
  readonly splats: number;
  /** Runs of the fragment shader, all eyes together; of some frames only, because counting takes time. */
  readonly fragments: number | null;
}

export interface StereoFrame extends FrameFigures {
  /** RGBA bytes of each eye, top row first, (height, width, 4). */
  readonly eyes: readonly Uint8Array[];
}

/** A renderer with one scene loaded, drawing whole frames one after the other. */
export interface StereoRenderer {
  readonly name: 'tiles' | 'quads';
  /** @param counting whether fragments should be counted, where the renderer can */
  draw(view: PageView, counting: boolean): Promise<StereoFrame>;
  /** What a frame takes, fragments included where the renderer can count them, without its picture. */
  figures(view: PageView): Promise<FrameFigures>;
  close(): Promise<void>;
}
