import type { WebGLRenderer } from 'three';
import type { GraphicsMeasure } from '../renderer/choose-renderer.ts';

/** Measures whether the graphics can draw splats. */
export function probeGraphics(_renderer: WebGLRenderer): GraphicsMeasure {
  return { renderer: 'tiles', splatsPerMs: 0 };
}
