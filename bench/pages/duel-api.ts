import type { Measured } from '../harness/interleave.ts';
import type { Shot, View } from '../splats/pose.ts';
import type { FrameCost } from './contestant.ts';

/** Engines that the page can load; `tiles` is ours and gives two contestants, full and A3FR. */
export type Engine = 'spark' | 'spark-headset' | 'gaussian-splats-3d' | 'tiles';

/** Names under which the contestants report. */
export const NAMES = {
  spark: 'Spark',
  sparkHeadset: 'Spark, headset kernel',
  gaussianSplats3d: 'GaussianSplats3D',
  full: 'Saccade full',
  a3fr: 'Saccade A3FR',
} as const;

export interface LoadedContestant {
  readonly name: string;
  readonly splatCount: number;
}

export interface EnginePicture {
  readonly name: string;
  /** Base64 of RGB bytes, top row first, (height, width, 3). */
  readonly rgb: string;
}

/** What the page offers to the suite as `globalThis.duel`. Arguments and results are plain data. */
export interface DuelApi {
  /** Loads one scene into the engines named, in place of what was loaded before. */
  load(plan: { engines: readonly Engine[]; sceneUrl: string; shot: Shot }): Promise<LoadedContestant[]>;
  /** Draws all views with all contestants, interleaved. */
  measure(plan: { views: readonly View[]; rounds: number }): Promise<Measured<FrameCost>[]>;
  /** What every contestant draws for one view. */
  pictures(view: View): Promise<EnginePicture[]>;
}
