import {
  CHUNK_WORD,
  CHUNK_WORDS,
  FRAME_FIELDS,
  type FrameField,
  ParameterBlock,
  SORT_ROW_BYTES,
} from '../../../kernels/splats/frame-block.ts';
import type { SplatKernels } from '../../../kernels/splats/splat-kernels.ts';
import type { PlannedScene } from '../scene/shared-scene.ts';
import { CHUNK_FIELD, CHUNK_FIELDS } from '../scene/splat-scene.ts';
import { ChunkCull } from '../tiles/chunk-cull.ts';
import { PROBE_EYE_OFFSET, PROBE_FRAME_OFFSET } from '../tiles/frame-memory.ts';
import { setKeyScale } from '../tiles/key-scale.ts';
import { CUBE_FACES, FaceEye } from './cube-faces.ts';
import { FACE_PIXELS, type ProbeMemory } from './probe-memory.ts';

/** Chunks and splats that are looked at in a slice of work. */
const CHUNKS_A_SLICE = 64;
const SPLATS_A_SLICE = 1024;
/** A pixel of a headset's picture, in tangents: its low-pass is what the contributions are for. */
const PICTURE_PIXEL = 1 / 760;
const LOW_PASS = 0.3;
const DETAIL = LOW_PASS * (PICTURE_PIXEL * (FACE_PIXELS / 2)) ** 2;

const STAGE = { cull: 0, keys: 1, count: 2, scatter: 3, show: 4, see: 5, done: 6 } as const;

/**
 * Works out how much every splat changes what one point sees, in slices of a fraction of a millisecond: face by face of a cube, chunks
 * in view, depth order, then twice splat by splat from near to far: what they show, and what there is behind each. Allocates nothing after construction.
 */
export class ProbeJob {
  private readonly frame: ParameterBlock<FrameField>;
  private readonly eye: FaceEye;
  private readonly cull: ChunkCull;
  private readonly rows: Int32Array;
  private readonly table: Float32Array;
  private readonly tableInts: Int32Array;
  private readonly bytes: Uint8Array;
  private readonly axes = new Float64Array(12);
  private readonly tangents = Float64Array.of(1, 1, 1, 1);
  private codes = 0;
  private face = 0;
  private stage: number = STAGE.done;
  private place = 0;
  private rowCount = 0;
  private splats = 0;

  constructor(
    planned: PlannedScene,
    private readonly memory: ProbeMemory,
    private readonly kernels: SplatKernels,
  ) {
    const { scene } = planned;
    const { buffer } = scene.memory;
    this.cull = new ChunkCull(scene);
    this.rows = new Int32Array(buffer, memory.rows, scene.chunkCount * CHUNK_WORDS);
    this.table = new Float32Array(buffer, scene.chunkTable, scene.chunkCount * CHUNK_FIELDS);
    this.tableInts = new Int32Array(buffer, scene.chunkTable, scene.chunkCount * CHUNK_FIELDS);
    this.bytes = new Uint8Array(buffer);
    this.eye = new FaceEye(buffer, PROBE_EYE_OFFSET, FACE_PIXELS);
    this.frame = new ParameterBlock<FrameField>(FRAME_FIELDS, buffer, PROBE_FRAME_OFFSET);
    this.frame.set('scene', scene.arrays);
    this.frame.set('stride', scene.stride);
    this.frame.set('chunks', memory.rows);
    this.frame.set('keys', memory.keys);
    this.frame.set('order', memory.order);
    this.frame.set('eyeCount', 0);
    this.frame.set('eyes', PROBE_EYE_OFFSET);
    this.frame.set('width', FACE_PIXELS);
    this.frame.set('height', FACE_PIXELS);
  }

  /** Whether the last probe that was begun is finished. */
  get done(): boolean {
    return this.stage === STAGE.done;
  }

  /** @param codes byte offset of what is written: a byte a splat */
  begin(x: number, y: number, z: number, codes: number): void {
    this.axes[9] = x;
    this.axes[10] = y;
    this.axes[11] = z;
    this.frame.set('headX', x);
    this.frame.set('headY', y);
    this.frame.set('headZ', z);
    this.codes = codes;
    this.bytes.fill(0, codes, codes + this.memory.codeBytes);
    this.face = 0;
    this.stage = STAGE.cull;
  }

  /** Gives up the probe that was begun. */
  drop(): void {
    this.stage = STAGE.done;
  }

  /** Does a slice of work. */
  step(): void {
    const { kernels, memory, rowCount } = this;
    switch (this.stage) {
      case STAGE.cull:
        this.openFace();
        return;
      case STAGE.keys: {
        const end = Math.min(rowCount, this.place + CHUNKS_A_SLICE);
        while (this.place < end) kernels.chunkKeys(PROBE_FRAME_OFFSET, this.place++);
        if (this.place === rowCount) this.enter(STAGE.count);
        return;
      }
      case STAGE.count: {
        const counts = memory.counts + this.place * SORT_ROW_BYTES;
        kernels.countKeys(
          PROBE_FRAME_OFFSET,
          this.partStart(this.place),
          this.partStart(this.place + 1),
          counts,
        );
        if (++this.place === memory.parts) this.enter(STAGE.scatter);
        return;
      }
      case STAGE.scatter: {
        const { counts, parts, places } = memory;
        kernels.offsetsOf(counts, parts, this.place, places);
        kernels.scatterKeys(
          PROBE_FRAME_OFFSET,
          this.partStart(this.place),
          this.partStart(this.place + 1),
          places,
        );
        if (++this.place === parts) {
          kernels.openBlocks(memory.light, memory.closed, FACE_PIXELS, 1);
          this.enter(STAGE.show);
        }
        return;
      }
      case STAGE.show:
        if (this.walk(0)) return;
        kernels.openBlocks(memory.light, memory.closed, FACE_PIXELS, 0);
        this.enter(STAGE.see);
        return;
      case STAGE.see:
        if (!this.walk(this.codes)) this.nextFace();
    }
  }

  /** Goes on from near to far. @param codes as for the kernel @returns whether there is more to see */
  private walk(codes: number): boolean {
    const { kernels, splats } = this;
    const { light, closed } = this.memory;
    const end = Math.min(splats, this.place + SPLATS_A_SLICE);
    kernels.seeSplats(PROBE_FRAME_OFFSET, codes, light, closed, this.place, end, DETAIL);
    this.place = end;
    return end < splats && kernels.closeBlocks(light, closed, FACE_PIXELS) > 0;
  }

  private nextFace(): void {
    this.face++;
    this.enter(this.face < CUBE_FACES.length ? STAGE.cull : STAGE.done);
  }

  private enter(stage: number): void {
    this.stage = stage;
    this.place = 0;
  }

  /** First row of a part of the sort. */
  private partStart(part: number): number {
    return Math.floor((part * this.rowCount) / this.memory.parts);
  }

  private openFace(): void {
    const { axes, cull, rows, table, tableInts } = this;
    for (let i = 0; i < 9; i++) axes[i] = CUBE_FACES[this.face]![i]!;
    this.eye.look(axes);
    cull.begin();
    cull.addEye(axes, this.tangents);
    let row = 0;
    let splats = 0;
    let nearest = Number.POSITIVE_INFINITY;
    let farthest = 0;
    for (let chunk = 0; chunk < cull.inside.length; chunk++) {
      if (!cull.inside[chunk]) continue;
      const at = chunk * CHUNK_FIELDS;
      const count = tableInts[at + CHUNK_FIELD.count]!;
      const start = tableInts[at + CHUNK_FIELD.start]!;
      const dx = table[at + CHUNK_FIELD.x]! - axes[9]!;
      const dy = table[at + CHUNK_FIELD.y]! - axes[10]!;
      const dz = table[at + CHUNK_FIELD.z]! - axes[11]!;
      const distance = Math.sqrt(dx * dx + dy * dy + dz * dz);
      const spread = table[at + CHUNK_FIELD.spread]!;
      nearest = Math.min(nearest, distance - spread);
      farthest = Math.max(farthest, distance + spread);
      const to = row++ * CHUNK_WORDS;
      rows[to + CHUNK_WORD.start] = start;
      rows[to + CHUNK_WORD.keep] = count;
      rows[to + CHUNK_WORD.record] = start;
      rows[to + CHUNK_WORD.visible] = 0;
      splats += count;
    }
    this.rowCount = row;
    this.splats = splats;
    const least = Math.max(0, nearest);
    setKeyScale(this.frame, least, Math.max(farthest, least + 1e-3));
    if (row > 0) this.enter(STAGE.keys);
    else this.nextFace();
  }
}
