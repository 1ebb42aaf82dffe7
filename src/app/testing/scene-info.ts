import type { SceneInfo } from '../../workers/splats/splat-client.ts';

/** A small scene's facts for tests. */
export function sceneInfo(change: Partial<SceneInfo> = {}): SceneInfo {
  return {
    name: 'a.ply',
    format: 'ply',
    splatCount: 3,
    splatsInFile: 3,
    shDegree: 0,
    up: 'y-up',
    metresPerUnit: 1,
    floorY: 0,
    remarks: [],
    sceneBytes: 192,
    bounds: [0, 0, 0, 1, 1, 1],
    ...change,
  };
}
