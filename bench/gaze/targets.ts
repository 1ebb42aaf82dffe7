import type { Target } from '../harness/suite.ts';
import { atLeast, atMost } from '../harness/target.ts';

/** Bars of the suite, for one core of a machine without a GPU. */
export const GAZE_TARGETS: readonly Target[] = [
  atMost('finalExitMeanDeg', 0.8, '°', 'last exit, test people, ±25°, after a 9-point calibration, mean'),
  atMost('finalExitP95Deg', 2, '°', 'the same, 95th percentile'),
  atMost('exitSigmaDeg', 2.3, '°', 'exit 2, the same, standard deviation per axis; all six fall'),
  atMost('trackerMs', 5, 'ms', 'all six exits of the headset network, one core'),
  atLeast('trackerVsOrt', 3, '×', 'ONNX Runtime Web, same network and threads ÷ ours'),
  atMost('firstExitMs', 1.5, 'ms', 'image to first published gaze'),
  atLeast('serialVsA3fr', 1.24, '×', 'serial tracked foveation ÷ A3FR, median over the cells'),
  atLeast('serialVsA3frBest', 1.44, '×', 'the same, best cell'),
  atLeast('fullVsA3fr1080', 1.9, '×', 'full ÷ A3FR at 1920×1080, median over scenes'),
  atLeast('foveaPsnrDb', 38, 'dB', 'A3FR against full in the true fovea, tracker in the loop, median'),
];
