import type { Target } from '../harness/suite.ts';
import { atLeast, atMost } from '../harness/target.ts';

/** Bars of the suite. Counts and quality, because a software GL cannot show what fill saves. */
export const FOVEATION_TARGETS: readonly Target[] = [
  atMost('maxJodErrorImages', 0.005, 'JOD', 'FovVideoVDP against the authors’ results, worst image'),
  atMost('maxJodErrorVideos', 0.01, 'JOD', 'the same, worst video'),
  atLeast('quadsVsTilesPsnrDb', 38, 'dB', 'quads against tiles, same view, all levels full, worst scene'),
  atLeast('fragmentsVsSpark', 4, '×', 'Spark’s fragments at its VR defaults ÷ ours, median over scenes'),
  atLeast('splatsVsSpark', 2, '×', 'Spark’s submitted splats ÷ ours, median over scenes'),
  atLeast('foveaPsnrDb', 40, 'dB', 'default preset against full within 10° of the gaze, worst scene'),
  atMost('jodLoss', 0.5, 'JOD', 'default preset, video with moving gaze, worst scene, display and renderer'),
  atMost('foveaJodLoss', 0.1, 'JOD', 'the same, only what lies within 10° of the gaze'),
  atMost('orderAgeFrames', 1, 'frames', 'median age of the order at present, walking'),
];
