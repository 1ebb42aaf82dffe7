import { expose } from 'comlink';
import { MetricEngine } from './metric-engine.ts';
import { loadVdpPasses } from './vdp-passes-vite.ts';

/** Scores pictures and videos beside the page; see `MetricEngine`. */
const engine = new MetricEngine(loadVdpPasses);

export type MetricApi = MetricEngine;

expose(engine);
