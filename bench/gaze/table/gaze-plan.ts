import { seededRandom } from '../../../scripts/gaze-traces/seeded-random.ts';
import { directionOfAngles, pitchOf, yawOf } from '../../../src/workers/gaze/angles.ts';
import { EXITS } from '../../../src/workers/gaze/tracker-config.ts';

/**
 * What six exits say of a gaze: the truth plus an error of each exit's own spread, drawn independently. Stands for a trained network
 * where the network that is timed has none.
 * @param truth unit direction in viewer space
 * @param sigmaDeg standard deviation per axis of each exit, degrees
 * @returns (exits, 3) unit directions
 */
export function gazePlan(truth: ArrayLike<number>, sigmaDeg: readonly number[], seed: number): Float32Array {
  const random = seededRandom(seed);
  const out = new Float32Array(3 * EXITS);
  for (let exit = 0; exit < EXITS; exit++) {
    const sigma = sigmaDeg[exit]!;
    directionOfAngles(
      yawOf(truth) + sigma * random.normal(),
      pitchOf(truth) + sigma * random.normal(),
      out.subarray(3 * exit, 3 * exit + 3),
    );
  }
  return out;
}
