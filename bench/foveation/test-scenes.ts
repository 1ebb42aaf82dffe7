import { existsSync } from 'node:fs';
import path from 'node:path';
import type { BenchScene } from '../splats/scenes.ts';

/**
 * Every scene that the renderers are judged on, and which of them are here: the default scene, and captures beside the project where
 * they were put.
 * @param root the project's folder
 */
export function findTestScenes(root: string): { scenes: BenchScene[]; missing: string[] } {
  const captures = path.resolve(root, '../shared/data/splats');
  const known: BenchScene[] = [
    { name: 'default', file: path.join(root, 'assets/scenes/default.spz'), seen: 'inside' },
    { name: 'playbot-31k', file: path.join(captures, 'playbot-31k/playbot-31k.ply'), seen: 'outside' },
    {
      name: 'narcissus-101k',
      file: path.join(captures, 'narcissus-101k/narcissus-101k.splat'),
      seen: 'outside',
    },
    { name: 'guitar', file: path.join(captures, 'guitar.compressed.ply'), seen: 'outside' },
    { name: 'st-peter', file: path.join(captures, 'st-peter.sog'), seen: 'outside' },
    { name: 'massa', file: path.join(captures, 'massa.sog'), seen: 'outside' },
    {
      name: 'statue-garden-1160k',
      file: path.join(captures, 'statue-garden-1160k/statue-garden-1160k.sog'),
      seen: 'outside',
    },
  ];
  return {
    scenes: known.filter(({ file }) => existsSync(file)),
    missing: known.filter(({ file }) => !existsSync(file)).map(({ name }) => name),
  };
}
