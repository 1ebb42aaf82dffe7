import { PerspectiveCamera } from 'three';
import type { GazeFields } from '../../shared/layouts.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { nowMs } from '../../shared/time.ts';
import type { SplatClient } from '../../workers/splats/splat-client.ts';
import type { GazeHub } from '../gaze/gaze-hub.ts';
import type { GazeFrame } from '../gaze/gaze-source.ts';
import type { DisplaySettings, SettingsReader } from '../scene/display-settings.ts';
import type { FrameStats } from '../scene/frame-stats.ts';
import { PictureIntake } from '../scene/picture-intake.ts';
import { PictureWidth } from '../scene/picture-width.ts';
import type { TrackingView } from '../scene/tracking-view.ts';
import { ViewPublisher } from '../scene/view-publisher.ts';
import { DeskInput } from '../session/desk-input.ts';
import { LONGEST_STEP_S, Travel, type TravelOptions } from '../session/travel.ts';
import { compositeOver } from './composite-over.ts';

/** sRGB 0..255; the background of the 3D view. */
const BACKGROUND = [7, 9, 14] as const;

export interface FlatPainterOptions {
  readonly client: SplatClient;
  readonly gaze: Mailbox<GazeFields>;
  readonly hub: GazeHub;
  readonly settings: SettingsReader;
  readonly stats: FrameStats;
  /** Missing or null where no tracker's exits can come. */
  readonly tracking?: TrackingView | null;
  /** Vertical field of view in degrees, and the depths that the 3D view would have, metres. */
  readonly camera: { readonly fov: number; readonly near: number; readonly far: number };
}

/**
 * The desk without WebGL: finished splat pictures go to a 2D canvas as they come, at the pose they were drawn for. Input,
 * gaze and what is published to the workers are the 3D view's.
 */
export class FlatPainter {
  /** What moves the person; may be replaced at any time. */
  travelOptions: TravelOptions;
  private readonly context: CanvasRenderingContext2D;
  private readonly camera: PerspectiveCamera;
  private readonly cameras: readonly PerspectiveCamera[];
  private readonly desk: DeskInput;
  private readonly travel: Travel;
  private readonly publisher: ViewPublisher;
  private readonly intake: PictureIntake;
  private readonly width = new PictureWidth();
  private readonly gazeFrame: GazeFrame;
  private readonly resizes = new ResizeObserver(() => this.resize());
  private image: ImageData | null = null;
  /** Canvas pixels that can be told apart on the screen, across. */
  private screenWidth = 1;
  private given: DisplaySettings | null = null;
  private asked: DisplaySettings | null = null;
  private request = 0;
  private lastMs = Number.NaN;

  /** @throws Error where the canvas gives no 2D context. */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly options: FlatPainterOptions,
    travelOptions: TravelOptions,
  ) {
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('The browser gives no canvas to draw on.');
    this.context = context;
    this.travelOptions = travelOptions;
    const { fov, near, far } = options.camera;
    this.camera = new PerspectiveCamera(fov, 1, near, far);
    this.cameras = [this.camera];
    this.desk = new DeskInput(canvas);
    this.travel = new Travel(this.desk);
    this.publisher = new ViewPublisher(options.client.view, options.gaze, options.tracking);
    this.intake = new PictureIntake(options.client, options.stats);
    this.gazeFrame = {
      nowMs: 0,
      xrFrame: null,
      session: null,
      projection: this.camera.projectionMatrix.elements,
    };
  }

  start(): void {
    this.desk.start();
    this.resizes.observe(this.canvas);
    this.resize();
    this.request = requestAnimationFrame(this.frame);
  }

  stop(): void {
    cancelAnimationFrame(this.request);
    this.resizes.disconnect();
    this.desk.stop();
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.canvas;
    this.camera.aspect = Math.max(1, clientWidth) / Math.max(1, clientHeight);
    this.camera.updateProjectionMatrix();
    this.screenWidth = Math.max(1, clientWidth * devicePixelRatio);
  }

  private readonly frame = (): void => {
    this.request = requestAnimationFrame(this.frame);
    const { stats, hub, settings } = this.options;
    const now = nowMs();
    stats.frameStarted(now);
    const seconds = Math.min((now - this.lastMs || 0) / 1000, LONGEST_STEP_S);
    this.lastMs = now;
    this.travel.step(this.travelOptions, this.camera, null, seconds);
    this.gazeFrame.nowMs = now;
    hub.update(this.gazeFrame);
    const width = Math.min(this.width.width, this.screenWidth);
    this.publisher.publish(this.cameras, this.withoutMargin(settings.getState()), width, now);
    if (this.intake.take(this.publisher.record, this.width, this.screenWidth)) this.paint();
    stats.frameEnded(nowMs());
  };

  /** Pictures are not turned to a newer pose here, so nothing beyond the view is ever seen. */
  private withoutMargin(settings: DisplaySettings): DisplaySettings {
    if (settings !== this.given || this.asked === null) {
      this.given = settings;
      this.asked = { ...settings, margin: 0 };
    }
    return this.asked;
  }

  private paint(): void {
    const picture = this.intake.picture(0);
    if (picture === null) return;
    const width = this.intake.frame.width[0]!;
    const height = this.intake.frame.height[0]!;
    if (this.image?.width !== width || this.image.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
      this.image = new ImageData(width, height);
    }
    compositeOver(picture.color, BACKGROUND, this.image.data);
    this.context.putImageData(this.image, 0, 0);
  }
}
