/** What the tracker does just now, as numbers. */
export interface TrackerNumbers {
  /** Mean and 95th percentile of the error over the last two seconds, degrees; NaN = no truth to compare with. */
  readonly meanDeg: number;
  readonly p95Deg: number;
  /** Time of the camera, ms. */
  readonly cameraMs: number;
  /** Time of each exit after the image was there, ms; 0 = not reached. */
  readonly exitMs: ArrayLike<number>;
  /** Tokens that the block before each exit worked on; 0 = not reached. */
  readonly exitTokens: ArrayLike<number>;
  /** Share of tokens that each pruning keeps. */
  readonly topK: number;
  /** The eye is closed, or moves fast. */
  readonly closed: boolean;
  readonly saccade: boolean;
}

/** The same for people, one line each. */
export interface EyeFacts {
  readonly error: string;
  readonly exits: string;
  readonly tokens: string;
  readonly camera: string;
  readonly movement: string;
}

export function eyeFacts(numbers: TrackerNumbers): EyeFacts {
  const { meanDeg, p95Deg, exitMs, exitTokens, cameraMs, topK, closed, saccade } = numbers;
  const times = Array.from(exitMs, (ms) => (ms > 0 ? ms.toFixed(1) : '–'));
  const tokens = Array.from(exitTokens).filter((count) => count > 0);
  const course = tokens.length > 0 ? `${tokens[0]} to ${tokens.at(-1)}, ` : '';
  return {
    error: Number.isNaN(meanDeg) ? '–' : `${meanDeg.toFixed(2)}° mean, ${p95Deg.toFixed(2)}° p95`,
    exits: times.join('  '),
    tokens: `${course}${Math.round(topK * 100)} % kept`,
    camera: `${cameraMs.toFixed(1)} ms`,
    movement: closed ? 'closed' : saccade ? 'saccade' : 'fixation',
  };
}
