import type { RecordOf } from '../../../shared/layout.ts';
import type { GazeFields } from '../../../shared/layouts.ts';

/** Where a renderer that draws by increments finds the tracker's exits. Nothing in it may allocate. */
export interface ExitSource {
  /**
   * Writes the newest exit into `out`.
   * @param afterImage,afterExit the exit that was taken last: one of another image, or a later one of the same, is newer
   * @returns false where there is none newer; `out` is of no use then
   */
  newest(afterImage: number, afterExit: number, out: RecordOf<GazeFields>): boolean;
  /**
   * The same at hardly any cost, and never late: asked after every tile, so that an exit counts in the middle of a round. Missing where
   * exits count between rounds only.
   */
  glance?(afterImage: number, afterExit: number, out: RecordOf<GazeFields>): boolean;
  /**
   * Waits until something newer may be there, or until a time of `nowMs()`. May come back before either. Not for the page's thread.
   * @returns false where nothing can come while one waits
   */
  wait(untilMs: number): boolean;
}
