import type { FoveationApi } from './foveation-api.ts';
import { measureOrderAge } from './order-age.ts';
import { createQuadsStage, type QuadsStage } from './quads-stage.ts';
import { createSparkCounter, type SparkCounter } from './spark-counter.ts';

declare global {
  var foveation: FoveationApi | undefined;
}

let spark: SparkCounter | null = null;
let quads: QuadsStage | null = null;

function quadsReady(): QuadsStage {
  if (!quads) throw new Error('quads has no scene yet.');
  return quads;
}

globalThis.foveation = {
  async loadSpark({ sceneUrl, width, height, upright }) {
    spark?.dispose();
    spark = await createSparkCounter(sceneUrl, width, height, upright);
    return { splatCount: spark.splatCount };
  },

  countSpark(cameras) {
    if (!spark) throw new Error('Spark has no scene yet.');
    return spark.count(cameras);
  },

  async loadQuads(sceneUrl) {
    quads?.dispose();
    quads = null;
    quads = await createQuadsStage(sceneUrl);
    return { splatCount: quads.splatCount };
  },

  drawQuads: ({ view, counting }) => quadsReady().draw(view, counting),
  orderAge: (plan) => measureOrderAge(plan),
  countQuads: (view) => quadsReady().count(view),
};
