import type { RecordOf } from '../../../shared/layout.ts';
import type { ViewFields } from '../../../shared/layouts.ts';
import { lowerSafeRadius, upperSafeRadius } from './safe-radius.ts';

/** Exits of the tracker. */
export const EXIT_COUNT = 6;

/** Angles of a view that follow the 99 % rule, in this order: r4, r3, r2, floor, far. */
export const REGION = { r4: 0, r3: 1, r2: 2, floor: 3, far: 4 } as const;
const REGIONS = 5;

/** Beyond any angle: such a radius has no edge that an error could move. */
const WHOLE_SPHERE_DEG = 180;
/** Stands for an error that is no number: nothing that is usual is safe with it. */
const UNKNOWN_SIGMA_DEG = 90;

/**
 * Safe radii of every exit for the angles of a view (A3FR 1.3): the lower ones, inside which 99 % of what is drawn is needed, and the
 * upper ones, inside which 99 % of what is needed lies. A row is worked out when it is first asked for (about a millisecond) and kept
 * until an angle or an error changes.
 */
export class ExitRadii {
  private readonly angles = new Float64Array(REGIONS);
  private readonly sigmas = new Float64Array(EXIT_COUNT);
  private readonly rows = new Float64Array(2 * EXIT_COUNT * REGIONS);
  private readonly known = new Uint8Array(2 * EXIT_COUNT);
  private readonly wish = new Float64Array(REGIONS);

  /** Takes angles and errors of a view over. Allocates nothing. */
  update(view: RecordOf<ViewFields>): void {
    const { angles, sigmas, wish } = this;
    for (let i = 0; i < 3; i++) wish[i] = view.radii[i]!;
    wish[REGION.floor] = view.floorDeg[0]!;
    wish[REGION.far] = view.farDeg[0]!;
    let same = true;
    for (let i = 0; i < REGIONS; i++) {
      if (angles[i] === wish[i]) continue;
      angles[i] = wish[i]!;
      same = false;
    }
    for (let i = 0; i < EXIT_COUNT; i++) {
      const given = view.exitSigmaDeg[i]!;
      const sigma = Number.isFinite(given) ? Math.max(0, given) : UNKNOWN_SIGMA_DEG;
      if (sigmas[i] === sigma) continue;
      sigmas[i] = sigma;
      same = false;
    }
    if (!same) this.known.fill(0);
  }

  /** Error of an exit 1 … 6, standard deviation per axis, degrees. */
  sigmaDeg(exit: number): number {
    return this.sigmas[exit - 1]!;
  }

  /** @param exit 1 … 6 @param region of `REGION` */
  lower(exit: number, region: number): number {
    return this.at(exit - 1, region);
  }

  upper(exit: number, region: number): number {
    return this.at(EXIT_COUNT + exit - 1, region);
  }

  private at(row: number, region: number): number {
    if (this.known[row] === 0) this.workOut(row);
    return this.rows[row * REGIONS + region]!;
  }

  private workOut(row: number): void {
    const safe = row < EXIT_COUNT ? lowerSafeRadius : upperSafeRadius;
    const sigma = this.sigmas[row % EXIT_COUNT]!;
    for (let region = 0; region < REGIONS; region++) {
      const angle = this.angles[region]!;
      this.rows[row * REGIONS + region] = angle < WHOLE_SPHERE_DEG ? safe(angle, sigma) : angle;
    }
    this.known[row] = 1;
  }
}
