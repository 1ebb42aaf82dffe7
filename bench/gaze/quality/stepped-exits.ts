import type { RecordOf } from '../../../src/shared/layout.ts';
import type { GazeFields } from '../../../src/shared/layouts.ts';
import type { ExitSource } from '../../../src/workers/splats/foveation/exit-source.ts';

/** Exits of one image that come one by one, each when the renderer is ready for it: every increment is drawn, whatever the clock says. */
export class SteppedExits implements ExitSource {
  private exits: readonly RecordOf<GazeFields>[] = [];

  /** @param exits of the next image, in order */
  start(exits: readonly RecordOf<GazeFields>[]): void {
    this.exits = exits;
  }

  newest(afterImage: number, afterExit: number, out: RecordOf<GazeFields>): boolean {
    const next = this.exits.find(({ image, exit }) => image[0] !== afterImage || exit[0]! > afterExit);
    if (!next) return false;
    out.words.set(next.words);
    return true;
  }

  wait(): boolean {
    return true;
  }
}
