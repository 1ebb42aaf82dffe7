import type { RecordOf } from '../../../shared/layout.ts';
import type { ViewFields } from '../../../shared/layouts.ts';

function allFinite(values: ArrayLike<number>, count: number): boolean {
  for (let i = 0; i < count; i++) if (!Number.isFinite(values[i]!)) return false;
  return true;
}

/**
 * Lets through a view whose pose and frusta are numbers that a picture can be drawn from. A gaze that is none is let through: it costs
 * sharpness, not the picture.
 * @param eyeCount eyes of the view, whose number has been checked
 * @throws RangeError
 */
export function checkView(view: RecordOf<ViewFields>, eyeCount: number): void {
  const { eyeTangents } = view;
  if (
    !allFinite(view.headPosition, 3) ||
    !allFinite(view.headOrientation, 4) ||
    !allFinite(view.eyePosition, 3 * eyeCount) ||
    !allFinite(view.eyeOrientation, 4 * eyeCount)
  ) {
    throw new RangeError('a view without a finite head or eye pose cannot be drawn');
  }
  for (let at = 0; at < 4 * eyeCount; at += 4) {
    const across = eyeTangents[at]! + eyeTangents[at + 1]!;
    const upright = eyeTangents[at + 2]! + eyeTangents[at + 3]!;
    if (!(across > 1e-6 && upright > 1e-6 && across < 1e6 && upright < 1e6)) {
      throw new RangeError('a view whose frustum is empty or no frustum at all cannot be drawn');
    }
  }
}
