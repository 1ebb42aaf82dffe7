import { Quaternion, Vector3 } from 'three';
import type { RecordOf } from '../../shared/layout.ts';
import type { ViewFields } from '../../shared/layouts.ts';

/** Metres at which the overlay rings are placed, so that both eyes see them at one depth. */
const RING_DISTANCE = 2;

/** Finds the middle of the overlay rings. Allocates nothing after it is made. */
export class RingPlace {
  private readonly turn = new Quaternion();
  private readonly head = new Vector3();

  /** @param out unit vector from an eye, in its space, to the gaze of a view */
  write(
    out: Vector3,
    view: RecordOf<ViewFields>,
    eyePosition: ArrayLike<number>,
    eyeOrientation: ArrayLike<number>,
  ): void {
    const { turn, head } = this;
    turn.fromArray(view.headOrientation);
    head.fromArray(view.headPosition);
    out.fromArray(view.gazeDirection).multiplyScalar(RING_DISTANCE).applyQuaternion(turn).add(head);
    head.fromArray(eyePosition as number[]);
    turn.fromArray(eyeOrientation as number[]).invert();
    out.sub(head).applyQuaternion(turn).normalize();
  }
}
