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
import { writePreset } from '../../workers/splats/foveation/presets.ts';
import { VIEW_MODE } from '../../workers/splats/foveation/view-options.ts';
import type { DisplaySettings } from './display-settings.ts';
import { writePictureSize, writeTangents } from './projection.ts';

/** Longest side of an eye picture that is ever asked for. */
const PICTURE_LIMIT = 2048;

/** Degrees of uncertainty that stand for "no usable gaze": wider than any field of view. */
const NO_GAZE_SIGMA_DEG = 90;

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
    record.captureMs[0] = nowMs;
    record.eyeCount[0] = eyes;
    for (let eye = 0; eye < eyes; eye++) this.writeEye(eye, cameras[eye]!, (settings.margin * Math.PI) / 180);
    this.head.multiplyScalar(1 / eyes).toArray(record.headPosition);
    this.headOrientation.toArray(record.headOrientation);

    const width = (settings.width > 0 ? settings.width : defaultWidth) * settings.scale;
    writePictureSize(width, record.eyeTangents, PICTURE_LIMIT, this.size);
    record.width[0] = this.size.width;
    record.height[0] = this.size.height;

    this.writeGaze();
    record.mode[0] = VIEW_MODE[settings.mode];
    record.quantiles[0] = settings.quantiles[0];
    record.quantiles[1] = settings.quantiles[1];
    record.quantiles[2] = settings.quantiles[2];
    writePreset(presetNamed(settings.preset), record, settings);
    record.splatBudget[0] = settings.budget;
    this.view.publish(record);
  }

  private writeEye(eye: number, camera: Camera, marginRad: number): void {
    const { record, position, orientation } = this;
    camera.matrixWorld.decompose(position, orientation, this.scale);
    position.toArray(record.eyePosition, eye * 3);
    orientation.toArray(record.eyeOrientation, eye * 4);
    writeTangents(camera.projectionMatrix.elements, marginRad, record.eyeTangents, eye * 4);
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
    const valid = known && (gazeRecord.flags[0]! & GAZE_FLAG.valid) !== 0;
    record.gazeSigmaDeg[0] = valid ? gazeRecord.sigmaDeg[0]! : NO_GAZE_SIGMA_DEG;
  }
}
