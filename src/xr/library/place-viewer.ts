import type { Camera } from 'three';
import type { SceneInfo } from '../../workers/splats/splat-client.ts';
import { chooseSpawn } from '../session/spawn.ts';

/**
 * Puts somebody where a scene is entered, or before a thing, and updates the camera's world matrix.
 *
 * A headset's poses are relative to the floor under the viewer. So where the camera has a parent other than the scene, that
 * one is put on the floor and the camera above it, which three's sessions then keep to; a camera without is placed itself.
 */
export function placeViewer(camera: Camera, info: SceneInfo): void {
  const { x, floorY, z, yaw, pitch, eyeHeight } = chooseSpawn(info);
  const { parent } = camera;
  if (parent && parent.type !== 'Scene') {
    parent.position.set(x, floorY, z);
    parent.rotation.set(0, yaw, 0);
    camera.position.set(0, eyeHeight, 0);
    camera.rotation.set(pitch, 0, 0);
  } else {
    camera.position.set(x, floorY + eyeHeight, z);
    camera.rotation.set(pitch, yaw, 0, 'YXZ');
  }
  camera.updateWorldMatrix(true, false);
}
