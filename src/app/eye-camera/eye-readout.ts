import { GAZE_FLAG, gazeSourceCode } from '../../shared/gaze.ts';
import type { RecordOf } from '../../shared/layout.ts';
import { EYE_IMAGE_LAYOUT, type EyeImageFields, VIEW_LAYOUT } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { pitchOf, yawOf } from '../../workers/gaze/angles.ts';
import { EXITS } from '../../workers/gaze/tracker-config.ts';
import { presetNamed } from '../../workers/splats/foveation/default-presets.ts';
import { ExitRadii, REGION } from '../../workers/splats/foveation/exit-radii.ts';
import { writePreset } from '../../workers/splats/foveation/presets.ts';
import type { GazeRecord } from '../../xr/gaze/gaze-source.ts';
import { gazeMarksContent } from '../../xr/scene/gaze-marks.ts';
import type { Settings } from '../settings.ts';
import { eyePictureContent } from './draw-eye-picture.ts';
import type { TrackerNumbers } from './eye-facts.ts';
import { PupilMap } from './pupil-map.ts';
import { RecentErrors } from './recent-errors.ts';
import type { TruthHistory } from './truth-history.ts';

/** Span over which the shown error is taken, ms. */
const SPAN_MS = 2000;
const CAMERA = gazeSourceCode('camera');
const DEGREES = 180 / Math.PI;

/** Where the readout finds eye images. */
export interface EyeFeed {
  readonly image: Mailbox<EyeImageFields>;
  /** (height, width) 8-bit grey of a slot; null where there is none. */
  pixels(slot: number): Uint8Array | null;
  readonly width: number;
  readonly height: number;
}

/**
 * What the person sees of the tracker: the newest eye image, where its exits put the pupil, and how far its gaze is from the truth.
 * Once a display frame it looks at what is there; it waits for nothing and allocates nothing. It keeps errors, not directions.
 */
export class EyeReadout {
  /** For the picture. */
  readonly content = eyePictureContent();
  /** For the marks in the scene. */
  readonly marks = gazeMarksContent();
  readonly errors = new RecentErrors(SPAN_MS);
  /** The newest image's record. */
  readonly image: RecordOf<EyeImageFields> = EYE_IMAGE_LAYOUT.record();
  /** Error of the newest sample, degrees; NaN = it is not usable, or the truth is not known. */
  errorDeg = Number.NaN;
  /** Whether the newest sample lies in a saccade, or is one of a closed eye. */
  saccade = false;
  closed = false;
  private feed: EyeFeed | null = null;
  private readonly visualMap = new PupilMap('visual');
  private readonly opticalMap = new PupilMap('optical');
  private readonly radii = new ExitRadii();
  private readonly view = VIEW_LAYOUT.record();
  private readonly truly = new Float32Array(3);
  private lastMs = 0;

  constructor(private readonly truth: TruthHistory) {}

  /** Takes a tracker's images; null = there is none. */
  connect(feed: EyeFeed | null): void {
    this.feed = feed;
    this.content.pixels = null;
    this.errors.clear();
    this.marks.hasEstimate = false;
    if (!feed) return;
    this.content.width = feed.width;
    this.content.height = feed.height;
  }

  /** Takes the errors of the exits, degrees (6), which the safe radii follow. */
  adoptErrors(exitSigmaDeg: ArrayLike<number>): void {
    this.view.exitSigmaDeg.set(exitSigmaDeg);
  }

  /** Takes over whose eye it is and what is to be drawn sharp. Not for the frame path. */
  adopt(settings: Settings): void {
    this.visualMap.use(settings);
    this.opticalMap.use(settings);
    writePreset(presetNamed(settings.preset), this.view, settings);
  }

  /** Once a display frame. @param sample the newest of the gaze hub @returns whether there is a new image */
  frame(sample: GazeRecord, nowMs: number): boolean {
    const { feed, marks, image } = this;
    marks.hasTruth = this.truth.at(nowMs, marks.truth);
    if (!feed || sample.source[0] !== CAMERA) {
      marks.hasEstimate = false;
      return false;
    }
    this.takeSample(sample, nowMs);
    if (!feed.image.readNew(image)) return false;
    this.content.pixels = feed.pixels(image.slot[0]!);
    this.placePupils();
    return true;
  }

  numbers(nowMs = performance.timeOrigin + performance.now()): TrackerNumbers {
    const { errors, image, closed, saccade } = this;
    errors.summarize(nowMs);
    return {
      meanDeg: errors.mean,
      p95Deg: errors.p95,
      cameraMs: image.cameraMs[0]!,
      exitMs: image.exitMs,
      exitTokens: image.exitTokens,
      topK: image.topK[0]!,
      closed,
      saccade,
    };
  }

  private takeSample(sample: GazeRecord, nowMs: number): void {
    const { marks, truly } = this;
    const flags = sample.flags[0]!;
    const usable = (flags & GAZE_FLAG.valid) !== 0;
    this.closed = !usable;
    this.saccade = (flags & GAZE_FLAG.saccade) !== 0;
    marks.hasEstimate = true;
    marks.estimate.set(sample.direction);
    this.placeCircles(sample.exit[0]!, usable);
    const captureMs = sample.captureMs[0]!;
    if (captureMs === this.lastMs) return;
    this.lastMs = captureMs;
    this.errorDeg = Number.NaN;
    if (!usable || !this.truth.at(captureMs, truly)) return;
    const { direction } = sample;
    const chord = Math.hypot(direction[0]! - truly[0]!, direction[1]! - truly[1]!, direction[2]! - truly[2]!);
    this.errorDeg = 2 * Math.asin(Math.min(1, chord / 2)) * DEGREES;
    this.errors.push(this.errorDeg, nowMs);
  }

  private placeCircles(exit: number, usable: boolean): void {
    const { safeDeg } = this.marks;
    if (!usable || exit < 1 || exit > EXITS) {
      safeDeg.fill(0);
      return;
    }
    this.radii.update(this.view);
    for (let region = REGION.r4; region <= REGION.r2; region++) {
      safeDeg[region] = exit === EXITS ? this.radii.upper(exit, region) : this.radii.lower(exit, region);
    }
  }

  private placePupils(): void {
    const { content, image, truly } = this;
    content.crop.set(image.crop);
    for (let exit = 0; exit < EXITS; exit++) {
      this.opticalMap.write(
        image.exitAngles[2 * exit]!,
        image.exitAngles[2 * exit + 1]!,
        content.exits,
        2 * exit,
      );
    }
    if (this.truth.at(image.captureMs[0]!, truly)) {
      this.visualMap.write(yawOf(truly), pitchOf(truly), content.truth, 0);
    } else content.truth.fill(Number.NaN);
  }
}
