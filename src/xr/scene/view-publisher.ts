import { type Camera, Quaternion, Vector3 } from 'three';
import { GAZE_FLAG } from '../../shared/gaze.ts';
import type { RecordOf } from '../../shared/layout.ts';
import {
  GAZE_LAYOUT,
  type GazeFields,
  MAX_EYES,
  VIEW_LAYOUT,
  type ViewFields,
} from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { presetNamed } from '../../workers/splats/foveation/default-presets.ts';
import type { EyeGeometry } from '../../workers/splats/foveation/eccentricity.ts';
import { writePreset } from '../../workers/splats/foveation/presets.ts';
import { VIEW_MODE, VIEW_PRODUCT } from '../../workers/splats/foveation/view-options.ts';
import type { DisplaySettings } from './display-settings.ts';
import { writePictureSize, writeTangents } from './projection.ts';
import type { TrackingView } from './tracking-view.ts';

/** Longest side of an eye picture that is ever asked for. */
const PICTURE_LIMIT = 2048;

/** Degrees of uncertainty that stand for "no usable gaze": wider than any field of view. */
export const NO_GAZE_SIGMA_DEG = 90;

/**
 * Tells the splat workers what to draw next: fills the view record from three's cameras, as they stand in this very
 * frame, and publishes it. Allocates nothing.
 */
export class ViewPublisher {
  /** What was published last. */
  readonly record: RecordOf<ViewFields> = VIEW_LAYOUT.record();
  private readonly gazeRecord: RecordOf<GazeFields> = GAZE_LAYOUT.record();
  private readonly size = { width: 0, height: 0 };
  private readonly position = new Vector3();
  private readonly orientation = new Quaternion();
  private readonly head = new Vector3();
  private readonly headOrientation = new Quaternion();
  private readonly scale = new Vector3();

  constructor(
    private readonly view: Mailbox<ViewFields>,
    private readonly gaze: Mailbox<GazeFields>,
    private readonly tracking: TrackingView | null = null,
  ) {
    this.gazeRecord.direction[2] = -1;
  }

  /**
   * @param cameras one camera an eye with `matrixWorld` and `projectionMatrix` of this frame; at most two are used
   * @param defaultWidth pixels of one eye picture where the person chose none
   */
  publish(cameras: readonly Camera[], settings: DisplaySettings, defaultWidth: number, nowMs: number): void {
    const { record } = this;
    const eyes = Math.min(cameras.length, MAX_EYES);
    for (let eye = 0; eye < eyes; eye++) {
      this.writePose(eye, cameras[eye]!);
      const margin = (settings.margin * Math.PI) / 180;
      writeTangents(cameras[eye]!.projectionMatrix.elements, margin, record.eyeTangents, eye * 4);
    }
    const width = (settings.width > 0 ? settings.width : defaultWidth) * settings.scale;
    writePictureSize(width, record.eyeTangents, PICTURE_LIMIT, this.size);
    this.writeRest(eyes, this.size, settings, nowMs);
    record.product[0] = VIEW_PRODUCT.pictures;
    this.view.publish(record);
  }

  /**
   * Asks for a draw list instead of pictures.
   * @param cameras,geometries what each view sees and draws, without a margin: the workers keep one of their own
   * @param count views of this frame, the first of both lists; two at most are used
   */
  publishForList(
    cameras: readonly Camera[],
    geometries: readonly EyeGeometry[],
    count: number,
    settings: DisplaySettings,
    nowMs: number,
  ): void {
    const { record } = this;
    const eyes = Math.min(count, MAX_EYES);
    for (let eye = 0; eye < eyes; eye++) {
      this.writePose(eye, cameras[eye]!);
      const { left, right, up, down } = geometries[eye]!;
      record.eyeTangents[4 * eye] = left;
      record.eyeTangents[4 * eye + 1] = right;
      record.eyeTangents[4 * eye + 2] = up;
      record.eyeTangents[4 * eye + 3] = down;
    }
    this.writeRest(eyes, geometries[0]!, settings, nowMs);
    record.product[0] = VIEW_PRODUCT.lists;
    this.view.publish(record);
  }

  private writeRest(
    eyes: number,
    size: { readonly width: number; readonly height: number },
    settings: DisplaySettings,
    nowMs: number,
  ): void {
    const { record } = this;
    record.captureMs[0] = nowMs;
    record.eyeCount[0] = eyes;
    this.head.multiplyScalar(1 / eyes).toArray(record.headPosition);
    this.headOrientation.toArray(record.headOrientation);
    record.width[0] = size.width;
    record.height[0] = size.height;
    this.writeGaze();
    this.writeTracking(nowMs);
    record.mode[0] = VIEW_MODE[settings.mode];
    record.quantiles[0] = settings.quantiles[0];
    record.quantiles[1] = settings.quantiles[1];
    record.quantiles[2] = settings.quantiles[2];
    writePreset(presetNamed(settings.preset), record, settings);
    record.splatBudget[0] = settings.budget;
  }

  private writePose(eye: number, camera: Camera): void {
    const { record, position, orientation } = this;
    camera.matrixWorld.decompose(position, orientation, this.scale);
    position.toArray(record.eyePosition, eye * 3);
    orientation.toArray(record.eyeOrientation, eye * 4);
    // The head is the middle between the eyes; displays may be canted, so its orientation is the middle one too.
    if (eye === 0) {
      this.head.copy(position);
      this.headOrientation.copy(orientation);
    } else {
      this.head.add(position);
      this.headOrientation.slerp(orientation, 0.5);
    }
  }

  private writeGaze(): void {
    const { record, gazeRecord } = this;
    const known = this.gaze.read(gazeRecord);
    record.gazeDirection.set(gazeRecord.direction);
    record.gazeMs[0] = gazeRecord.captureMs[0]!;
    const flags = known ? gazeRecord.flags[0]! : 0;
    const valid = (flags & GAZE_FLAG.valid) !== 0;
    record.gazeFlags[0] = flags;
    record.gazeSigmaDeg[0] = valid ? gazeRecord.sigmaDeg[0]! : NO_GAZE_SIGMA_DEG;
  }

  private writeTracking(nowMs: number): void {
    const { record, tracking } = this;
    const incremental = tracking?.incremental ?? false;
    record.schedule[0] = incremental ? 1 : 0;
    if (!tracking || !incremental) return;
    record.deadlineMs[0] = nowMs + tracking.budgetMs;
    record.exitSigmaDeg.set(tracking.exitSigmaDeg);
  }
}
