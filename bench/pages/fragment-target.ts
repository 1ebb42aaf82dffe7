import * as THREE from 'three';

/** A target whose sum is the number of fragments, where shaders write 1 and blend by adding. */
export interface FragmentTarget {
  /** Clears, draws with `draw`, adds up. */
  count(draw: () => void): number;
  dispose(): void;
}

/** @throws Error where the GL cannot blend into floats */
export function createFragmentTarget(
  renderer: THREE.WebGLRenderer,
  width: number,
  height: number,
): FragmentTarget {
  const gl = renderer.getContext();
  if (!gl.getExtension('EXT_color_buffer_float') || !gl.getExtension('EXT_float_blend')) {
    throw new Error('This GL cannot blend into floats, so fragments cannot be counted.');
  }
  const target = new THREE.WebGLRenderTarget(width, height, {
    type: THREE.FloatType,
    format: THREE.RGBAFormat,
    depthBuffer: true,
  });
  const pixels = new Float32Array(4 * width * height);
  return {
    count(draw) {
      renderer.setRenderTarget(target);
      renderer.setClearColor(0x000000, 0);
      renderer.clear();
      draw();
      renderer.readRenderTargetPixels(target, 0, 0, width, height, pixels);
      renderer.setRenderTarget(null);
      let sum = 0;
      for (let i = 0; i < pixels.length; i += 4) sum += pixels[i]!;
      return sum;
    },
    dispose: () => target.dispose(),
  };
}
