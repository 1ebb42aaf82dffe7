import type { RecordOf } from '../../shared/layout.ts';
import { EYE_LAYOUT, type EyeFields, GAZE_LAYOUT, type GazeFields } from '../../shared/layouts.ts';
import { Mailbox } from '../../shared/mailbox.ts';
import type { GazeClient } from '../../workers/gaze/gaze-client.ts';
import type { TrackerStatus } from '../../workers/gaze/tracker-status.ts';
import type { GazeFrame, GazeRecord, GazeSource } from './gaze-source.ts';
import { GAZE_STATUS, type GazeStatus, type GazeStatusKind } from './gaze-status.ts';
import { Lid } from './lid.ts';
import { NewestGaze } from './newest-gaze.ts';

/** The simulated eye but for where it looks. Read once a display frame; its fields may change. */
export interface SimulatedEye {
  /** Seed of the person whose eye it is. */
  readonly person: number;
  readonly glasses: boolean;
  /** How far the headset has slipped on the face, mm: right, up, forward. */
  readonly slipMm: ArrayLike<number>;
  /** Diameter of the pupil, mm. */
  readonly pupilMm: number;
  /** How wide the eye is open when it does not blink: 0 = closed, 1 = wide open. */
  readonly openness: number;
}

export interface CameraGazeSourceOptions {
  readonly client: Pick<GazeClient, 'eye' | 'tracked' | 'status'>;
  /** Where the eye truly looks. Its gaps are blinks. */
  readonly truth: GazeSource;
  readonly eye: SimulatedEye;
}

/** Time without a word from the tracker after which it counts as silent, ms. */
const SILENCE_MS = 200;
/** The same before its first word on an eye: a person whose eye was not drawn before has to be made. */
const FIRST_MS = 3000;

/** Statuses of the truth in which there is an eye, but closed. */
const CLOSED: readonly GazeStatusKind[] = ['gap', 'interrupted'];

const OF_TRACKER: Readonly<Record<TrackerStatus['kind'], GazeStatus>> = {
  unloaded: GAZE_STATUS['tracker-loading'],
  loading: GAZE_STATUS['tracker-loading'],
  // It runs, but nothing comes of it.
  running: GAZE_STATUS['no-image'],
  restarting: GAZE_STATUS['tracker-restarting'],
  off: GAZE_STATUS['tracker-off'],
};

/**
 * The gaze that the tracker finds in images of an eye. WebXR gives no eye images, so the eye is simulated: it looks where another
 * source says, the eye camera in the tracker's worker draws it, and what comes out is the network's estimate, with its errors. Each
 * display frame the eye is described anew and the newest usable exit is taken; nothing waits and nothing is allocated. While there is
 * none, the hub keeps the last direction and the status says why.
 */
export class CameraGazeSource implements GazeSource {
  readonly kind = 'camera';
  readonly complete = true;
  status: GazeStatus = GAZE_STATUS.starting;
  private readonly tracked: Mailbox<GazeFields>;
  private readonly truly: GazeRecord = GAZE_LAYOUT.record();
  private readonly described: RecordOf<EyeFields> = EYE_LAYOUT.record();
  private readonly incoming: GazeRecord = GAZE_LAYOUT.record();
  private readonly newest = new NewestGaze();
  private readonly lid = new Lid();
  private serial = 0;
  private heardMs = Number.NaN;

  constructor(private readonly options: CameraGazeSourceOptions) {
    // A reader of its own: a mailbox keeps what its reader has seen.
    this.tracked = new Mailbox(GAZE_LAYOUT, options.client.tracked.buffer);
    this.truly.direction[2] = -1;
  }

  /** Where the eye truly looked in the newest frame, unit vector in viewer space. Read only. */
  get trueDirection(): Float32Array {
    return this.truly.direction;
  }

  start(): void {
    this.status = GAZE_STATUS.starting;
    this.heardMs = Number.NaN;
    this.newest.reset();
    this.lid.reset(this.options.eye.openness);
    this.options.truth.start();
    // What was said before is of an eye that is gone.
    this.tracked.read(this.incoming);
  }

  stop(): void {
    this.removeEye();
    this.options.truth.stop();
  }

  sample(frame: GazeFrame, out: GazeRecord): boolean {
    const obstacle = this.look(frame);
    if (obstacle) {
      this.removeEye();
      this.newest.reset();
      this.heardMs = Number.NaN;
      this.status = obstacle;
      return false;
    }
    this.listen(frame.nowMs);
    this.status = this.judge(frame.nowMs);
    if (!this.status.usable) return false;
    this.newest.write(out);
    return true;
  }

  private judge(nowMs: number): GazeStatus {
    const { state } = this.newest;
    const { kind } = this.options.client.status;
    const patienceMs = state === 'none' ? FIRST_MS : SILENCE_MS;
    const silent = nowMs - this.heardMs > patienceMs || (state === 'none' && kind !== 'running');
    if (silent) return OF_TRACKER[kind];
    if (state === 'blind') return GAZE_STATUS['no-image'];
    if (state === 'closed') return GAZE_STATUS.interrupted;
    return state === 'none' ? GAZE_STATUS.starting : GAZE_STATUS.live;
  }

  /** Describes the eye as it is. @returns why there is none, or null */
  private look(frame: GazeFrame): GazeStatus | null {
    const { truth } = this.options;
    const open = truth.sample(frame, this.truly);
    if (!open && !CLOSED.includes(truth.status.kind)) return truth.status;
    if (!open) this.truly.captureMs[0] = frame.nowMs;
    // A truth that has nothing newer gives its last sample again; the tracker need not look twice.
    if (this.truly.captureMs[0]! > this.described.captureMs[0]! || this.serial === 0) this.describe(open);
    return null;
  }

  private describe(open: boolean): void {
    const { described, truly, lid } = this;
    const { client, eye } = this.options;
    lid.move(open ? eye.openness : 0, truly.captureMs[0]!);
    described.captureMs[0] = truly.captureMs[0]!;
    described.direction.set(truly.direction);
    described.openness[0] = lid.openness;
    described.pupilMm[0] = eye.pupilMm;
    for (let axis = 0; axis < 3; axis++) described.slipMm[axis] = eye.slipMm[axis]!;
    described.person[0] = eye.person;
    described.glasses[0] = eye.glasses ? 1 : 0;
    // 0 would mean that there is no eye.
    this.serial = (this.serial + 1) & 0x7fffffff || 1;
    described.serial[0] = this.serial;
    client.eye.publish(described);
  }

  private removeEye(): void {
    if (this.described.serial[0] === 0) return;
    this.described.serial[0] = 0;
    this.options.client.eye.publish(this.described);
  }

  private listen(nowMs: number): void {
    if (Number.isNaN(this.heardMs)) this.heardMs = nowMs;
    if (!this.tracked.readNew(this.incoming)) return;
    this.heardMs = nowMs;
    this.newest.take(this.incoming);
  }
}
