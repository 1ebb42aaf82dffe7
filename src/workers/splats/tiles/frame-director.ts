import { FRAME_FIELDS, type FrameField, ParameterBlock, TILE } from '../../../kernels/splats/frame-block.ts';
import type { RecordOf } from '../../../shared/layout.ts';
import { FRAME_LAYOUT, type FrameFields, MAX_EYES, type ViewFields } from '../../../shared/layouts.ts';
import type { Pulse } from '../../../shared/pulse.ts';
import { nowMs } from '../../../shared/time.ts';
import type { ExitSource } from '../foveation/exit-source.ts';
import { VIEW_MODE, VIEW_PRODUCT } from '../foveation/view-options.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import type { SplatScene } from '../scene/splat-scene.ts';
import { checkView } from './check-view.ts';
import { ChunkPlan } from './chunk-plan.ts';
import { CONTROL, resetWork } from './control.ts';
import { EyeSetup } from './eye-setup.ts';
import { EYES_OFFSET, FRAME_OFFSET, type FrameMemory, PICTURE_SLOTS, slotOffsets } from './frame-memory.ts';
import { FrameRounds } from './frame-rounds.ts';
import { GazeDetail } from './gaze-detail.ts';
import { setKeyScale } from './key-scale.ts';
import { LevelChooser } from './level-chooser.ts';
import { Thrift } from './thrift.ts';
import type { TileListMemory } from './tile-list-memory.ts';
import type { FrameLead } from './tiles-engine.ts';

/** Number of the blend stage. */
const BLEND = 3;

/**
 * The lead's part of a frame: turns a view into parameter blocks and chunk rows before it, chooses tile levels inside it and
 * describes the finished picture after it. Allocates nothing per frame unless the picture's shape changes.
 */
export class FrameDirector implements FrameLead {
  /** Description of the last finished frame. */
  readonly record: RecordOf<FrameFields> = FRAME_LAYOUT.record();
  private readonly frame: ParameterBlock<FrameField>;
  private readonly eyes: EyeSetup;
  private readonly chunks: ChunkPlan;
  private readonly detail = new GazeDetail();
  private readonly chooser = new LevelChooser();
  private readonly rounds: FrameRounds;
  private readonly thrift = new Thrift();
  private readonly tileOffsets: Uint32Array;
  private readonly slotLevels: readonly Uint8Array[];
  private readonly scene: SplatScene;
  private readonly plan: FrameMemory;
  private view!: RecordOf<ViewFields>;
  private slot = 0;
  private startMs = 0;
  private stageMs = 0;

  /** @param last newest frame of this scene by a renderer before this one: its slot may be on show, and is drawn into last */
  constructor(
    { id, scene, plan }: PlannedScene,
    private readonly control: Int32Array,
    last: RecordOf<FrameFields> | null,
    pulse: Pulse,
  ) {
    this.rounds = new FrameRounds(this.chooser, () => {
      pulse.beat();
      return Atomics.load(control, CONTROL.quit) === 0;
    });
    this.scene = scene;
    this.plan = plan;
    this.record.scene[0] = id;
    this.record.serial[0] = last?.serial[0] ?? 0;
    this.slot = last?.slot[0] ?? 0;
    const { buffer } = scene.memory;
    this.frame = new ParameterBlock(FRAME_FIELDS, buffer, FRAME_OFFSET);
    this.eyes = new EyeSetup(buffer, EYES_OFFSET, plan);
    this.chunks = new ChunkPlan(scene, plan.chunkRows);
    this.tileOffsets = new Uint32Array(buffer, plan.tileOffsets, plan.maxTiles + 1);
    this.slotLevels = Array.from(
      { length: PICTURE_SLOTS },
      (_, slot) => new Uint8Array(buffer, slotOffsets(plan, slot).levels, plan.maxTiles),
    );
    const { frame } = this;
    frame.set('scene', scene.arrays);
    frame.set('stride', scene.stride);
    frame.set('sh', scene.harmonics);
    frame.set('shBytes', scene.harmonicBytes);
    frame.set('shDegree', scene.shDegree);
    frame.set('shScale', scene.harmonicScale);
    frame.set('chunks', plan.chunkRows);
    frame.set('eyes', EYES_OFFSET);
    frame.set('keys', plan.keys);
    frame.set('order', plan.order);
    frame.set('offsets', plan.tileOffsets);
    frame.set('lists', plan.lists);
  }

  /**
   * Prepares a frame; the threads' `runFrame` comes next.
   * @param exits where a view with `schedule` finds the tracker's exits; without, it is drawn around the gaze that it has
   * @throws RangeError when the view's pictures do not fit the memory that was planned, or its pose is not finite; nothing has changed
   * then.
   */
  prepare(view: RecordOf<ViewFields>, exits: ExitSource | null = null): void {
    const { frame, control, chunks, eyes, plan } = this;
    const width = view.width[0]!;
    const height = view.height[0]!;
    const eyeCount = view.eyeCount[0]!;
    if (plan.maxPixels === 0)
      throw new RangeError('there is no room for pictures: draw lists alone were planned for');
    const tilesX = Math.ceil(width / TILE);
    const tilesY = Math.ceil(height / TILE);
    const tiles = eyeCount * tilesX * tilesY;
    if (width < 8 || height < 8 || width % 2 || height % 2 || eyeCount < 1 || eyeCount > MAX_EYES) {
      throw new RangeError(
        `a picture of ${eyeCount} × ${width} × ${height} pixels cannot be drawn: sizes are even, from 8`,
      );
    }
    if (eyeCount * width * height > plan.maxPixels || tiles > plan.maxTiles || tilesX > 256 || tilesY > 256) {
      throw new RangeError(
        `a picture of ${eyeCount} × ${width} × ${height} pixels is larger than was planned for`,
      );
    }
    checkView(view, eyeCount);
    this.startMs = nowMs();
    this.stageMs = this.startMs;
    this.view = view;
    this.slot = (this.slot + 1) % PICTURE_SLOTS;
    const { color, depth } = slotOffsets(plan, this.slot);
    frame.set('color', color);
    frame.set('depth', depth);
    frame.set('width', width);
    frame.set('height', height);
    frame.set('tilesX', tilesX);
    frame.set('tilesY', tilesY);
    frame.set('eyeCount', eyeCount);
    frame.set('headX', view.headPosition[0]!);
    frame.set('headY', view.headPosition[1]!);
    frame.set('headZ', view.headPosition[2]!);

    chunks.cull.begin();
    for (let eye = 0; eye < eyeCount; eye++) {
      eyes.load(view, eye);
      chunks.cull.addEye(eyes.axes, eyes.tangents);
    }
    const foveated = view.mode[0] === VIEW_MODE.a3fr;
    const detailed = foveated && view.lod[1]! > 0;
    const incremental = this.rounds.begin(view, exits);
    if (!detailed) this.detail.off(frame);
    else if (!incremental) this.detail.aim(view, frame);
    else {
      const { schedule } = this.rounds;
      this.detail.aim(view, frame, schedule.pastGaze, schedule.pastMarginDeg(this.startMs));
    }
    chunks.finish(
      view.headPosition,
      detailed ? this.detail.share : null,
      view.splatBudget[0]!,
      this.thrift.share,
    );
    setKeyScale(frame, chunks.nearest, chunks.farthest);

    resetWork(control);
    control[CONTROL.product] = VIEW_PRODUCT.pictures;
    control[CONTROL.chunkRows] = chunks.rowCount;
    control[CONTROL.tiles] = tiles;
    control[CONTROL.tilesPerEye] = tilesX * tilesY;
    control[CONTROL.slot] = this.slot;
    control[CONTROL.foveated] = foveated ? 1 : 0;
    control[CONTROL.incremental] = incremental ? 1 : 0;
    control[CONTROL.shaded] = 0;
    control[CONTROL.listed] = 0;
  }

  /** A sentence for people about how the last frame was drawn, once; else null. */
  takeRemark(): string | null {
    return this.thrift.takeRemark();
  }

  chooseLevels(): void {
    const { view, tileOffsets, slotLevels, slot, rounds, control } = this;
    if (control[CONTROL.incremental] === 1) rounds.start(view, tileOffsets, slotLevels[slot]!);
    else this.chooser.choose(view, tileOffsets, slotLevels[slot]!);
  }

  nextRound(): boolean {
    return this.rounds.next(this.view, this.slotLevels[this.slot]!, nowMs() - this.stageMs);
  }

  interrupts(): boolean {
    return this.rounds.interrupts();
  }

  stageDone(stage: number): void {
    const { record, rounds } = this;
    const now = nowMs();
    record.stageMs[stage] = now - this.stageMs;
    this.stageMs = now;
    if (stage === BLEND) rounds.describe(record);
  }

  /** Fills `record` after the threads have finished. @param lists where this frame's tile lists are */
  finish(lists: TileListMemory): void {
    const { record, view, control } = this;
    const entries = this.tileOffsets[control[CONTROL.tiles]!]!;
    this.thrift.settle(control[CONTROL.records]!, control[CONTROL.listed]!, entries, lists.most);
    record.serial[0]!++;
    record.slot[0] = this.slot;
    record.eyeCount[0] = view.eyeCount[0]!;
    record.width[0] = view.width[0]!;
    record.height[0] = view.height[0]!;
    record.captureMs[0] = view.captureMs[0]!;
    record.headPosition.set(view.headPosition);
    record.headOrientation.set(view.headOrientation);
    record.eyePosition.set(view.eyePosition);
    record.eyeOrientation.set(view.eyeOrientation);
    record.eyeTangents.set(view.eyeTangents);
    this.rounds.describeGaze(view, record);
    record.splatsTotal[0] = this.scene.count;
    record.splatsProjected[0] = control[CONTROL.records]!;
    record.pixelsShaded[0] = control[CONTROL.shaded]!;
    record.pixelsTotal[0] = view.eyeCount[0]! * view.width[0]! * view.height[0]!;
    record.finishedMs[0] = nowMs();
    record.stageMs[5] = record.finishedMs[0]! - this.startMs;
  }
}
