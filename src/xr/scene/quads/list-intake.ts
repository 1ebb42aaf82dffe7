import type { RecordOf } from '../../../shared/layout.ts';
import { LIST_LAYOUT, type ListFields, type ViewFields } from '../../../shared/layouts.ts';
import { TILE_SIZE } from '../../../workers/splats/foveation/quad-passes.ts';
import type { SplatClient } from '../../../workers/splats/splat-client.ts';
import type { QuadRenderer } from './quad-renderer.ts';

const DEGREES = 180 / Math.PI;

/** Angle of the turn between two unit quaternions, degrees. */
export function turnDeg(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const w = a[0]! * b[0]! + a[1]! * b[1]! + a[2]! * b[2]! + a[3]! * b[3]!;
  const x = a[3]! * b[0]! - a[0]! * b[3]! + a[1]! * b[2]! - a[2]! * b[1]!;
  const y = a[3]! * b[1]! - a[1]! * b[3]! + a[2]! * b[0]! - a[0]! * b[2]!;
  const z = a[3]! * b[2]! - a[2]! * b[3]! + a[0]! * b[1]! - a[1]! * b[0]!;
  return 2 * Math.atan2(Math.hypot(x, y, z), Math.abs(w)) * DEGREES;
}

/** Takes over draw lists of the scene that is drawn. Allocates nothing but views on them. */
export class ListIntake {
  /** Record of the newest list that was taken over. */
  readonly record: RecordOf<ListFields> = LIST_LAYOUT.record();
  private readonly newest: RecordOf<ListFields> = LIST_LAYOUT.record();
  /** Whether `newest` came since the last one was looked at. */
  private fresh = false;
  private serial = 0;
  private scene = -1;
  /** Content levels of the tiles of that list, eye by eye. */
  private content = new Uint8Array(0);
  private readonly views: Uint8Array[] = [];

  constructor(private readonly client: SplatClient) {}

  /** Whether a list of the scene has been taken over. */
  has(scene: number): boolean {
    return this.scene === scene;
  }

  /** Scene of the newest list there is, taken over or not; -1 where there is none. */
  look(): number {
    const { client, newest } = this;
    if (client.list.readNew(newest)) this.fresh = true;
    // Lists are withdrawn, by a record without a slot, while pictures are drawn where they were.
    return newest.serial[0]! > 0 && newest.slot[0]! >= 0 ? newest.scene[0]! : -1;
  }

  /** Takes the newest list over where it is of the scene and was not yet. */
  take(renderer: QuadRenderer, scene: number): void {
    const { newest, record } = this;
    if (!this.fresh || newest.scene[0] !== scene) return;
    this.fresh = false;
    // What was taken over outlives what was withdrawn.
    if (newest.slot[0]! < 0) return;
    const same = newest.serial[0] === this.serial && scene === this.scene;
    const list = same ? null : this.client.drawList(newest.slot[0]!);
    if (!same && list === null) return;
    record.words.set(newest.words);
    if (list === null) return;
    renderer.setList(list, record.count[0]!);
    this.serial = record.serial[0]!;
    this.scene = scene;
    this.keepContent(list.content);
  }

  private keepContent(content: Uint8Array): void {
    const { eyeCount } = this.record;
    if (content.length !== this.content.length || eyeCount[0] !== this.views.length) {
      this.content = new Uint8Array(content.length);
      this.views.length = 0;
      const tiles = content.length / eyeCount[0]!;
      for (let eye = 0; eye < eyeCount[0]!; eye++) {
        this.views.push(this.content.subarray(eye * tiles, (eye + 1) * tiles));
      }
    }
    this.content.set(content);
  }

  /** Content levels of a view's tiles, or null where the list has none for a picture of that size. */
  contentOf(view: number, width: number, height: number): Uint8Array | null {
    const { record } = this;
    const columns = Math.ceil(width / TILE_SIZE);
    if (columns !== Math.ceil(record.width[0]! / TILE_SIZE)) return null;
    if (Math.ceil(height / TILE_SIZE) !== Math.ceil(record.height[0]! / TILE_SIZE)) return null;
    return this.views[view] ?? null;
  }

  /** Turn of the head since the pose that the list is right for, degrees. */
  ageDeg(view: RecordOf<ViewFields>): number {
    return turnDeg(view.headOrientation, this.record.headOrientation);
  }

  /** Forgets what was taken over, so that it is taken over again. */
  forget(): void {
    this.serial = 0;
    this.scene = -1;
    this.fresh = this.newest.serial[0]! > 0;
  }
}
