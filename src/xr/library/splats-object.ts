import { type Camera, Group, type WebGLRenderer } from 'three';
import { createStore } from 'zustand/vanilla';
import { nowMs } from '../../shared/time.ts';
import type { LoadProgress } from '../../workers/splats/formats/raw-splats.ts';
import { presetNamed } from '../../workers/splats/foveation/default-presets.ts';
import type { OpenOptions, SceneInfo, SplatClient } from '../../workers/splats/splat-client.ts';
import { createTilesClient } from '../../workers/splats/tiles-client.ts';
import { DEFAULT_DISPLAY, type DisplaySettings } from '../scene/display-settings.ts';
import { FrameStats } from '../scene/frame-stats.ts';
import { makeRenderer, type SplatRenderer } from '../scene/renderer/make-renderer.ts';
import { RendererChoice, type RendererState } from '../scene/renderer/renderer-choice.ts';
import type { RendererName, RendererWish } from '../scene/renderer/renderer-names.ts';
import { type GazeInput, GazeInputDriver } from './gaze-input.ts';
import { type SplatsSource, sceneSourceOf } from './splats-source.ts';

/** What can be changed while splats are shown. Also all of `DisplaySettings`: mode, preset, budget and so on. */
export interface SplatsSettings extends Partial<DisplaySettings> {
  readonly gaze?: GazeInput;
  readonly renderer?: RendererWish;
}

export interface SplatsObjectOptions extends SplatsSettings {
  /** three's renderer that will draw the object. */
  readonly gl: WebGLRenderer;
  /** Workers to use; they stay the caller's. Without it the object starts and ends its own. */
  readonly client?: SplatClient;
  readonly onProgress?: (progress: LoadProgress) => void;
  /** A scene is open. */
  readonly onReady?: (info: SceneInfo) => void;
  /** Something could not be done, in one sentence; what was shown before stays. Nothing is ever thrown instead. */
  readonly onError?: (error: Error) => void;
  /** Something goes on differently, in one sentence: a worker was replaced, the GPU was given up. */
  readonly onRemark?: (sentence: string) => void;
}

const OPEN: OpenOptions = { up: 'auto', metresPerUnit: 0, residentBudget: 0 };

/**
 * Splats for any three scene: add it, call `update` before each render, and `load` something. It brings workers, gaze and
 * the choice of the renderer along. Splats lie in world space; a transform of the object does not move them. They are
 * drawn before everything else, with their depth, over the whole view; one object a scene.
 */
export class SplatsObject extends Group {
  readonly stats = new FrameStats();
  private readonly settings = createStore<DisplaySettings>(() => DEFAULT_DISPLAY);
  private readonly choice: RendererChoice;
  private readonly gaze: GazeInputDriver;
  private readonly detach: () => void;
  private readonly unfollow: () => void;
  private readonly starting: Promise<SplatClient | null>;
  private client: SplatClient | null = null;
  private display: SplatRenderer | null = null;
  private shown: RendererName | null = null;
  private newest: SplatsSource | null = null;
  private opening: Promise<SceneInfo | null> = Promise.resolve(null);
  private disposed = false;

  constructor(private readonly options: SplatsObjectOptions) {
    super();
    this.name = 'splats';
    const { gl } = options;
    this.choice = new RendererChoice({
      wish: options.renderer ?? 'auto',
      onFailure: (sentence) => this.remark(`${sentence} The processor draws the splats instead.`),
    });
    this.gaze = new GazeInputDriver(gl.domElement);
    this.gaze.use('auto');
    this.set(pickSettings(options));
    this.detach = this.choice.attach(gl);
    this.unfollow = this.choice.store.subscribe(() => this.refresh());
    document.addEventListener('visibilitychange', this.followVisibility);
    this.starting = this.start();
  }

  /** Which renderer runs, and why. */
  get renderer(): RendererState {
    return this.choice.store.getState();
  }

  /** Changes what is given, keeps the rest. A preset that does not exist goes to `onError` and changes nothing. */
  set({ gaze, renderer, ...rest }: SplatsSettings): void {
    const display = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
    if (gaze !== undefined) this.gaze.use(gaze);
    if (renderer !== undefined) this.choice.setWish(renderer);
    try {
      if (rest.preset !== undefined) presetNamed(rest.preset);
      this.settings.setState(display);
    } catch (error) {
      this.fail(error);
    }
  }

  /**
   * Opens a scene, after the one that is being opened if there is one; of several that wait the last one is taken.
   * @returns null where it could not be opened (`onError` says why) or another took its place. Never rejects.
   */
  load(src: SplatsSource, open: Partial<OpenOptions> = {}): Promise<SceneInfo | null> {
    this.newest = src;
    const before = this.opening;
    this.opening = before.then(() => this.open(src, { ...OPEN, ...open }));
    return this.opening;
  }

  /**
   * Once a frame before the render, with the camera that will be rendered and, in a session, three's XR frame.
   * Allocates nothing and waits for nothing.
   */
  update(camera: Camera, xrFrame: XRFrame | null = null): void {
    const now = nowMs();
    this.stats.frameStarted(now);
    this.gaze.update(camera, xrFrame, now);
  }

  /** Lets go of everything, workers of its own included. */
  override dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    document.removeEventListener('visibilitychange', this.followVisibility);
    this.unfollow();
    this.detach();
    this.gaze.dispose();
    this.display?.dispose();
    this.clear();
    if (!this.options.client) this.client?.dispose();
    super.dispose();
  }

  private async start(): Promise<SplatClient | null> {
    try {
      this.client = this.options.client ?? (await this.startClient());
    } catch (error) {
      this.fail(error);
      return null;
    }
    // Where it was disposed of in the meantime, nobody else would end them.
    if (this.disposed && !this.options.client) this.client.dispose();
    if (this.disposed) return null;
    this.followVisibility();
    this.refresh();
    return this.client;
  }

  private startClient(): Promise<SplatClient> {
    return createTilesClient({
      onProblem: (sentence) => this.fail(new Error(sentence)),
      onEvent: ({ text }) => this.remark(text),
    });
  }

  private async open(src: SplatsSource, options: OpenOptions): Promise<SceneInfo | null> {
    const client = await this.starting;
    if (!client || this.disposed || src !== this.newest) return null;
    try {
      const info = await client.load(sceneSourceOf(src), options, (progress) => {
        if (!this.disposed) this.options.onProgress?.(progress);
      });
      if (this.disposed) return null;
      this.options.onReady?.(info);
      return info;
    } catch (error) {
      this.fail(error);
      return null;
    }
  }

  /** Puts the renderer in place that runs now. */
  private refresh(): void {
    const { client, choice } = this;
    const { running } = choice.store.getState();
    if (!client || this.disposed || running === this.shown) return;
    this.shown = running;
    this.display?.dispose();
    this.clear();
    const options = { client, gaze: this.gaze.mailbox, settings: this.settings, stats: this.stats };
    this.display = makeRenderer(running, options, (sentence) => choice.failed(sentence));
    this.add(this.display);
  }

  private readonly followVisibility = (): void => {
    if (!this.options.client) this.client?.setRunning(this.options.gl.xr.isPresenting || !document.hidden);
  };

  private remark(sentence: string): void {
    if (!this.disposed) this.options.onRemark?.(sentence);
  }

  private fail(error: unknown): void {
    if (this.disposed) return;
    this.options.onError?.(error instanceof Error ? error : new Error(String(error)));
  }
}

function pickSettings({
  gl: _gl,
  client: _client,
  onProgress: _onProgress,
  onReady: _onReady,
  onError: _onError,
  onRemark: _onRemark,
  ...settings
}: SplatsObjectOptions): SplatsSettings {
  return settings;
}
