import type { WebGLRenderer } from 'three';
import type { PassTargets } from './pass-targets.ts';

/** What is of use here of the runtime's binding; older ones have no foveation for textures. */
export interface FoveatingBinding {
  foveateBoundTexture?(target: number, fixedFoveation: number): void;
}

/** Binding of a headset that foveates textures, or null. Makes none where that would be for nothing, or fail. */
export function foveatingBinding({ xr }: WebGLRenderer): FoveatingBinding | null {
  const layered = (xr.getSession()?.renderState.layers?.length ?? 0) > 0;
  if (!layered || typeof XRWebGLBinding === 'undefined') return null;
  return 'foveateBoundTexture' in XRWebGLBinding.prototype ? (xr.getBinding() as FoveatingBinding) : null;
}

/**
 * Lets the headset draw the passes of a view more coarsely towards the edges, as it does with its own layer: textures of ours are
 * left out of that unless it is told. Leaves texture unit 0 in use.
 * @param level 0..1, 0 = nowhere
 * @returns whether the runtime can
 */
export function foveateTargets(
  gl: WebGL2RenderingContext,
  binding: FoveatingBinding | null,
  { passes, anchors, whole }: PassTargets,
  level: number,
): boolean {
  if (typeof binding?.foveateBoundTexture !== 'function') return false;
  gl.activeTexture(gl.TEXTURE0);
  gl.bindTexture(gl.TEXTURE_2D_ARRAY, passes);
  binding.foveateBoundTexture(gl.TEXTURE_2D_ARRAY, level);
  gl.bindTexture(gl.TEXTURE_2D, anchors);
  binding.foveateBoundTexture(gl.TEXTURE_2D, level);
  gl.bindTexture(gl.TEXTURE_2D, whole);
  binding.foveateBoundTexture(gl.TEXTURE_2D, level);
  return true;
}
