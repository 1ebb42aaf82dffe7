/** How much the suite looks at. Chosen so that a whole run takes about twenty minutes on two cores. */
export interface Sizes {
  /** Test people, and images of each where errors are counted. */
  readonly people: number;
  readonly imagesPerPerson: number;
  /** Images of each special condition (pupil, slippage, lids, strange camera), over all people. */
  readonly imagesPerCondition: number;
  /** Poses of a scene's camera path in the table, and rounds over them. */
  readonly tablePoses: number;
  readonly tableRounds: number;
  /** Steps in which the share of tokens adapts before a cell is measured. */
  readonly balanceSteps: number;
  /** Poses where quantiles are changed. */
  readonly quantilePoses: number;
  /** Scenes of the table by name; null = all. */
  readonly scenes: readonly string[] | null;
  /** Resolutions of the table, from the smallest. */
  readonly resolutions: number;
  /** Moments of every gaze trace at which a picture is judged. */
  readonly qualityFrames: number;
  /** How long the application is watched, ms. */
  readonly watchMs: number;
  /** Length of the made traces in which saccades are counted, ms, and how many of each task. */
  readonly eventTraceMs: number;
  readonly eventTraces: number;
}

export const FULL_SIZES: Sizes = {
  people: 24,
  imagesPerPerson: 150,
  imagesPerCondition: 300,
  tablePoses: 10,
  tableRounds: 2,
  balanceSteps: 4,
  quantilePoses: 8,
  scenes: null,
  resolutions: 3,
  qualityFrames: 14,
  watchMs: 30_000,
  eventTraceMs: 30_000,
  eventTraces: 4,
};

export const QUICK_SIZES: Sizes = {
  people: 4,
  imagesPerPerson: 25,
  imagesPerCondition: 24,
  tablePoses: 3,
  tableRounds: 1,
  balanceSteps: 1,
  quantilePoses: 2,
  scenes: ['default', 'guitar'],
  resolutions: 1,
  qualityFrames: 3,
  watchMs: 5000,
  eventTraceMs: 10_000,
  eventTraces: 1,
};
