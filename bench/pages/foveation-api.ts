import type { FoveationPreset } from '../../src/workers/splats/foveation/presets.ts';
import type { Pose, View } from '../splats/pose.ts';

/** One eye: where it is and what it spans, tangents of the half angles. */
export interface EyeCamera extends Pose {
  readonly side: number;
  readonly up: number;
}

/** What one view made the GPU do, all eyes together. */
export interface DrawCount {
  /** Runs of the fragment shader. */
  readonly fragments: number;
  /** Splats handed to the GPU for an eye. */
  readonly splats: number;
}

/** A view of two eyes or one, as plain data. */
export interface PageView {
  /** Time of the view in its video, ms. 0 begins another video: level of detail follows it without the lag that it has in one. */
  readonly timeMs: number;
  readonly head: Pose;
  readonly gaze: View['gaze'];
  readonly width: number;
  readonly height: number;
  readonly side: number;
  readonly up: number;
  readonly eyes: 1 | 2;
  /** Null = in full. */
  readonly detail: { readonly preset: FoveationPreset; readonly budget: number } | null;
}

/** A frame of `quads`. */
export interface PageFrame {
  /** Null where they were not counted. */
  readonly fragments: number | null;
  readonly splats: number;
  readonly pixelsShaded: number;
  readonly pixelsTotal: number;
  /** Base64 of RGBA bytes of each eye, top row first. */
  readonly eyes: readonly string[];
}

/** A walk for the age of the order: one pose a display frame. */
export interface OrderAgePlan extends Pick<PageView, 'gaze' | 'width' | 'height' | 'side' | 'up' | 'detail'> {
  readonly sceneUrl: string;
  readonly path: readonly Pose[];
}

/** Age of the list that each display frame would draw with, and what else was seen; one entry a frame but for `listMs`. */
export interface OrderAge {
  /** Display frames since the one whose pose the list is for. */
  readonly frames: readonly number[];
  readonly ms: readonly number[];
  /** How far the head has turned since. */
  readonly turnDeg: readonly number[];
  /** Length of the display frames. */
  readonly frameMs: readonly number[];
  /** What each new list took its worker. */
  readonly listMs: readonly number[];
}

/** What the page offers to the suite as `globalThis.foveation`. Arguments and results are plain data. */
export interface FoveationApi {
  /** @param plan.upright whether the file is y-up */
  loadSpark(plan: {
    sceneUrl: string;
    width: number;
    height: number;
    upright: boolean;
  }): Promise<{ splatCount: number }>;
  countSpark(cameras: readonly EyeCamera[]): Promise<DrawCount>;
  loadQuads(sceneUrl: string): Promise<{ splatCount: number }>;
  drawQuads(plan: { view: PageView; counting: boolean }): Promise<PageFrame>;
  orderAge(plan: OrderAgePlan): Promise<OrderAge>;
  countQuads(view: PageView): Promise<DrawCount>;
}
