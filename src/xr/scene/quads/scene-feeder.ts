import type { PackedSplats, SplatClient } from '../../../workers/splats/splat-client.ts';
import { SceneTextures, SLICE_STEP } from './scene-textures.ts';

/** Splats of a slice: at 72 Hz a scene of 4 M splats takes two seconds. */
const SLICE = 2 * SLICE_STEP;
/** Frames before a slice that was not to be had is asked for again. */
const PATIENCE = 30;

/** Brings the scene that lists are about to come of to the GPU, one slice a frame, while the one before is still drawn. */
export class SceneFeeder {
  /** The scene that was asked for last, complete or not. */
  textures: SceneTextures | null = null;
  private slice: PackedSplats | null = null;
  private asked = false;
  private wait = 0;
  private disposed = false;

  constructor(
    private readonly gl: WebGL2RenderingContext,
    private readonly client: SplatClient,
  ) {}

  /**
   * Once a frame. Allocates only while a scene is on its way.
   * @param shown scene that is drawn, which stays with the caller
   * @throws Error in one sentence where the GPU has no room for the scene
   */
  update(shown: SceneTextures | null): void {
    const scene = this.client.gpuScene;
    if (scene === null) return;
    if (this.textures === null || this.textures.scene.id !== scene.id) {
      if (this.textures !== shown) this.textures?.dispose();
      this.textures = null;
      this.slice = null;
      this.textures = new SceneTextures(this.gl, scene);
    }
    const { textures, slice } = this;
    if (slice !== null) {
      this.slice = null;
      if (slice.first === textures.filled) textures.take(slice);
    }
    if (!textures.complete && !this.asked && --this.wait <= 0) void this.ask(textures);
  }

  private async ask(textures: SceneTextures): Promise<void> {
    const { id, splatCount } = textures.scene;
    this.asked = true;
    try {
      const count = Math.min(SLICE, splatCount - textures.filled);
      const slice = await this.client.packSplats(id, textures.filled, count);
      if (!this.disposed && this.textures === textures) this.slice = slice;
      if (slice === null) this.wait = PATIENCE;
    } catch {
      // Its worker was replaced in the meantime; the scene stays.
      this.wait = PATIENCE;
    } finally {
      this.asked = false;
    }
  }

  /** @param shown scene that is drawn, which stays with the caller */
  dispose(shown: SceneTextures | null): void {
    this.disposed = true;
    if (this.textures !== shown) this.textures?.dispose();
    this.textures = null;
  }
}
