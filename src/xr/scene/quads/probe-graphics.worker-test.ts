import { WebGLRenderer } from 'three';
import { describe, expect, it } from 'vitest';
import { ENOUGH_SPLATS_PER_MS, probeGraphics, rendererFor } from './probe-graphics.ts';

describe('probeGraphics', () => {
  it('measures, decides by the measurement alone and leaves the context usable', () => {
    const renderer = new WebGLRenderer();
    const start = performance.now();
    const { renderer: choice, splatsPerMs } = probeGraphics(renderer);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(splatsPerMs).toBeGreaterThan(1);
    expect(choice).toBe(rendererFor(splatsPerMs));
    const gl = renderer.getContext();
    expect(gl.getError()).toBe(0);
    // Tests run on software graphics, unless the machine has others.
    const info = gl.getExtension('WEBGL_debug_renderer_info');
    const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    if (/llvmpipe|SwiftShader/i.test(name)) expect(choice).toBe('tiles');
    renderer.dispose();
  });

  it('draws the line', () => {
    expect(rendererFor(ENOUGH_SPLATS_PER_MS)).toBe('quads');
    expect(rendererFor(ENOUGH_SPLATS_PER_MS - 1)).toBe('tiles');
  });
});
