import type { RawSplats, UpAxis, UpChoice } from './raw-splats.ts';
import { rotateHarmonics } from './rotate-harmonics.ts';

/** A turn about x. */
interface Turn {
  /** 3 × 3, row-major. */
  readonly matrix: readonly number[];
  /** Unit quaternion x, w of the turn; y and z are 0. */
  readonly x: number;
  readonly w: number;
  /**
   * A half turn is applied to quaternions from both sides: an ellipsoid is symmetric under half turns in its own axes, and so
   * files that were turned by others hold the same numbers as those that are turned here.
   */
  readonly bothSides: boolean;
}

const HALF = Math.SQRT1_2;

/** Turns that put the given axis up. */
const TO_Y_UP: Readonly<Record<Exclude<UpAxis, 'y-up'>, Turn>> = {
  'y-down': { matrix: [1, 0, 0, 0, -1, 0, 0, 0, -1], x: 1, w: 0, bothSides: true },
  'z-up': { matrix: [1, 0, 0, 0, 0, 1, 0, -1, 0], x: -HALF, w: HALF, bothSides: false },
  'z-down': { matrix: [1, 0, 0, 0, 0, -1, 0, 1, 0], x: HALF, w: HALF, bothSides: false },
};

/**
 * The same splats with y up, turned about x: positions, rotations and harmonics.
 * @param choice which way is up in `raw`; `auto` = what its file says
 * @returns `raw` itself where nothing has to be turned, else a new value; the input is only read
 */
export function orient(raw: RawSplats, choice: UpChoice): RawSplats {
  const up = choice === 'auto' ? raw.up : choice;
  if (up === 'y-up') return raw.up === 'y-up' ? raw : { ...raw, up };
  const turn = TO_Y_UP[up];
  return {
    ...raw,
    positions: turnPositions(raw, turn),
    rotations: turnRotations(raw, turn),
    shRest: raw.shRest && rotateHarmonics(raw.shRest, raw.shDegree, turn.matrix),
    up: 'y-up',
  };
}

function turnPositions({ count, positions }: RawSplats, { matrix }: Turn): Float32Array {
  const [, , , , yy, yz, , zy, zz] = matrix as [0, 0, 0, 0, number, number, 0, number, number];
  const turned = positions.slice();
  for (let at = 0; at < count * 3; at += 3) {
    const y = positions[at + 1]!;
    const z = positions[at + 2]!;
    turned[at + 1] = yy * y + yz * z;
    turned[at + 2] = zy * y + zz * z;
  }
  return turned;
}

function turnRotations({ count, rotations }: RawSplats, { x, w, bothSides }: Turn): Float32Array {
  const turned = rotations.slice();
  for (let at = 0; at < count * 4; at += 4) {
    const qx = rotations[at]!;
    const qy = rotations[at + 1]!;
    const qz = rotations[at + 2]!;
    const qw = rotations[at + 3]!;
    if (bothSides) {
      turned[at + 1] = -qy;
      turned[at + 2] = -qz;
    } else {
      turned[at] = w * qx + x * qw;
      turned[at + 1] = w * qy - x * qz;
      turned[at + 2] = w * qz + x * qy;
      turned[at + 3] = w * qw - x * qx;
    }
  }
  return turned;
}
