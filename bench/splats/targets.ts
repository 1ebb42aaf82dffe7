import type { Target } from '../harness/suite.ts';
import { atLeast, atMost } from '../harness/target.ts';

/** Bars of the suite for a machine with two cores and no GPU. */
export const SPLATS_TARGETS: readonly Target[] = [
  atLeast('fullVsBestRival', 5, '×', 'fastest rival’s frame ÷ our full frame, 1280×960 mono, narcissus-101k'),
  atLeast('a3frVsBestRival', 10, '×', 'fastest rival’s frame ÷ our A3FR frame, same, gaze replayed'),
  atLeast('a3frVsFull1080', 1.9, '×', 'our full ÷ our A3FR frame at 1920×1080, median over scenes'),
  atLeast('foveaPsnrDb', 40, 'dB', 'A3FR against full inside 10° of the gaze, worst scene'),
  atLeast('fullVsReferencePsnrDb', 50, 'dB', 'full against the scalar reference, worst scene'),
  atMost('sortMsPerMillion', 6, 'ms', 'order of 1.16 M splats per million, keys included'),
  atMost('worstBacktrackPct', 0.002, '%', 'worst depth inversion of that order, of the depth range'),
  atMost('xrCallbackCpuP95Ms', 4, 'ms', 'page CPU per XR frame in the emulated headset, default scene'),
  atLeast('splatFps', 15, '/s', 'splat frames per second there, stereo, default resolution, A3FR'),
  atMost('firstFrameMs1160k', 5000, 'ms', 'drop to first picture, statue-garden-1160k.sog'),
  atMost('bytesPerSplat', 64, 'B', 'shared memory per splat without harmonics above degree 0'),
];
