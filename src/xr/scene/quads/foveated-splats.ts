import { BufferGeometry, Mesh, RawShaderMaterial } from 'three';
import type { SplatDisplayOptions } from '../splat-display.ts';
import { ViewPublisher } from '../view-publisher.ts';

export interface FoveatedSplatsOptions extends SplatDisplayOptions {
  /** Told in one sentence when the GPU cannot draw the splats. */
  readonly onFailure?: (sentence: string) => void;
}

/** Shows splats inside a three scene, drawn by the GPU. */
export class FoveatedSplats extends Mesh<BufferGeometry, RawShaderMaterial> {
  readonly publisher: ViewPublisher;

  constructor(options: FoveatedSplatsOptions) {
    super(new BufferGeometry(), new RawShaderMaterial());
    this.name = 'foveated-splats';
    this.publisher = new ViewPublisher(options.client.view, options.gaze);
  }

  override raycast(): void {}

  override dispose(): void {
    this.geometry.dispose();
    this.material.dispose();
  }
}
