import {
  CHUNK_WORD,
  CHUNK_WORDS,
  type FrameField,
  type ParameterBlock,
} from '../../../kernels/splats/frame-block.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import { MAX_EYES, type ViewFields } from '../../../shared/layouts.ts';
import { writeContribution } from '../foveation/contribution.ts';
import { angleBetweenDeg } from '../foveation/eccentricity.ts';
import { FALL_MS, followShare, leftAfter } from '../foveation/held-share.ts';
import { VIEW_MODE } from '../foveation/view-options.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import { CHUNK_FIELD, CHUNK_FIELDS } from '../scene/splat-scene.ts';
import { ChunkCull } from '../tiles/chunk-cull.ts';
import { DistanceRange } from '../tiles/distance-range.ts';
import { eyeAxes } from '../tiles/eye-axes.ts';
import { GazeDetail } from '../tiles/gaze-detail.ts';
import { ChunkProfile } from './chunk-profile.ts';
import { ChunkShares } from './chunk-shares.ts';
import { MARGIN_DEG, widenTangents } from './list-margin.ts';

/** Radius of the ball that holds most centres of a chunk, as a share of the farthest one's distance. */
const BULK = 0.6;
/** A gaze nearer than this to the one that shares were wished for is the same, degrees. */
const GAZE_DEG = 0.3;
/** The same where it only says what is too faint. */
const FAINT_GAZE_DEG = 2;

/**
 * Chooses chunks and prefixes of a draw list: union of the eyes' frusta with a margin, level of detail, splat budget; all but the
 * first held from list to list. Allocation-free after construction.
 */
export class ListPlan {
  /** Chunks that an eye may see before the next list, 1 each. */
  readonly cull: ChunkCull;
  readonly profile: ChunkProfile;
  /** Rows, and splats of the chunks that an eye may see. */
  rowCount = 0;
  splatsInView = 0;
  nearest = 0;
  farthest = 1;
  private readonly rows: Int32Array;
  private readonly table: Float32Array;
  private readonly tableInts: Int32Array;
  private readonly shares: ChunkShares;
  /** Share of every chunk in view. */
  private readonly held: Float32Array;
  private readonly range: DistanceRange;
  private readonly detail = new GazeDetail();
  /** Gaze that shares were wished for, and the one that what is too faint was left out for. */
  private readonly gaze = new Float64Array(3);
  private readonly faintGaze = new Float64Array(3);
  private leaves = false;
  private readonly contribution = { near: 0, far: 0, startDeg: 0, endDeg: 0 };
  private readonly axes = new Float64Array(12);
  private readonly tangents = new Float64Array(4);
  private readonly wide = new Float64Array(4);
  private budgetShare = 1;
  private budgetLimit = 1;

  constructor(
    { scene, plan }: PlannedScene,
    private readonly frame: ParameterBlock<FrameField>,
    beat: () => void,
  ) {
    const { buffer } = scene.memory;
    const { chunkCount } = scene;
    this.cull = new ChunkCull(scene);
    this.profile = new ChunkProfile(scene, beat);
    this.shares = new ChunkShares(chunkCount);
    this.held = new Float32Array(chunkCount);
    this.range = new DistanceRange(scene);
    this.rows = new Int32Array(buffer, plan.chunkRows, chunkCount * CHUNK_WORDS);
    this.table = new Float32Array(buffer, scene.chunkTable, chunkCount * CHUNK_FIELDS);
    this.tableInts = new Int32Array(buffer, scene.chunkTable, chunkCount * CHUNK_FIELDS);
  }

  /** Marks the chunks in view. */
  mark(view: RecordOf<ViewFields>): void {
    const { axes, tangents, wide } = this;
    this.cull.begin();
    for (let eye = 0; eye < Math.min(MAX_EYES, view.eyeCount[0]!); eye++) {
      eyeAxes(view, eye, axes, tangents);
      widenTangents(tangents, MARGIN_DEG, wide);
      this.cull.addEye(axes, wide);
    }
  }

  /** Whether shares, and what is too faint, need no further list while gaze and view stay as they are. */
  settled(view: RecordOf<ViewFields>): boolean {
    if (this.shares.moving || this.budgetShare !== this.budgetLimit) return false;
    const detailed = isDetailed(view);
    if (!detailed && !this.leaves) return true;
    this.detail.aim(view, this.frame);
    if (detailed && angleBetweenDeg(this.detail.gaze, this.gaze) > GAZE_DEG) return false;
    return !this.lookedAway();
  }

  /**
   * Lets the shares of the chunks in view follow a view.
   * @param dtMs time since the view before; infinite = at once
   * @returns whether anything is drawn otherwise than before
   */
  follow(view: RecordOf<ViewFields>, dtMs: number): boolean {
    const { table, tableInts, shares, held } = this;
    const { inside } = this.cull;
    const detailed = isDetailed(view);
    if (detailed || this.leaves) this.detail.aim(view, this.frame);
    if (detailed) this.gaze.set(this.detail.gaze);
    const hx = view.headPosition[0]!;
    const hy = view.headPosition[1]!;
    const hz = view.headPosition[2]!;
    shares.begin(dtMs);
    let rows = 0;
    let whole = 0;
    let wanted = 0;
    for (let chunk = 0; chunk < inside.length; chunk++) {
      if (!inside[chunk]) {
        shares.leave(chunk);
        continue;
      }
      const at = chunk * CHUNK_FIELDS;
      let wish = 1;
      if (detailed) {
        const x = table[at + CHUNK_FIELD.x]! - hx;
        const y = table[at + CHUNK_FIELD.y]! - hy;
        const z = table[at + CHUNK_FIELD.z]! - hz;
        const needed = this.detail.needed(x, y, z, BULK * table[at + CHUNK_FIELD.spread]!);
        wish = Math.max(this.detail.least, this.profile.share(chunk, needed));
        // A chunk without bounds has no share either (NaN) and is kept.
        if (!(wish < 1)) wish = 1;
      }
      const count = tableInts[at + CHUNK_FIELD.count]!;
      held[chunk] = shares.follow(chunk, wish);
      rows++;
      whole += count;
      wanted += held[chunk]! * count;
    }
    this.splatsInView = whole;
    const before = this.budgetShare;
    this.keepTo(view.splatBudget[0]!, rows, whole, wanted, dtMs);
    return shares.changed || this.budgetShare !== before || this.lookedAway();
  }

  /**
   * Writes rows and what is drawn of every chunk.
   * @param codes byte offset of the weights of all splats, 0 = unknown
   * @param evenPart weight of a splat if all that are seen had the same
   * @param chunks splats drawn and growth of σ², of every chunk of the scene
   */
  write(view: RecordOf<ViewFields>, codes: number, evenPart: number, chunks: Float32Array): void {
    const { tableInts, held, rows, range } = this;
    this.leaves = codes !== 0;
    if (this.leaves) this.aimContribution(view, evenPart);
    this.frame.set('codes', codes);
    const { inside } = this.cull;
    const most = view.splatBudget[0]! || Number.POSITIVE_INFINITY;
    let row = 0;
    let total = 0;
    chunks.fill(0);
    range.begin(view.headPosition);
    for (let chunk = 0; chunk < inside.length; chunk++) {
      if (!inside[chunk]) continue;
      const at = chunk * CHUNK_FIELDS;
      const count = tableInts[at + CHUNK_FIELD.count]!;
      const share = held[chunk]! * this.budgetShare;
      chunks[2 * chunk] = share * count;
      // As it was rounded, because the shader fades by that.
      const keep = Math.ceil(chunks[2 * chunk]!);
      if (keep === 0 || total + keep > most) {
        chunks[2 * chunk] = 0;
        continue;
      }
      chunks[2 * chunk + 1] = this.profile.growth2(chunk, share);
      range.add(chunk);
      const to = row++ * CHUNK_WORDS;
      const start = tableInts[at + CHUNK_FIELD.start]!;
      rows[to + CHUNK_WORD.start] = start;
      rows[to + CHUNK_WORD.keep] = keep;
      // Records are the splats themselves.
      rows[to + CHUNK_WORD.record] = start;
      rows[to + CHUNK_WORD.visible] = 0;
      total += keep;
    }
    this.rowCount = row;
    this.nearest = row > 0 ? range.nearest : 0;
    this.farthest = Math.max(range.farthest, this.nearest + 1e-3);
  }

  /** Splats of the last list's rows that are left out because they add too little. */
  leftOut(): number {
    let splats = 0;
    for (let row = 0; row < this.rowCount; row++) splats += this.rows[row * CHUNK_WORDS + CHUNK_WORD.left]!;
    return splats;
  }

  /** Whether the gaze, which `detail` is aimed at, has left the one that splats were left out for. */
  private lookedAway(): boolean {
    return this.leaves && angleBetweenDeg(this.detail.gaze, this.faintGaze) > FAINT_GAZE_DEG;
  }

  private aimContribution(view: RecordOf<ViewFields>, evenPart: number): void {
    const { contribution, detail } = this;
    detail.aim(view, this.frame);
    this.faintGaze.set(detail.gaze);
    contribution.near = view.contribution[0]! * evenPart;
    contribution.far = view.contribution[1]! * evenPart;
    contribution.startDeg = view.contribution[2]!;
    contribution.endDeg = view.contribution[3]!;
    writeContribution(contribution, this.frame);
  }

  /**
   * Follows the splat budget: what is too much goes at once, what there is room for comes slowly.
   * @param rows, whole, wanted chunks in view, their splats, and as many of these as level of detail keeps
   */
  private keepTo(budget: number, rows: number, whole: number, wanted: number, dtMs: number): void {
    // The last splat of each chunk counts as one however little of it is drawn.
    const room = Math.max(budget / 2, budget - rows);
    this.budgetLimit = budget > 0 && whole > budget && wanted > room ? room / wanted : 1;
    const left = leftAfter(dtMs, FALL_MS);
    this.budgetShare =
      this.budgetLimit <= this.budgetShare
        ? this.budgetLimit
        : followShare(this.budgetShare, this.budgetLimit, left, left);
  }
}

/** Whether a view asks for splats that add too little to be left out. */
export function leavesOut(view: RecordOf<ViewFields>): boolean {
  return view.mode[0] === VIEW_MODE.a3fr && view.contribution[0]! > 0;
}

function isDetailed(view: RecordOf<ViewFields>): boolean {
  return view.mode[0] === VIEW_MODE.a3fr && view.lod[1]! > 0;
}
