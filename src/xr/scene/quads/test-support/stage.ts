import { PerspectiveCamera, Scene, WebGLRenderer } from 'three';
import { allocateMailbox } from '../../../../shared/bridge.ts';
import { GAZE_FLAG } from '../../../../shared/gaze.ts';
import { GAZE_LAYOUT } from '../../../../shared/layouts.ts';
import { nowMs } from '../../../../shared/time.ts';
import { exitGaze } from '../../../../workers/splats/foveation/timed-exits.ts';
import type { SplatClient } from '../../../../workers/splats/splat-client.ts';
import { DEFAULT_DISPLAY, type DisplaySettings } from '../../display-settings.ts';
import { FrameStats } from '../../frame-stats.ts';
import { FoveatedSplats } from '../foveated-splats.ts';
import { topFirst } from './flat-target.ts';

const SETTINGS: DisplaySettings = { ...DEFAULT_DISPLAY, mode: 'full', preset: 'narrow' };

/** A three scene with splats in it, drawn into a canvas. */
export class Stage {
  readonly renderer = new WebGLRenderer({ antialias: false, alpha: false });
  readonly scene = new Scene();
  /** 90° across, at the origin, looking along -z. */
  readonly camera: PerspectiveCamera;
  readonly stats = new FrameStats();
  readonly gaze = allocateMailbox(GAZE_LAYOUT, true);
  /** Followed where `incremental` is set. */
  readonly tracking = {
    incremental: false,
    budgetMs: 10,
    exitSigmaDeg: Float32Array.of(6, 2, 1, 0.75, 0.5, 0.5),
    tracked: allocateMailbox(GAZE_LAYOUT, true),
  };
  readonly failures: string[] = [];
  settings = SETTINGS;
  readonly splats: FoveatedSplats;

  constructor(
    readonly client: SplatClient,
    readonly width: number,
    readonly height: number,
  ) {
    this.renderer.setPixelRatio(1);
    this.renderer.setSize(width, height, false);
    this.renderer.setClearColor(0x000000, 1);
    const fov = (2 * Math.atan(height / width) * 180) / Math.PI;
    this.camera = new PerspectiveCamera(fov, width / height, 0.1, 100);
    this.splats = new FoveatedSplats({
      client,
      gaze: this.gaze,
      settings: { getState: () => this.settings },
      stats: this.stats,
      tracking: this.tracking,
      onFailure: (sentence) => this.failures.push(sentence),
    });
    this.scene.add(this.splats);
  }

  look(x: number, y: number): void {
    const record = GAZE_LAYOUT.record();
    const length = Math.hypot(x, y, 1);
    record.direction.set([x / length, y / length, -1 / length]);
    record.flags[0] = GAZE_FLAG.valid;
    this.gaze.publish(record);
  }

  /** The tracker says where the person looks. */
  track(image: number, exit: number, x: number, y: number): void {
    const length = Math.hypot(x, y, 1);
    const direction = [x / length, y / length, -1 / length];
    const record = exitGaze(exit, direction, GAZE_FLAG.valid, nowMs());
    record.image[0] = image;
    this.tracking.tracked.publish(record);
  }

  set(change: Partial<DisplaySettings>): void {
    this.settings = { ...this.settings, ...change };
  }

  /** Frames until a list made for the present view is shown. @returns the picture, RGBA, top row first */
  async settle(): Promise<Uint8Array> {
    const { splats, renderer } = this;
    const until = performance.now() + 30_000;
    const from = performance.timeOrigin + performance.now();
    for (;;) {
      // What is ready in a frame is visible in the next.
      const visible = splats.material.visible;
      renderer.render(this.scene, this.camera);
      if (visible && splats.lists.record.captureMs[0]! > from) return this.read();
      if (this.failures.length > 0) throw new Error(this.failures[0]);
      if (performance.now() > until) throw new Error('no list came to the stage');
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
  }

  /** What was drawn in this very task, RGBA, top row first. */
  read(): Uint8Array {
    const gl = this.renderer.getContext();
    const pixels = new Uint8Array(4 * this.width * this.height);
    gl.readPixels(0, 0, this.width, this.height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
    return topFirst(pixels, this.width);
  }

  dispose(): void {
    this.splats.dispose();
    this.renderer.dispose();
  }
}
