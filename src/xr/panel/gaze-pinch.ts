import { type Camera, type Intersection, type Object3D, Raycaster } from 'three';
import { GAZE_FLAG } from '../../shared/gaze.ts';
import { GAZE_LAYOUT, type GazeFields } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';

export interface GazeTarget {
  readonly object: Object3D;
  setGazed(gazed: boolean): void;
  act(): void;
}

/**
 * Gaze aims, a pinch of either hand commits: a headset's gaze source emits no select events of its own. A hand whose
 * ray lies on the board selects by itself, so the pinch then does nothing more.
 */
export class GazePinch {
  private readonly record = GAZE_LAYOUT.record();
  private readonly raycaster = new Raycaster();
  private readonly hits: Intersection[] = [];
  private readonly targets: GazeTarget[] = [];
  private gazed: GazeTarget | null = null;
  private rays = 0;

  constructor(private readonly gaze: Mailbox<GazeFields>) {}

  /** @returns a function that takes the target away again. */
  add(target: GazeTarget): () => void {
    this.targets.push(target);
    return () => {
      this.targets.splice(this.targets.indexOf(target), 1);
      if (this.gazed === target) this.gazed = null;
    };
  }

  /** Whether a ray or the gaze is on a target, so that a pinch or trigger now belongs to the board. */
  get aimed(): boolean {
    return this.rays > 0 || this.gazed !== null;
  }

  rayEntered(): void {
    this.rays++;
  }

  rayLeft(): void {
    this.rays = Math.max(0, this.rays - 1);
  }

  /** Looks up what the filtered gaze rests on. */
  update(head: Camera): void {
    const target = this.find(head);
    if (target === this.gazed) return;
    this.gazed?.setGazed(false);
    this.gazed = target;
    target?.setGazed(true);
  }

  commit(inputSource: XRInputSource): void {
    if (inputSource.hand && this.rays === 0) this.gazed?.act();
  }

  private find(head: Camera): GazeTarget | null {
    const { record, raycaster, hits } = this;
    if (!this.gaze.read(record) || (record.flags[0]! & GAZE_FLAG.valid) === 0) return null;
    raycaster.ray.origin.setFromMatrixPosition(head.matrixWorld);
    raycaster.ray.direction.fromArray(record.filtered).transformDirection(head.matrixWorld);
    for (const target of this.targets) {
      hits.length = 0;
      raycaster.intersectObject(target.object, false, hits);
      if (hits.length > 0) return target;
    }
    return null;
  }
}
