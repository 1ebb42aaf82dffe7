import { SparkRenderer, SplatMesh } from '@sparkjsdev/spark';
import * as THREE from 'three';
import type { DrawCount, EyeCamera } from './foveation-api.ts';
import { createFragmentTarget } from './fragment-target.ts';

/** One for every run of the fragment shader, before anything could be discarded. */
const COUNTING_FRAGMENT = `
precision highp float;
out vec4 fragColor;
void main() {
  fragColor = vec4(1.0);
}
`;

export interface SparkCounter {
  readonly splatCount: number;
  /** Both eyes of one view: an order for the first camera's place, then a draw for each. */
  count(cameras: readonly EyeCamera[]): Promise<DrawCount>;
  dispose(): void;
}

/**
 * Counts what Spark draws of a plain file as its guide advises for headsets: cut-off at √5 standard deviations, all else as shipped, its
 * foveation cone included, which acts on level of detail and so does nothing to a file without it.
 */
export async function createSparkCounter(
  sceneUrl: string,
  width: number,
  height: number,
  upright: boolean,
): Promise<SparkCounter> {
  const renderer = new THREE.WebGLRenderer({ antialias: false });
  const target = createFragmentTarget(renderer, width, height);
  const scene = new THREE.Scene();
  const spark = new SparkRenderer({
    renderer,
    autoUpdate: false,
    maxStdDev: Math.sqrt(5),
    fragmentShader: COUNTING_FRAGMENT,
  });
  spark.material.blending = THREE.CustomBlending;
  spark.material.blendEquation = THREE.AddEquation;
  spark.material.blendSrc = THREE.OneFactor;
  spark.material.blendDst = THREE.OneFactor;
  scene.add(spark);
  const mesh = new SplatMesh({ url: sceneUrl });
  await mesh.initialized;
  // Half a turn about x.
  if (!upright) mesh.quaternion.set(1, 0, 0, 0);
  scene.add(mesh);
  scene.updateMatrixWorld(true);
  const camera = new THREE.PerspectiveCamera();
  return {
    splatCount: mesh.packedSplats?.numSplats ?? 0,
    async count(cameras) {
      let fragments = 0;
      for (const [i, { position, orientation, side, up }] of cameras.entries()) {
        camera.position.set(...position);
        camera.quaternion.set(...orientation);
        camera.near = 0.1;
        camera.far = 1000;
        camera.fov = (360 / Math.PI) * Math.atan(up);
        camera.aspect = side / up;
        camera.updateProjectionMatrix();
        camera.updateMatrixWorld(true);
        // In a headset one order serves both eyes.
        if (i === 0) await spark.update({ scene, camera });
        fragments += target.count(() => renderer.render(scene, camera));
      }
      return { fragments, splats: spark.activeSplats };
    },
    dispose() {
      target.dispose();
      renderer.dispose();
    },
  };
}
