import { faultsSuite } from './faults/faults-suite.ts';
import { foveationSuite } from './foveation/foveation-suite.ts';
import { gazeSuite } from './gaze/gaze-suite.ts';
import type { Suite } from './harness/suite.ts';
import { metricsSuite } from './metrics/metrics-suite.ts';
import { splatsSuite } from './splats/splats-suite.ts';

/** Every suite that `npm run bench` knows. */
export const SUITES: readonly Suite[] = [splatsSuite, foveationSuite, gazeSuite, metricsSuite, faultsSuite];
