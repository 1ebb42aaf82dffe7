import { existsSync } from 'node:fs';
import path from 'node:path';

export interface BenchScene {
  readonly name: string;
  readonly file: string;
  /** How a camera sees it: round it from outside, or turning on the spot inside. */
  readonly seen: 'outside' | 'inside';
}

/** The capture that every rival opens: degree-0 colour, a format that all read alike. */
export const DUEL_SCENE = 'narcissus-101k';
/** The scene that the application opens by itself. */
export const DEFAULT_SCENE = 'default';
/** The capture for order and loading. */
export const LARGE_SCENE = 'statue-garden-1160k';

/**
 * Scenes that are there: real captures beside the project where they were put, and the default scene.
 * @param root the project's folder.
 */
export function findScenes(root: string): { scenes: BenchScene[]; missing: string[] } {
  const captures = path.resolve(root, '../shared/data/splats');
  const known: BenchScene[] = [
    { name: DUEL_SCENE, file: path.join(captures, 'narcissus-101k/narcissus-101k.splat'), seen: 'outside' },
    { name: 'guitar', file: path.join(captures, 'guitar.compressed.ply'), seen: 'outside' },
    { name: DEFAULT_SCENE, file: path.join(root, 'assets/scenes/default.spz'), seen: 'inside' },
    {
      name: LARGE_SCENE,
      file: path.join(captures, 'statue-garden-1160k/statue-garden-1160k.sog'),
      seen: 'outside',
    },
  ];
  return {
    scenes: known.filter(({ file }) => existsSync(file)),
    missing: known.filter(({ file }) => !existsSync(file)).map(({ name }) => name),
  };
}
