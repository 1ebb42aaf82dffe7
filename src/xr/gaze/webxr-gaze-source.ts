import type { GazeFrame, GazeRecord, GazeSource } from './gaze-source.ts';
import { GAZE_STATUS, type GazeStatus, LOSS_GRACE_MS } from './gaze-status.ts';
import { HeadLockDetector } from './head-lock-detector.ts';

/** Time after a session's start in which the headset may still bring its gaze source, ms. */
const START_GRACE_MS = 2000;

/**
 * Standard deviation assumed for a headset's eye tracker, degrees; WebXR reports none. Of the order that is measured
 * on the Quest Pro (Aziz, Lohr, Friedman and Komogortsev 2024, arXiv 2403.07210).
 */
const TRACKER_SIGMA_DEG = 1;

const GAZE_FEATURES = ['gaze-tracking', 'eye-tracking'];
const SOURCE_EVENTS = ['inputsourceschange', 'trackedsourceschange'];

/** Eye gaze of a WebXR session: the input source with target ray mode `gaze`, relative to the viewer space. */
export class WebXRGazeSource implements GazeSource {
  readonly kind = 'webxr';
  status: GazeStatus = GAZE_STATUS.starting;
  private session: XRSession | null = null;
  private viewerSpace: XRReferenceSpace | null = null;
  private input: XRInputSource | null = null;
  private sessionStartMs = 0;
  private lostSinceMs = Number.NaN;
  private readonly headLock = new HeadLockDetector();

  constructor(private readonly sigmaDeg = TRACKER_SIGMA_DEG) {}

  start(): void {
    this.status = GAZE_STATUS.starting;
  }

  stop(): void {
    this.detach();
  }

  sample(frame: GazeFrame, out: GazeRecord): boolean {
    if (frame.session !== this.session) this.attach(frame.session, frame.nowMs);
    const blocked = this.obstacle(frame);
    if (blocked) {
      this.status = blocked;
      return false;
    }
    const pose = readPose(frame.xrFrame!, this.input!.targetRaySpace, this.viewerSpace!);
    if (!pose) {
      if (Number.isNaN(this.lostSinceMs)) this.lostSinceMs = frame.nowMs;
      const long = frame.nowMs - this.lostSinceMs >= LOSS_GRACE_MS;
      this.status = long ? GAZE_STATUS.lost : GAZE_STATUS.interrupted;
      return false;
    }
    this.lostSinceMs = Number.NaN;
    // The ray points along -z of its space: minus the third column.
    const m = pose.transform.matrix;
    const length = Math.hypot(m[8]!, m[9]!, m[10]!);
    const x = -m[8]! / length;
    const y = -m[9]! / length;
    const z = -m[10]! / length;
    const angleDeg = Math.atan2(Math.hypot(x, y), -z) * (180 / Math.PI);
    this.headLock.push(angleDeg, Math.hypot(m[12]!, m[13]!, m[14]!), frame.nowMs);
    if (this.headLock.verdict === 'head-locked') {
      this.status = GAZE_STATUS['head-locked'];
      return false;
    }
    out.captureMs[0] = frame.nowMs;
    out.direction[0] = x;
    out.direction[1] = y;
    out.direction[2] = z;
    out.sigmaDeg[0] = this.sigmaDeg;
    out.confidence[0] = 1;
    this.status = GAZE_STATUS.live;
    return true;
  }

  /** What stands in the way of asking for a pose, or null. */
  private obstacle(frame: GazeFrame): GazeStatus | null {
    const { session } = this;
    if (!session || !frame.xrFrame) return GAZE_STATUS['no-session'];
    // Some runtimes withdraw every input source while the session is blurred or hidden.
    if (session.visibilityState !== 'visible') return GAZE_STATUS.paused;
    if (!this.input) {
      if (session.enabledFeatures && !grantsGaze(session.enabledFeatures)) return GAZE_STATUS['not-granted'];
      const young = frame.nowMs - this.sessionStartMs < START_GRACE_MS;
      return young ? GAZE_STATUS.starting : GAZE_STATUS['no-source'];
    }
    return this.viewerSpace ? null : GAZE_STATUS.starting;
  }

  private attach(session: XRSession | null, nowMs: number): void {
    this.detach();
    this.session = session;
    if (!session) return;
    this.sessionStartMs = nowMs;
    for (const event of SOURCE_EVENTS) session.addEventListener(event, this.findInput);
    this.findInput();
    session.requestReferenceSpace('viewer').then(
      (space) => {
        if (this.session === session) this.viewerSpace = space;
      },
      // Only a session that has ended refuses its viewer space; the next frame brings another session or none.
      () => {},
    );
  }

  private detach(): void {
    for (const event of SOURCE_EVENTS) this.session?.removeEventListener(event, this.findInput);
    this.session = null;
    this.viewerSpace = null;
    this.input = null;
    this.lostSinceMs = Number.NaN;
    this.headLock.reset();
  }

  private readonly findInput = (): void => {
    const { session } = this;
    this.input = session ? (gazeOf(session.inputSources) ?? gazeOf(session.trackedSources)) : null;
  };
}

function gazeOf(sources: Iterable<XRInputSource> | undefined): XRInputSource | null {
  for (const source of sources ?? []) {
    if (source.targetRayMode === 'gaze') return source;
  }
  return null;
}

function grantsGaze(features: readonly string[]): boolean {
  return features.some((feature) => GAZE_FEATURES.includes(feature));
}

function readPose(frame: XRFrame, space: XRSpace, base: XRSpace): XRPose | null {
  try {
    return frame.getPose(space, base) ?? null;
  } catch {
    // SecurityError: poses may not be reported just now, which to us is the same as no pose.
    return null;
  }
}
