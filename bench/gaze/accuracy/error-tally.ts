import { angleBetweenGazesDeg, type GazeAngles } from '../../../src/workers/gaze/angles.ts';
import { summarize } from '../../harness/statistics.ts';

/** What estimates miss the truth by, degrees. */
export interface ErrorFigures {
  readonly n: number;
  readonly meanDeg: number;
  readonly p95Deg: number;
  /** Root mean square of yaw and pitch errors together: σ of an isotropic normal without bias, as safe radii want it. */
  readonly sigmaDeg: number;
}

/** Errors of one exit under one set of conditions. */
export class ErrorTally {
  private readonly angles: number[] = [];
  private squares = 0;

  add(estimate: GazeAngles, truth: GazeAngles): void {
    this.angles.push(angleBetweenGazesDeg(estimate, truth));
    this.squares += (estimate.yawDeg - truth.yawDeg) ** 2 + (estimate.pitchDeg - truth.pitchDeg) ** 2;
  }

  get count(): number {
    return this.angles.length;
  }

  /** @throws RangeError when nothing was added */
  get figures(): ErrorFigures {
    const { n, mean, p95 } = summarize(this.angles);
    return { n, meanDeg: mean, p95Deg: p95, sigmaDeg: Math.sqrt(this.squares / (2 * n)) };
  }
}
