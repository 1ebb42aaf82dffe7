import { LogLevel, SceneRevealMode, Viewer } from '@mkkellogg/gaussian-splats-3d';
import type { ContestantOptions, PageContestant } from './contestant.ts';
import { NAMES } from './duel-api.ts';
import { createGlStage } from './gl-stage.ts';

/**
 * GaussianSplats3D with shared memory and its SIMD sort, kernel 0.3 px², no reveal animation. Its cut-offs (√8 standard
 * deviations, alpha 1/255) are built in. Its whole sort for the new pose ends before the timed draw and is told
 * separately.
 */
export async function createGaussianSplats3dContestant(options: ContestantOptions): Promise<PageContestant> {
  const stage = createGlStage(options);
  const { renderer, camera } = stage;
  // The viewer takes its size from the layout of this element, which itself stays empty.
  const rootElement = document.createElement('div');
  rootElement.style.cssText = `position:absolute;width:${options.width}px;height:${options.height}px`;
  document.body.append(rootElement);
  const viewer = new Viewer({
    rootElement,
    renderer,
    camera,
    selfDrivenMode: false,
    useBuiltInControls: false,
    ignoreDevicePixelRatio: true,
    sharedMemoryForWorkers: crossOriginIsolated,
    gpuAcceleratedSort: false,
    antialiased: false,
    kernel2DSize: 0.3,
    sphericalHarmonicsDegree: 0,
    sceneRevealMode: SceneRevealMode.Instant,
    logLevel: LogLevel.None,
  });
  await viewer.addSplatScene(options.sceneUrl, {
    splatAlphaRemovalThreshold: 1,
    showLoadingUI: false,
    progressiveLoad: false,
    // Files are y-down; half a turn about x.
    rotation: [1, 0, 0, 0],
  });
  return {
    name: NAMES.gaussianSplats3d,
    splatCount: viewer.splatMesh.getSplatCount(),
    wake: async () => {},
    async measure(view) {
      stage.place(view);
      while (viewer.sortRunning) await viewer.sortPromise;
      const moved = performance.now();
      await viewer.runSplatSort(true, true);
      await viewer.sortPromise;
      const settled = performance.now();
      viewer.update();
      viewer.render();
      stage.complete();
      return { settleMs: settled - moved, frameMs: performance.now() - settled };
    },
    picture: async () => stage.picture(),
    sleep: async () => {},
    dispose() {
      void viewer.dispose();
      rootElement.remove();
    },
  };
}
