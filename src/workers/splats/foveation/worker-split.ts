/** A split is left for another one only where that is better by this part of the frame's time: workers are moved at a price. */
const WORTH = 0.15;
/** A tracker gains little from a further thread: its blocks are short. */
const MOST_TRACKER_THREADS = 2;

/** How the cores that the page leaves are shared out. */
export interface WorkerSplit {
  readonly render: number;
  readonly track: number;
}

/**
 * Share of the work of either side that more threads divide (Amdahl): a picture's tiles nearly all, a network's products about two
 * thirds, beside the steps between them.
 */
const RENDER_PARALLEL = 0.95;
const TRACK_PARALLEL = 0.65;

/** Expected time on `threads` threads of what took `ms` on `measured`. */
export function timeOn(ms: number, measured: number, threads: number, parallel: number): number {
  const time = (count: number) => 1 - parallel + parallel / count;
  return (ms * time(threads)) / time(measured);
}

/**
 * Proposes how many threads draw and how many track, so that the slower of the two is as fast as can be; a frame takes as long as that.
 * Stays with the present split unless another is clearly better.
 * @param cores of the machine, one of which is the page's
 * @param renderMs,trackMs times measured with the present split; a time that is not positive leaves it as it is
 */
export function proposeSplit(
  cores: number,
  present: WorkerSplit,
  renderMs: number,
  trackMs: number,
): WorkerSplit {
  const free = Math.max(2, Math.floor(cores) - 1);
  if (!(renderMs > 0 && trackMs > 0)) return present;
  const slower = ({ render, track }: WorkerSplit) =>
    Math.max(
      timeOn(renderMs, present.render, render, RENDER_PARALLEL),
      timeOn(trackMs, present.track, track, TRACK_PARALLEL),
    );
  let best: WorkerSplit = { render: free - 1, track: 1 };
  for (let track = 2; track <= Math.min(MOST_TRACKER_THREADS, free - 1); track++) {
    const split = { render: free - track, track };
    if (slower(split) < slower(best)) best = split;
  }
  const fits = present.render >= 1 && present.track >= 1 && present.render + present.track <= free;
  return fits && slower(best) > (1 - WORTH) * slower(present) ? present : best;
}
