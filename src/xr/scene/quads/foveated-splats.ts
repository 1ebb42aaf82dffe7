import {
  BufferAttribute,
  BufferGeometry,
  type Camera,
  Mesh,
  MeshBasicMaterial,
  type PerspectiveCamera,
  type Scene,
  Vector4,
  type WebGLRenderer,
} from 'three';
import { GAZE_LAYOUT } from '../../../shared/layouts.ts';
import { Mailbox } from '../../../shared/mailbox.ts';
import { nowMs } from '../../../shared/time.ts';
import { presetNamed } from '../../../workers/splats/foveation/default-presets.ts';
import type { GradeOptions } from '../../../workers/splats/foveation/grade.ts';
import { MailboxExits } from '../../../workers/splats/foveation/mailbox-exits.ts';
import { VIEW_MODE } from '../../../workers/splats/foveation/view-options.ts';
import type { DisplaySettings } from '../display-settings.ts';
import { rotateInto } from '../rotate-into.ts';
import type { SplatDisplayOptions } from '../splat-display.ts';
import { NO_GAZE_SIGMA_DEG, ViewPublisher } from '../view-publisher.ts';
import { foveatingBinding } from './foveate-targets.ts';
import { ListIntake } from './list-intake.ts';
import { LiveSchedule } from './live-schedule.ts';
import { LiveViews } from './live-views.ts';
import { MeshDepth } from './mesh-depth.ts';
import { QuadContext } from './quad-context.ts';
import type { PassWatch } from './quad-renderer.ts';
import type { QuadFrame } from './quad-view.ts';
import { SplatMaterial } from './splat-material.ts';

export interface FoveatedSplatsOptions extends SplatDisplayOptions {
  /** Told once, in one sentence, when the GPU cannot draw the splats; nothing is drawn from then on. */
  readonly onFailure?: (sentence: string) => void;
}

/** Before everything else that is opaque, and before everything else that is not. */
const FIRST = -1e6;

/** Drawn first in every view, and empty: its turn is when the passes are drawn, while the display holds no more than a clear. */
function createTrigger(): Mesh {
  const trigger = new Mesh(
    new BufferGeometry().setAttribute('position', new BufferAttribute(new Float32Array(9), 3)),
    new MeshBasicMaterial({ colorWrite: false, depthWrite: false, depthTest: false }),
  );
  trigger.geometry.setDrawRange(0, 0);
  trigger.frustumCulled = false;
  trigger.renderOrder = FIRST;
  trigger.raycast = () => {};
  return trigger;
}

/**
 * Shows splats inside a three scene, drawn by the GPU (`quads`): a full-screen triangle in every view, which lays the picture
 * made of the view's passes over the opaque meshes. Each frame, before anything else of the scene is drawn, the views of all
 * eyes are published for the workers, the newest draw list is taken over and the passes are drawn, at the pose and the gaze
 * of this very frame.
 *
 * Opaque meshes hide splats behind them and are hidden by those before them, splat by splat. Transparent ones are drawn over
 * the splats, whatever the distance. Meshes count only with ordinary depth, neither reversed nor logarithmic.
 *
 * Nothing here waits or, once sizes are settled, allocates.
 */
export class FoveatedSplats extends Mesh<BufferGeometry, SplatMaterial> {
  /** The view that was published last. */
  readonly publisher: ViewPublisher;
  /** Views that were drawn last, with their levels. */
  readonly views = new LiveViews();
  /** Draw list that is shown. */
  readonly lists: ListIntake;
  /** Regions that the tracker's exits ask for; null where none can come. */
  readonly live: LiveSchedule | null;
  private readonly trigger = createTrigger();
  private readonly meshDepth = new MeshDepth();
  private context: QuadContext | null = null;
  private canvas: EventTarget | null = null;
  private failed = false;
  private lastRender = -1;
  private preset = '';
  private grade: GradeOptions | null = null;
  private readonly viewport = new Vector4();
  private readonly frame = {
    head: new Float32Array(3),
    gaze: new Float32Array(3),
    grade: null as QuadFrame['grade'],
  };

  constructor(private readonly options: FoveatedSplatsOptions) {
    const corners = new BufferAttribute(new Float32Array([-1, -1, 0, 3, -1, 0, -1, 3, 0]), 3);
    super(new BufferGeometry().setAttribute('position', corners), new SplatMaterial());
    this.name = 'foveated-splats';
    this.publisher = new ViewPublisher(options.client.view, options.gaze, options.tracking);
    this.lists = new ListIntake(options.client);
    const { tracking } = options;
    // A reader of its own, which never waits.
    this.live = tracking
      ? new LiveSchedule(new MailboxExits(new Mailbox(GAZE_LAYOUT, tracking.tracked.buffer), false))
      : null;
    this.frustumCulled = false;
    this.renderOrder = FIRST;
    this.material.visible = false;
    this.add(this.trigger);
    this.trigger.onBeforeRender = this.drawViews;
    this.onBeforeRender = this.show;
  }

  /** The renderer below, for measurements; null before the first frame and while the context is lost. */
  get quads() {
    return this.context?.quads ?? null;
  }

  /** It fills the view, so no pointer may hit it. */
  override raycast(): void {}

  override dispose(): void {
    this.canvas?.removeEventListener('webglcontextlost', this.forget);
    this.canvas = null;
    this.context?.dispose();
    this.context = null;
    this.meshDepth.dispose();
    this.geometry.dispose();
    this.material.dispose();
    this.trigger.geometry.dispose();
    (this.trigger.material as MeshBasicMaterial).dispose();
  }

  /** What is gone with a lost context is not to be deleted. */
  private readonly forget = (): void => {
    this.context = null;
    this.material.visible = false;
  };

  private readonly drawViews = (renderer: WebGLRenderer, scene: Scene, camera: Camera): void => {
    if (this.failed) return;
    const { views } = this;
    const isNew = renderer.info.render.frame !== this.lastRender;
    if (isNew) views.count = 0;
    else if (renderer.xr.isPresenting || views.of(camera) >= 0) return;
    const target = renderer.getRenderTarget();
    const face = renderer.getActiveCubeFace();
    const level = renderer.getActiveMipmapLevel();
    renderer.getCurrentViewport(this.viewport);
    try {
      this.drawPasses(renderer, scene, camera, isNew);
    } catch (error) {
      this.fail(error);
    } finally {
      renderer.resetState();
      renderer.setRenderTarget(target, face, level);
      renderer.state.viewport(this.viewport);
    }
    // Renders within this one have been counted.
    this.lastRender = renderer.info.render.frame;
  };

  private drawPasses(renderer: WebGLRenderer, scene: Scene, camera: Camera, isNew: boolean): void {
    const { views, lists, frame, publisher } = this;
    const { record } = publisher;
    const settings = this.options.settings.getState();
    const from = views.count;
    this.material.compileOverlays(settings);
    if (!this.follow(renderer, camera, settings)) return;
    if (isNew) publisher.publishForList(views.cameras, views.geometries, views.count, settings, nowMs());
    const context = this.contextOf(renderer);
    const ready = context.update();
    // Counts from the next frame on: what this one draws is settled.
    this.material.visible = ready;
    if (!ready) return;
    const live = record.schedule[0] === 1 && record.mode[0] === VIEW_MODE.a3fr ? this.live : null;
    views.choose(from, record, lists, live, nowMs());
    frame.head.set(record.headPosition);
    const gaze = live?.schedule.pastGaze ?? record.gazeDirection;
    rotateInto(frame.gaze, 0, gaze, record.headOrientation);
    frame.grade = record.mode[0] === VIEW_MODE.a3fr ? this.gradeOf(settings.preset) : null;
    const binding = renderer.xr.isPresenting ? foveatingBinding(renderer) : null;
    // A gaze may rest where the headset, which knows none, would be coarse.
    const coarse = record.gazeSigmaDeg[0]! < NO_GAZE_SIGMA_DEG ? 0 : (renderer.xr.getFoveation() ?? 0);
    for (let i = from; i < views.count; i++) {
      const view = views.at(i);
      const { width, height } = view.geometry;
      if (binding !== null) context.foveate(i, width, height, binding, coarse);
      const depth = this.meshDepth.render(renderer, scene, views.cameras[i]!, this, width, height);
      context.quads.render(i, view, frame, depth, live && this.watch);
    }
    if (isNew) this.tell();
  }

  private readonly watch: PassWatch = {
    beforePass: (index, pass) => this.views.refresh(index, pass, this.publisher.record, this.live!, nowMs()),
  };

  private gradeOf(preset: string): GradeOptions {
    if (preset !== this.preset || this.grade === null) {
      this.preset = preset;
      this.grade = presetNamed(preset).grade;
    }
    return this.grade;
  }

  private tell(): void {
    const { stats } = this.options;
    const { lists, views } = this;
    const { record } = this.publisher;
    const { width, height } = views.geometries[0]!;
    const ageMs = nowMs() - lists.record.captureMs[0]!;
    stats.listShown(lists.record, ageMs, lists.ageDeg(record), record.gazeMs[0]!);
    stats.levelsShown(views.levels, width, height, views.count);
  }

  private contextOf(renderer: WebGLRenderer): QuadContext {
    const gl = renderer.getContext() as WebGL2RenderingContext;
    if (this.context?.gl === gl) return this.context;
    this.context?.dispose();
    this.context = new QuadContext(gl, this.options.client, this.lists);
    this.canvas?.removeEventListener('webglcontextlost', this.forget);
    this.canvas = renderer.domElement;
    this.canvas.addEventListener('webglcontextlost', this.forget);
    return this.context;
  }

  private fail(error: unknown): void {
    this.failed = true;
    this.material.visible = false;
    this.context?.dispose();
    this.context = null;
    this.options.onFailure?.(error instanceof Error ? error.message : String(error));
  }

  private readonly show = (_renderer: WebGLRenderer, _scene: Scene, camera: Camera): void => {
    const index = this.views.of(camera);
    const view = index < 0 ? null : this.views.at(index);
    if (view === null || this.context === null) return;
    const { width, height } = view.geometry;
    this.material.show(this.context.quads.targets(index, width, height), view);
    this.material.placeRings(this.publisher.record, view, camera.projectionMatrix.elements);
  };

  /** Adds the views of a headset all at once, others as they come. @returns whether there is anything to draw into */
  private follow(renderer: WebGLRenderer, camera: Camera, settings: DisplaySettings): boolean {
    const { views } = this;
    if (!renderer.xr.isPresenting) return views.follow(camera, this.viewport, settings);
    const { cameras } = renderer.xr.getCamera();
    let seen = cameras.length > 0;
    for (let i = 0; i < cameras.length; i++) {
      const eye = cameras[i]! as PerspectiveCamera & { readonly viewport?: Vector4 };
      if (!views.follow(eye, eye.viewport ?? this.viewport, settings)) seen = false;
    }
    return seen;
  }
}
