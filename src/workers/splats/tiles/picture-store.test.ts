import { describe, expect, it } from 'vitest';
import { allocateMailbox } from '../../../shared/bridge.ts';
import { FRAME_LAYOUT } from '../../../shared/layouts.ts';
import { SceneShelf } from '../scene/scene-shelf.ts';
import { buildSharedScene, type PlannedScene } from '../scene/shared-scene.ts';
import { randomSplats } from '../test-support/inline-renderer.ts';
import { PictureStore } from './picture-store.ts';

const SIZE = 64;
const raw = randomSplats({ count: 100, seed: 4 });

function planned(id: number): PlannedScene {
  return buildSharedScene(raw, { name: 'test', id, threads: 1, maxPixels: SIZE * SIZE });
}

describe('PictureStore', () => {
  const frame = allocateMailbox(FRAME_LAYOUT, true);
  const record = FRAME_LAYOUT.record();
  const publish = (scene: number, slot: number) => {
    record.scene[0] = scene;
    record.slot[0] = slot;
    record.eyeCount[0] = 1;
    record.width[0] = SIZE;
    record.height[0] = SIZE;
    frame.publish(record);
  };

  it('lets go of a scene as soon as there is a picture of the next one', () => {
    const shelf = new SceneShelf();
    const store = new PictureStore(frame, shelf);
    const [first, second] = [planned(1), planned(2)];
    shelf.add(first);
    publish(1, 0);
    const before = store.picture(0, 0)!;
    expect(before.color.buffer).toBe(first.scene.memory.buffer);
    shelf.add(second);
    publish(1, 1);
    expect(store.picture(1, 0)!.color.buffer).toBe(first.scene.memory.buffer);
    expect(shelf.count).toBe(2);
    publish(2, 0);
    expect(store.picture(0, 0)!.color.buffer).toBe(second.scene.memory.buffer);
    expect(shelf.count).toBe(1);
    publish(1, 1);
    expect(store.picture(1, 0)).toBeNull();
  });

  it('holds no more than two scenes however many are opened, and none that did not come about', () => {
    const shelf = new SceneShelf();
    const store = new PictureStore(frame, shelf);
    const scenes = [1, 2, 3, 4].map(planned);
    for (const scene of scenes) shelf.add(scene);
    expect(shelf.count).toBe(2);
    shelf.remove(scenes[3]!);
    publish(3, 2);
    expect(store.picture(2, 0)).not.toBeNull();
    expect(shelf.count).toBe(1);
  });

  it('gives the same views again without making them anew', () => {
    const shelf = new SceneShelf();
    const store = new PictureStore(frame, shelf);
    shelf.add(planned(7));
    publish(7, 1);
    expect(store.picture(1, 0)).toBe(store.picture(1, 0));
    expect(store.picture(1, 1)).toBeNull();
  });
});
