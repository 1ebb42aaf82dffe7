import type { Shot, View } from '../splats/pose.ts';

/** What one frame of one engine cost, in milliseconds. */
export interface FrameCost {
  /** From the call that draws to the last finished pixel. */
  readonly frameMs: number;
  /**
   * From the change of pose until the engine's order fits it, not part of `frameMs`; 0 for engines whose frame
   * includes its order.
   */
  readonly settleMs: number;
  /** Times of stages inside the frame, where the engine tells them. */
  readonly stages?: Readonly<Record<string, number>>;
}

/** An engine on the page, drawing into pixels of its own that no window shows. */
export interface PageContestant {
  readonly name: string;
  /** Number of splats that the engine loaded. */
  readonly splatCount: number;
  /** Makes the engine ready for its turn, untimed: wakes its threads. */
  wake(): Promise<void>;
  measure(view: View): Promise<FrameCost>;
  /** RGB of the picture last drawn, top row first, (height, width, 3). */
  picture(): Promise<Uint8Array>;
  /** Puts its threads to sleep, so that the next engine has the machine. */
  sleep(): Promise<void>;
  dispose(): void;
}

export interface ContestantOptions extends Shot {
  readonly sceneUrl: string;
}
