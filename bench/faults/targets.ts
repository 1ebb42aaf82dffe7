import type { Target } from '../harness/suite.ts';
import { atLeast, atMost } from '../harness/target.ts';

/** Bars of the suite: what no file and no fault may do. */
export const FAULTS_TARGETS: readonly Target[] = [
  atLeast(
    'mutatedFilesPerFormat',
    10_000,
    'files',
    'damaged files opened in Node, of the format with the fewest',
  ),
  atMost(
    'hangs',
    0,
    'files',
    'files without an answer after 2 s of a thread’s own time, pages that stood still',
  ),
  atMost(
    'crashes',
    0,
    '',
    'a thread that died, an error other than one sentence, numbers that are none, page errors',
  ),
  atMost(
    'lostScenes',
    0,
    '',
    'times that the scene before was not there, or not the same, after a damaged file',
  ),
  atMost('unboundedMemory', 0, 'files', 'files that asked for more memory than their length can explain'),
  atLeast('workerKills', 100, '', 'workers killed, hung or made to throw on the page, at seeded moments'),
  atMost(
    'maxRecoveryMs',
    1000,
    'ms',
    'longest time from a fault to the next picture or answer, on the page’s clock',
  ),
  atLeast('contextLosses', 20, '', 'GL contexts lost and restored, on the desk and in the headset'),
  atMost('contextLossesUnrecovered', 0, '', 'of these, without splats on the screen afterwards'),
  atLeast('sessionCycles', 100, '', 'sessions entered and left'),
  atMost(
    'sessionCyclesUnrecovered',
    0,
    '',
    'of these, without pictures in both eyes and on the desk afterwards',
  ),
  atMost(
    'offOriginRequests',
    0,
    '',
    'requests and policy reports that name another origin, all browser parts',
  ),
  atLeast('soakMinutes', 30, 'min', 'scenes, gaze replay and sessions in turn on one page'),
  atMost(
    'heapGrowthPct',
    5,
    '%',
    'JS heap after collection, median of the last third against the one after warm-up',
  ),
];
