import type { FoveationApi } from './foveation-api.ts';
import { createSparkCounter, type SparkCounter } from './spark-counter.ts';

declare global {
  var foveation: FoveationApi | undefined;
}

let spark: SparkCounter | null = null;

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
};
