/** Deflection below which a stick counts as released. */
const DEAD_ZONE = 0.15;
/** Deflection at which a snap turn fires, and below which the next one is armed. */
const SNAP_ON = 0.7;
const SNAP_OFF = 0.4;
/** Axes of the thumbstick in the Gamepad API's `xr-standard` mapping. */
const STICK_X = 2;
const STICK_Y = 3;

/** Deflection without the dead zone, rescaled so that it starts from 0 at its edge; -1..1. */
export function withoutDeadZone(value: number): number {
  const size = Math.abs(value);
  return size <= DEAD_ZONE ? 0 : (Math.sign(value) * (size - DEAD_ZONE)) / (1 - DEAD_ZONE);
}

/**
 * Thumbsticks of a session, read from the input sources themselves, so that they work while controller models are
 * still loading or missing. The left stick moves, the right one turns.
 */
export class Thumbsticks {
  /** Metres-a-second shares, -1..1: to the right and forwards. */
  right = 0;
  forward = 0;
  /** -1, 0 or 1 in the frame in which a snap turn fires; 1 = to the left, the positive sense of an angle. */
  snap = 0;
  private armed = true;

  read(session: XRSession): void {
    this.right = 0;
    this.forward = 0;
    this.snap = 0;
    let turn = 0;
    const sources = session.inputSources;
    for (let i = 0; i < sources.length; i++) {
      const source = sources[i]!;
      const axes = source.gamepad?.axes;
      if (!axes || axes.length <= STICK_Y) continue;
      if (source.handedness === 'right') {
        turn = axes[STICK_X]!;
      } else {
        this.right = withoutDeadZone(axes[STICK_X]!);
        this.forward = -withoutDeadZone(axes[STICK_Y]!);
      }
    }
    this.takeTurn(turn);
  }

  private takeTurn(turn: number): void {
    const size = Math.abs(turn);
    if (this.armed && size >= SNAP_ON) {
      this.snap = -Math.sign(turn);
      this.armed = false;
    } else if (size <= SNAP_OFF) {
      this.armed = true;
    }
  }
}
