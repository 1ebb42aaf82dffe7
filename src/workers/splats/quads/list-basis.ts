import type { RecordOf } from '../../../shared/layout.ts';
import { MAX_EYES, VIEW_LAYOUT, type ViewFields } from '../../../shared/layouts.ts';
import { VIEW_MODE } from '../foveation/view-options.ts';
import { eyeAxes } from '../tiles/eye-axes.ts';
import { marginCovers, RESERVE_DEG } from './list-margin.ts';

/** Moves of the head that leave the order right, as a share of the distance of the nearest splat. */
const STILL_SHARE = 0.01;
/** Splats nearer than this are not drawn, metres. */
const NEAREST_M = 0.2;
/** Moves that leave the culling right: what is drawn at the least distance is turned by the margin's reserve at the most, metres. */
const STILL_M = NEAREST_M * Math.tan((RESERVE_DEG * Math.PI) / 180);
/** Turns of the head that leave the tiles' content right, degrees. */
const STILL_DEG = 1;
/** Steps from view to view that are no movement but a jump. */
const JUMP_M = 0.3;
const JUMP_DEG = 12;
const JUMP_MS = 1000;

const RADIANS = Math.PI / 180;

/** The view that the present list was made for, and the last one that was looked at: says what a new view needs. */
export class ListBasis {
  private readonly made: RecordOf<ViewFields> = VIEW_LAYOUT.record();
  private readonly last: RecordOf<ViewFields> = VIEW_LAYOUT.record();
  private nearest = 0;
  private readonly axes = new Float64Array(12);
  private readonly tangents = new Float64Array(4);
  private readonly axesBefore = new Float64Array(12);
  private readonly tangentsBefore = new Float64Array(4);

  /** A list was made for this view. @param nearest distance of its nearest splat, metres */
  take(view: RecordOf<ViewFields>, nearest: number): void {
    this.made.words.set(view.words);
    this.nearest = Math.max(NEAREST_M, nearest);
  }

  /** A view was looked at. */
  see(view: RecordOf<ViewFields>): void {
    this.last.words.set(view.words);
  }

  /** Time since the last view, ms; infinite where this one does not go on from there. */
  sinceLast(view: RecordOf<ViewFields>): number {
    const { last } = this;
    const dt = view.captureMs[0]! - last.captureMs[0]!;
    const jumped =
      !sameWishes(view, last) ||
      distance(view.headPosition, last.headPosition) > JUMP_M ||
      turnDeg(view.headOrientation, last.headOrientation) > JUMP_DEG;
    return jumped || !(dt >= 0 && dt <= JUMP_MS) ? Number.POSITIVE_INFINITY : dt;
  }

  /** Whether order, culling and content of the present list are right for a view. */
  serves(view: RecordOf<ViewFields>): boolean {
    const { made, axes, tangents, axesBefore, tangentsBefore } = this;
    if (!sameWishes(view, made)) return false;
    const still = Math.min(STILL_M, STILL_SHARE * this.nearest);
    if (!(distance(view.headPosition, made.headPosition) <= still)) return false;
    const foveated = view.mode[0] === VIEW_MODE.a3fr;
    if (foveated && !(turnDeg(view.headOrientation, made.headOrientation) <= STILL_DEG)) return false;
    for (let eye = 0; eye < view.eyeCount[0]!; eye++) {
      eyeAxes(view, eye, axes, tangents);
      eyeAxes(made, eye, axesBefore, tangentsBefore);
      if (!marginCovers(axes, tangents, axesBefore, tangentsBefore)) return false;
    }
    return true;
  }
}

/** Whether two views ask for the same but for pose, gaze and time. */
function sameWishes(a: RecordOf<ViewFields>, b: RecordOf<ViewFields>): boolean {
  return (
    a.eyeCount[0] === b.eyeCount[0] &&
    a.width[0] === b.width[0] &&
    a.height[0] === b.height[0] &&
    a.mode[0] === b.mode[0] &&
    a.splatBudget[0] === b.splatBudget[0] &&
    same(a.lod, b.lod, 3) &&
    same(a.quantiles, b.quantiles, 3) &&
    same(a.contribution, b.contribution, 4) &&
    same(a.eyeTangents, b.eyeTangents, 4 * Math.min(MAX_EYES, a.eyeCount[0]!))
  );
}

function same(a: ArrayLike<number>, b: ArrayLike<number>, count: number): boolean {
  for (let i = 0; i < count; i++) if (a[i] !== b[i]) return false;
  return true;
}

function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const x = a[0]! - b[0]!;
  const y = a[1]! - b[1]!;
  const z = a[2]! - b[2]!;
  return Math.sqrt(x * x + y * y + z * z);
}

/** Angle of the turn between two unit quaternions, degrees. */
function turnDeg(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const w = a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]! + a[3]! * b[3]!;
  const x = a[3]! * b[0]! - a[0]! * b[3]! + a[1]! * b[2]! - a[2]! * b[1]!;
  const y = a[3]! * b[1]! - a[1]! * b[3]! + a[2]! * b[0]! - a[0]! * b[2]!;
  const z = a[3]! * b[2]! - a[2]! * b[3]! + a[0]! * b[1]! - a[1]! * b[0]!;
  return (2 * Math.atan2(Math.sqrt(x * x + y * y + z * z), Math.abs(w))) / RADIANS;
}
