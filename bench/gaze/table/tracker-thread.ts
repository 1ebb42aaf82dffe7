import { workerData } from 'node:worker_threads';
import { GAZE_FLAG, gazeSourceCode } from '../../../src/shared/gaze.ts';
import { GAZE_LAYOUT } from '../../../src/shared/layouts.ts';
import { Mailbox } from '../../../src/shared/mailbox.ts';
import { nowMs } from '../../../src/shared/time.ts';
import type { ExitEstimate } from '../../../src/workers/gaze/tracker.ts';
import { paperTracker } from '../trackers.ts';
import type { TrackerThreadData } from './tracker-link.ts';
import { WORD } from './tracker-memory.ts';

/**
 * The tracker's core: looks at an image when asked and publishes each exit as it is reached. The network works in full; the direction
 * that an exit says is the asking thread's, because a network without trained weights has none of its own.
 */
const { memory } = workerData as TrackerThreadData;
const { words, times, topK, directions, image } = memory;
const tracker = paperTracker();
const mailbox = new Mailbox(GAZE_LAYOUT, memory.gaze);
const record = GAZE_LAYOUT.record();
record.source[0] = gazeSourceCode('camera');
record.flags[0] = GAZE_FLAG.valid;
record.confidence[0] = 1;

const publish = ({ exit }: ExitEstimate) => {
  for (let i = 0; i < 3; i++) record.direction[i] = directions[3 * (exit - 1) + i]!;
  record.filtered.set(record.direction);
  record.exit[0] = exit;
  times[exit] = nowMs();
  mailbox.publish(record);
  return 'continue' as const;
};

// Compiled code is what is charged, not its compilation.
for (let i = 0; i < 3; i++) tracker.run(image, null, 1, () => 'continue');
Atomics.store(words, WORD.done, -1);
Atomics.notify(words, WORD.done);
for (let serial = 0; ; ) {
  Atomics.wait(words, WORD.asked, serial);
  serial = Atomics.load(words, WORD.asked);
  record.image[0] = serial;
  record.captureMs[0] = times[0]!;
  tracker.run(image, null, topK[0]!, publish);
  Atomics.store(words, WORD.done, serial);
  Atomics.notify(words, WORD.done);
}
