import { Group, PerspectiveCamera, Scene, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import type { SceneInfo } from '../../workers/splats/splat-client.ts';
import { EYE_HEIGHT_M } from '../session/rig.ts';
import { placeViewer } from './place-viewer.ts';

const ROOM = {
  bounds: [-3, 0, -3, 3, 3, 3],
  floorY: -0.5,
  entry: { x: 1, z: 2, yaw: Math.PI / 2 },
} as unknown as SceneInfo;

function look(camera: PerspectiveCamera): number[] {
  return camera
    .getWorldDirection(new Vector3())
    .toArray()
    .map((value) => Math.round(1000 * value) / 1000 + 0);
}

describe('placeViewer', () => {
  it('places eyes and direction the same with a viewer and without', () => {
    const alone = new PerspectiveCamera();
    placeViewer(alone, ROOM);
    const inScene = new PerspectiveCamera();
    new Scene().add(inScene);
    placeViewer(inScene, ROOM);
    const viewer = new Group();
    const carried = new PerspectiveCamera();
    viewer.add(carried);
    placeViewer(carried, ROOM);
    for (const camera of [alone, inScene, carried]) {
      const eyes = camera.getWorldPosition(new Vector3());
      expect(eyes.toArray()).toEqual([1, -0.5 + EYE_HEIGHT_M, 2]);
      expect(look(camera)).toEqual([-1, 0, 0]);
    }
    expect(viewer.position.y).toBe(-0.5);
  });
});
