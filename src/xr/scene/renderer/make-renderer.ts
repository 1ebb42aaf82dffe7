import type { Object3D } from 'three';
import { FoveatedSplats } from '../quads/foveated-splats.ts';
import { SplatDisplay, type SplatDisplayOptions } from '../splat-display.ts';
import type { ViewPublisher } from '../view-publisher.ts';
import type { RendererName } from './renderer-names.ts';

/** What either renderer is in a three scene. */
export interface SplatRenderer extends Object3D {
  readonly publisher: Pick<ViewPublisher, 'record'>;
  dispose(): void;
}

/** Makes a renderer. @param onFailure told in one sentence when `quads` cannot go on; never before this returns */
export function makeRenderer(
  name: RendererName,
  options: SplatDisplayOptions,
  onFailure: (sentence: string) => void,
): SplatRenderer {
  if (name === 'tiles') return new SplatDisplay(options);
  try {
    return new FoveatedSplats({ ...options, onFailure });
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    queueMicrotask(() => onFailure(`The GPU renderer could not be set up: ${text}`));
    return new SplatDisplay(options);
  }
}
