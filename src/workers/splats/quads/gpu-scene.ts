import type { PlannedScene } from '../scene/shared-scene.ts';
import type { GpuScene } from '../splat-client.ts';

/** What a GPU needs to know of a scene. */
export function gpuSceneOf({ id, scene }: PlannedScene): GpuScene {
  const { count, chunkCount, shDegree, harmonicScale } = scene;
  return { id, splatCount: count, chunkCount, shDegree, harmonicScale };
}
