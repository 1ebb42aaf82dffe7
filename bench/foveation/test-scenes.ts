import { existsSync } from 'node:fs';
import path from 'node:path';
import type { BenchScene } from '../splats/scenes.ts';

/** A scene, and where its walk is. */
export interface TestScene extends BenchScene {
  /** Inside a room: eyes' place, y-up metres, and what they look at. Null = round the thing. */
  readonly stand: { readonly eyes: Vector; readonly look: Vector } | null;
}

type Vector = readonly [number, number, number];

/** Where a person enters the default scene, see `default.objects.json`. */
const IN_THE_ROOM = { eyes: [0, 1.6, 0], look: [0.12, 1.2, -3] } as const;

/**
 * Every scene that the renderers are judged on, and which of them are here: the default scene, and captures beside the project where
 * they were put.
 * @param root the project's folder
 */
export function findTestScenes(root: string): { scenes: TestScene[]; missing: string[] } {
  const captures = path.resolve(root, '../shared/data/splats');
  const known: TestScene[] = [
    {
      name: 'default',
      file: path.join(root, 'assets/scenes/default.spz'),
      seen: 'inside',
      stand: IN_THE_ROOM,
    },
    {
      name: 'playbot-31k',
      file: path.join(captures, 'playbot-31k/playbot-31k.ply'),
      seen: 'outside',
      stand: null,
    },
    {
      name: 'narcissus-101k',
      file: path.join(captures, 'narcissus-101k/narcissus-101k.splat'),
      seen: 'outside',
      stand: null,
    },
    { name: 'guitar', file: path.join(captures, 'guitar.compressed.ply'), seen: 'outside', stand: null },
    { name: 'st-peter', file: path.join(captures, 'st-peter.sog'), seen: 'outside', stand: null },
    { name: 'massa', file: path.join(captures, 'massa.sog'), seen: 'outside', stand: null },
    {
      name: 'statue-garden-1160k',
      file: path.join(captures, 'statue-garden-1160k/statue-garden-1160k.sog'),
      seen: 'outside',
      stand: null,
    },
  ];
  return {
    scenes: known.filter(({ file }) => existsSync(file)),
    missing: known.filter(({ file }) => !existsSync(file)).map(({ name }) => name),
  };
}
