import type { WebGLRenderer } from 'three';
import type { GraphicsMeasure } from '../renderer/choose-renderer.ts';
import { QuadRenderer } from './quad-renderer.ts';
import type { QuadFrame, QuadView } from './quad-view.ts';
import { SceneTextures } from './scene-textures.ts';
import { syntheticScene } from './synthetic-scene.ts';

/** Few enough for a software rasterizer to be through with in a moment. */
const SPLATS = 16_384;
const SIDE = 512;
/** Views in a row whose time is measured, and how often. */
const VIEWS = 8;
const RUNS = 3;
/** A view slower than this says enough, ms. */
const HOPELESS_MS = 50;

/**
 * Splats a millisecond, drawn for one view with all its pixels, from which on `quads` is the better choice: with them, 200,000
 * splats for two eyes take 50 ms, which is how often the processor's pictures come at the least. A headset's GPU is several times
 * faster than that, and draws a third of these pixels where it draws foveated; a software rasterizer is tens of times slower
 * (80 to 240 a millisecond were measured on two cores). Nothing lies near the line.
 */
export const ENOUGH_SPLATS_PER_MS = 8_000;

/** Below this the processor draws them. @param splatsPerMs measured */
export function rendererFor(splatsPerMs: number): GraphicsMeasure['renderer'] {
  return splatsPerMs >= ENOUGH_SPLATS_PER_MS ? 'quads' : 'tiles';
}

/**
 * Measures how many splats of usual sizes the graphics draw in a millisecond: with the renderer itself, into targets of its
 * own, up to the end of the GPU's work. Takes a tenth of a second where that is fast, half a second where it is hopeless;
 * not to be called in a session. Leaves three's state as it was.
 * @throws Error in one sentence where the GPU cannot draw splats at all
 */
export function probeGraphics(renderer: WebGLRenderer): GraphicsMeasure {
  const target = renderer.getRenderTarget();
  try {
    const splatsPerMs = measureSplatsPerMs(renderer.getContext() as WebGL2RenderingContext);
    return { renderer: rendererFor(splatsPerMs), splatsPerMs };
  } finally {
    renderer.resetState();
    renderer.setRenderTarget(target);
  }
}

/** The measurement alone; leaves the context in another state. */
export function measureSplatsPerMs(gl: WebGL2RenderingContext): number {
  const { scene, splats, list } = syntheticScene(SPLATS);
  const quads = new QuadRenderer(gl);
  const textures = new SceneTextures(gl, scene);
  try {
    textures.take(splats);
    quads.setScene(textures);
    quads.setList(list, SPLATS);
    // The first view pays for the end of the shaders' compilation as well.
    timeViews(gl, quads, 1);
    const one = timeViews(gl, quads, 1);
    if (one > HOPELESS_MS) return SPLATS / one;
    // What waiting for the GPU costs is in both.
    const rates = Array.from({ length: RUNS }, () => {
      const more = timeViews(gl, quads, 1 + VIEWS) - timeViews(gl, quads, 1);
      return (VIEWS * SPLATS) / Math.max(0.1, more);
    });
    return rates.sort((a, b) => a - b)[RUNS >> 1]!;
  } finally {
    quads.dispose();
    textures.dispose();
  }
}

const VIEW: QuadView = {
  geometry: { left: 1, right: 1, up: 1, down: 1, width: SIDE, height: SIDE },
  position: new Float32Array(3),
  orientation: Float32Array.of(0, 0, 0, 1),
  depthTerms: Float32Array.of(-1, -0.2),
  levels: new Uint8Array((SIDE / 32) ** 2).fill(4),
};
const FRAME: QuadFrame = { head: new Float32Array(3), gaze: Float32Array.of(0, 0, -1), grade: null };

/** Time of some views, ms. Reading a pixel waits for the GPU everywhere, and at once, which a fence does not. */
function timeViews(gl: WebGL2RenderingContext, quads: QuadRenderer, views: number): number {
  const pixel = new Float32Array(4);
  const bytes = new Uint8Array(4);
  const start = performance.now();
  for (let i = 0; i < views; i++) quads.render(0, VIEW, FRAME, null);
  if (quads.precision === 'half') gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.FLOAT, pixel);
  else gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, bytes);
  return performance.now() - start;
}
