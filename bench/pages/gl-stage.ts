import * as THREE from 'three';
import type { Pose } from '../splats/pose.ts';
import type { ContestantOptions } from './contestant.ts';

/** A renderer on a canvas outside the document, so that showing the picture costs nobody anything. */
export interface GlStage {
  readonly renderer: THREE.WebGLRenderer;
  readonly camera: THREE.PerspectiveCamera;
  place(pose: Pose): void;
  /** Returns when every pixel of the canvas is written. */
  complete(): void;
  picture(): Uint8Array;
}

/** Same canvas for every rival: given pixels, ratio 1, no multisampling, black. */
export function createGlStage(options: ContestantOptions): GlStage {
  const { width, height, fovDeg } = options;
  const renderer = new THREE.WebGLRenderer({ antialias: false, preserveDrawingBuffer: true });
  renderer.setPixelRatio(1);
  renderer.setSize(width, height, false);
  renderer.setClearColor(0x000000, 1);
  const camera = new THREE.PerspectiveCamera(fovDeg, width / height, 0.1, 1000);
  const gl = renderer.getContext();
  const pixel = new Uint8Array(4);
  return {
    renderer,
    camera,
    place({ position, orientation }) {
      camera.position.set(...position);
      camera.quaternion.set(...orientation);
      camera.updateMatrixWorld(true);
    },
    complete() {
      // A read is answered only after all drawing before it, and unlike finish() browsers may not skip it.
      gl.readPixels(width - 1, height - 1, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
    },
    picture() {
      const rgba = new Uint8Array(width * height * 4);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
      return upright(rgba, width, height);
    },
  };
}

/** RGBA with the bottom row first → RGB with the top row first. */
function upright(rgba: Uint8Array, width: number, height: number): Uint8Array {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = ((height - 1 - y) * width + x) * 4;
      const to = (y * width + x) * 3;
      rgb[to] = rgba[from]!;
      rgb[to + 1] = rgba[from + 1]!;
      rgb[to + 2] = rgba[from + 2]!;
    }
  }
  return rgb;
}
