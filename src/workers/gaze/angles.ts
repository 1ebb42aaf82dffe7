/** Gaze as two angles in viewer space: yaw to the right, pitch up, both 0 straight ahead (-z). */
export interface GazeAngles {
  readonly yawDeg: number;
  readonly pitchDeg: number;
}

const RAD = Math.PI / 180;

/** Writes the unit direction (3) of two angles, viewer space: right-handed, y up, looking along -z. */
export function directionOfAngles(yawDeg: number, pitchDeg: number, out: Float32Array | Float64Array): void {
  const across = Math.cos(pitchDeg * RAD);
  out[0] = Math.sin(yawDeg * RAD) * across;
  out[1] = Math.sin(pitchDeg * RAD);
  out[2] = -Math.cos(yawDeg * RAD) * across;
}

/** Yaw of a direction in viewer space, degrees. */
export function yawOf(direction: ArrayLike<number>): number {
  return Math.atan2(direction[0]!, -direction[2]!) / RAD;
}

/** Pitch of a unit direction in viewer space, degrees. */
export function pitchOf(direction: ArrayLike<number>): number {
  return Math.asin(Math.max(-1, Math.min(1, direction[1]!))) / RAD;
}

/** Angle between two gazes given by their angles, degrees. */
export function angleBetweenGazesDeg(a: GazeAngles, b: GazeAngles): number {
  const cosine =
    Math.sin(a.pitchDeg * RAD) * Math.sin(b.pitchDeg * RAD) +
    Math.cos(a.pitchDeg * RAD) * Math.cos(b.pitchDeg * RAD) * Math.cos((a.yawDeg - b.yawDeg) * RAD);
  // Near zero the cosine is flat, so small angles come from the chord.
  const chord2 = Math.max(0, 2 - 2 * cosine);
  return (2 * Math.asin(Math.min(1, Math.sqrt(chord2) / 2))) / RAD;
}
