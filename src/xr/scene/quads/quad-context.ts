import type { SplatClient } from '../../../workers/splats/splat-client.ts';
import { type FoveatingBinding, foveateTargets } from './foveate-targets.ts';
import type { ListIntake } from './list-intake.ts';
import type { PassTargets } from './pass-targets.ts';
import { QuadRenderer } from './quad-renderer.ts';
import { SceneFeeder } from './scene-feeder.ts';
import type { SceneTextures } from './scene-textures.ts';

/** Everything that lives in one graphics context. When the context is lost it is made again, the splats anew from the workers. */
export class QuadContext {
  readonly quads: QuadRenderer;
  private readonly feeder: SceneFeeder;
  private shown: SceneTextures | null = null;
  private readonly foveated: PassTargets[] = [];
  private readonly levels: number[] = [];

  /** @throws Error in one sentence where the GPU cannot draw splats */
  constructor(
    readonly gl: WebGL2RenderingContext,
    client: SplatClient,
    private readonly lists: ListIntake,
  ) {
    this.quads = new QuadRenderer(gl);
    this.feeder = new SceneFeeder(gl, client);
    lists.forget();
  }

  /** Lets the headset foveate the targets of a view as well, once they are made and whenever the level 0..1 changes. */
  foveate(index: number, width: number, height: number, binding: FoveatingBinding, level: number): void {
    const targets = this.quads.targets(index, width, height);
    if (this.foveated[index] === targets && this.levels[index] === level) return;
    this.foveated[index] = targets;
    this.levels[index] = level;
    foveateTargets(this.gl, binding, targets, level);
  }

  /**
   * Once a frame: brings splats and the newest list to the GPU. The old scene is drawn until the new one is complete and has
   * a list. @returns whether there is anything to draw
   * @throws Error in one sentence where the GPU has no room for the scene
   */
  update(): boolean {
    const { feeder, lists, quads } = this;
    feeder.update(this.shown);
    const next = feeder.textures;
    if (next !== null && next !== this.shown && next.complete && lists.look() === next.scene.id) {
      this.shown?.dispose();
      this.shown = next;
      quads.setScene(next);
    } else lists.look();
    if (this.shown === null) return false;
    const { id } = this.shown.scene;
    lists.take(quads, id);
    return lists.has(id);
  }

  dispose(): void {
    this.feeder.dispose(this.shown);
    this.quads.dispose();
    this.shown?.dispose();
    this.shown = null;
  }
}
