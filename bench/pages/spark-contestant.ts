import { SparkRenderer, SplatMesh } from '@sparkjsdev/spark';
import * as THREE from 'three';
import type { ContestantOptions, PageContestant } from './contestant.ts';
import { NAMES } from './duel-api.ts';
import { createGlStage } from './gl-stage.ts';

/** How a Spark renderer draws each splat. */
const KERNELS = {
  /** What all engines share: low-pass 0.3 px² without opacity compensation, cut-off at √8 σ and at alpha 1/255. */
  shared: {
    maxStdDev: Math.sqrt(8),
    minAlpha: 1 / 255,
    preBlurAmount: 0.3,
    blurAmount: 0,
    sortRadial: false,
  },
  /** What its guide advises for headsets: cut-off at √5 σ; all else as shipped. Draws less than the other engines. */
  headset: { maxStdDev: Math.sqrt(5) },
} as const;

/**
 * Spark without level of detail, each frame with a finished order.
 *
 * Its own update (splats rewritten for the new view on the GPU, read back, sorted in a worker) runs to its end before
 * the timed draw and is told separately, although an application that moves pays for part of it in every frame.
 */
export async function createSparkContestant(
  kernel: keyof typeof KERNELS,
  options: ContestantOptions,
): Promise<PageContestant> {
  const stage = createGlStage(options);
  const { renderer, camera } = stage;
  const scene = new THREE.Scene();
  const spark = new SparkRenderer({
    renderer,
    autoUpdate: false,
    enableLod: false,
    ...KERNELS[kernel],
  });
  scene.add(spark);
  const mesh = new SplatMesh({ url: options.sceneUrl });
  await mesh.initialized;
  // Files are y-down; half a turn about x.
  mesh.quaternion.set(1, 0, 0, 0);
  scene.add(mesh);
  scene.updateMatrixWorld(true);
  stage.place({ position: [0, 0, 4], orientation: [0, 0, 0, 1] });
  renderer.render(scene, camera);
  return {
    name: kernel === 'shared' ? NAMES.spark : NAMES.sparkHeadset,
    splatCount: mesh.packedSplats?.numSplats ?? 0,
    wake: async () => {},
    async measure(view) {
      stage.place(view);
      const moved = performance.now();
      await spark.update({ scene, camera });
      stage.complete();
      const settled = performance.now();
      renderer.render(scene, camera);
      stage.complete();
      return { settleMs: settled - moved, frameMs: performance.now() - settled };
    },
    picture: async () => stage.picture(),
    sleep: async () => {},
    dispose: () => renderer.dispose(),
  };
}
