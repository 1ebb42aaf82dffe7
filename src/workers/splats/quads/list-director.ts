import { FRAME_FIELDS, type FrameField, ParameterBlock } from '../../../kernels/splats/frame-block.ts';
import type { SplatKernels } from '../../../kernels/splats/splat-kernels.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import { LIST_LAYOUT, type ListFields, MAX_EYES, type ViewFields } from '../../../shared/layouts.ts';
import type { Pulse } from '../../../shared/pulse.ts';
import { nowMs } from '../../../shared/time.ts';
import { VIEW_PRODUCT } from '../foveation/view-options.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import { checkView } from '../tiles/check-view.ts';
import { CONTROL, resetWork } from '../tiles/control.ts';
import {
  LIST_FRAME_OFFSET,
  LIST_SLOTS,
  listOffsets,
  MOST_LIST_TILES,
  tileCount,
} from '../tiles/frame-memory.ts';
import { setKeyScale } from '../tiles/key-scale.ts';
import { VisibilityCells } from '../visibility/visibility-cells.ts';
import { ListBasis } from './list-basis.ts';
import { ListContent } from './list-content.ts';
import type { ListLead } from './list-engine.ts';
import { ListPlan, leavesOut } from './list-plan.ts';
import { isListSlot, viewList } from './list-views.ts';

/**
 * The lead's part of a draw list: chooses chunks and prefixes for a view before the threads order them, and describes the list after
 * it. A view that the list before is right for gets that one again. Allocates nothing per list unless the pictures' shape changes.
 */
export class ListDirector implements ListLead {
  /** Description of the newest list. */
  readonly record: RecordOf<ListFields> = LIST_LAYOUT.record();
  private readonly frame: ParameterBlock<FrameField>;
  /** Made with the first list, because it looks at the whole scene. */
  private madePlan: ListPlan | null = null;
  /** Made with the first list that asks for it. */
  private cells: VisibilityCells | null = null;
  /** What the present list, and the one in the making, know of what is visible: byte offset, 0 = nothing. */
  private codes = 0;
  private readonly content: ListContent;
  private readonly basis = new ListBasis();
  private readonly orders: readonly number[];
  private readonly slotChunks: readonly Float32Array[];
  private view!: RecordOf<ViewFields>;
  /** Whether a list was published that is still in its slot, and whether it is one of this director's. */
  private published: boolean;
  private present = false;
  private slot: number;
  private startMs = 0;
  private stageMs = 0;

  /** @param last newest list of this scene by a renderer before this one: its slot may be in use, and is written last */
  constructor(
    private readonly planned: PlannedScene,
    private readonly kernels: SplatKernels,
    private readonly control: Int32Array,
    last: RecordOf<ListFields> | null,
    private readonly pulse: Pulse,
  ) {
    const { id, scene, plan } = planned;
    const { record } = this;
    record.scene[0] = id;
    record.serial[0] = last?.serial[0] ?? 0;
    record.slot[0] = -1;
    record.splatsTotal[0] = scene.count;
    this.published = last !== null && isListSlot(last.slot[0]!);
    this.slot = this.published ? last!.slot[0]! : 0;
    const slots = Array.from({ length: LIST_SLOTS }, (_, slot) => slot);
    this.orders = slots.map((slot) => listOffsets(plan, scene.chunkCount, slot).order);
    this.slotChunks = slots.map((slot) => viewList(planned, slot, 0).chunks);
    const frame = new ParameterBlock<FrameField>(FRAME_FIELDS, scene.memory.buffer, LIST_FRAME_OFFSET);
    this.frame = frame;
    this.content = new ListContent(planned);
    frame.set('scene', scene.arrays);
    frame.set('stride', scene.stride);
    frame.set('chunks', plan.chunkRows);
    frame.set('keys', plan.keys);
    // The order alone: no eye has tile words.
    frame.set('eyeCount', 0);
  }

  private get chunks(): ListPlan {
    this.madePlan ??= new ListPlan(this.planned, this.frame, () => this.pulse.beat());
    return this.madePlan;
  }

  /**
   * Prepares a list; the threads' `runList` comes next.
   * @returns false when the list before is right for the view too: `record` says so, and there is nothing to run or to finish
   * @throws RangeError when the view's pose is not finite or its pictures have too many tiles; nothing has changed then
   */
  prepare(view: RecordOf<ViewFields>): boolean {
    checkListView(view);
    const { basis, chunks } = this;
    this.startMs = nowMs();
    this.stageMs = this.startMs;
    this.view = view;
    let dt = basis.sinceLast(view);
    basis.see(view);
    const codes = this.visibleFrom(view);
    if (this.present && codes === this.codes && basis.serves(view)) {
      if (chunks.settled(view) || !chunks.follow(view, dt)) {
        this.describe();
        return false;
      }
      dt = 0;
    }
    chunks.mark(view);
    chunks.follow(view, dt);
    this.slot = (this.slot + 1) % LIST_SLOTS;
    const drawn = this.slotChunks[this.slot]!;
    chunks.write(view, codes, codes ? this.cells!.evenPart(codes) : 0, drawn);
    this.codes = codes;
    this.content.write(view, drawn, chunks.profile.sigma, this.slot);
    basis.take(view, chunks.nearest);
    this.setWork();
    this.stageDone(0);
    return true;
  }

  stageDone(stage: number): void {
    const now = nowMs();
    this.record.stageMs[stage] = now - this.stageMs;
    this.stageMs = now;
  }

  /** Fills `record` after the threads have finished. */
  finish(): void {
    const { record, chunks } = this;
    record.serial[0]!++;
    record.slot[0] = this.slot;
    record.count[0] = this.control[CONTROL.records]! - chunks.leftOut();
    record.visibilityKnown[0] = this.codes ? 1 : 0;
    record.splatsInView[0] = chunks.splatsInView;
    this.present = true;
    this.published = true;
    this.describe();
    record.stageMs[3] = record.finishedMs[0]! - this.startMs;
  }

  /**
   * Goes on with what is visible from about where the last view's head is, a slice of a fraction of a millisecond.
   * @returns false when there is nothing to do
   */
  work(): boolean {
    return this.cells?.work() ?? false;
  }

  /** Whether a list made now would leave out more than the last one. */
  get improved(): boolean {
    return this.present && this.codes === 0 && (this.cells?.usable ?? false);
  }

  /**
   * The memory of the lists is about to be used for something else.
   * @returns whether there was a list; `record` says that there is none now
   */
  withdraw(): boolean {
    const { published, record } = this;
    this.published = false;
    this.present = false;
    this.cells?.rest();
    record.slot[0] = -1;
    record.count[0] = 0;
    return published;
  }

  /** Byte offset of what is visible from where a view's head is, 0 = unknown or not asked for. */
  private visibleFrom(view: RecordOf<ViewFields>): number {
    if (!leavesOut(view) || !this.planned.plan.probes) {
      this.cells?.rest();
      return 0;
    }
    this.cells ??= new VisibilityCells(this.planned, this.kernels);
    return this.cells.follow(view);
  }

  private setWork(): void {
    const { frame, control, chunks, view } = this;
    frame.set('order', this.orders[this.slot]!);
    frame.set('headX', view.headPosition[0]!);
    frame.set('headY', view.headPosition[1]!);
    frame.set('headZ', view.headPosition[2]!);
    setKeyScale(frame, chunks.nearest, chunks.farthest);
    resetWork(control);
    control[CONTROL.product] = VIEW_PRODUCT.lists;
    control[CONTROL.chunkRows] = chunks.rowCount;
  }

  /** Takes what the record says of the view. */
  private describe(): void {
    const { record, view } = this;
    record.captureMs[0] = view.captureMs[0]!;
    record.gazeMs[0] = view.gazeMs[0]!;
    record.headPosition.set(view.headPosition);
    record.headOrientation.set(view.headOrientation);
    record.gazeDirection.set(view.gazeDirection);
    record.eyeCount[0] = view.eyeCount[0]!;
    record.width[0] = view.width[0]!;
    record.height[0] = view.height[0]!;
    record.finishedMs[0] = nowMs();
  }
}

/** @throws RangeError */
function checkListView(view: RecordOf<ViewFields>): void {
  const eyeCount = view.eyeCount[0]!;
  const width = view.width[0]!;
  const height = view.height[0]!;
  const sized = width > 0 && height > 0 && eyeCount >= 1 && eyeCount <= MAX_EYES;
  if (!(sized && eyeCount * tileCount(width, height) <= MOST_LIST_TILES)) {
    throw new RangeError(`no list can be made for a picture of ${eyeCount} × ${width} × ${height} pixels`);
  }
  checkView(view, eyeCount);
}
