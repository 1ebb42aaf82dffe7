import { interleave } from '../harness/interleave.ts';
import type { View } from '../splats/pose.ts';
import { toBase64 } from './base64.ts';
import type { ContestantOptions, PageContestant } from './contestant.ts';
import type { DuelApi, Engine, EnginePicture } from './duel-api.ts';
import { createGaussianSplats3dContestant } from './gaussian-splats-3d-contestant.ts';
import { createSparkContestant } from './spark-contestant.ts';

declare global {
  var duel: DuelApi | undefined;
}

let contestants: PageContestant[] = [];

globalThis.duel = {
  async load({ engines, sceneUrl, shot }) {
    for (const contestant of contestants) contestant.dispose();
    contestants = [];
    const options = { sceneUrl, ...shot };
    for (const engine of engines) {
      if (engine !== 'tiles') contestants.push(await createRival(engine, options));
    }
    if (engines.includes('tiles')) {
      // Only here, so that rivals can be measured where our kernels are not built.
      const { createTilesContestants } = await import('./tiles-contestant.ts');
      contestants.push(...(await createTilesContestants(['full', 'a3fr'], options)));
    }
    for (const contestant of contestants) await contestant.sleep();
    return contestants.map(({ name, splatCount }) => ({ name, splatCount }));
  },

  measure: ({ views, rounds }) =>
    interleave(
      contestants.map((contestant) => ({
        name: contestant.name,
        async measure(view: View) {
          await contestant.wake();
          const cost = await contestant.measure(view);
          await contestant.sleep();
          return cost;
        },
      })),
      views,
      rounds,
    ),

  async pictures(view) {
    const pictures: EnginePicture[] = [];
    for (const contestant of contestants) {
      await contestant.wake();
      await contestant.measure(view);
      pictures.push({ name: contestant.name, rgb: toBase64(await contestant.picture()) });
      await contestant.sleep();
    }
    return pictures;
  },
};

function createRival(engine: Exclude<Engine, 'tiles'>, options: ContestantOptions): Promise<PageContestant> {
  switch (engine) {
    case 'spark':
      return createSparkContestant('shared', options);
    case 'spark-headset':
      return createSparkContestant('headset', options);
    case 'gaussian-splats-3d':
      return createGaussianSplats3dContestant(options);
  }
}
