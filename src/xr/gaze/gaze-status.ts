/** Time without a pose after which a loss counts as more than a blink, ms (IWSDK, "Gaze and Pinch"). */
export const LOSS_GRACE_MS = 5000;

/**
 * How the chosen gaze source is doing. Nothing is ever substituted for a source that fails: the last direction stays,
 * its `valid` flag is cleared, and the status says why.
 */
export type GazeStatus =
  | Status<'live', true>
  | Status<'off'>
  | Status<'starting'>
  | Status<'no-session'>
  | Status<'in-headset'>
  | Status<'no-pointer'>
  | Status<'paused'>
  | Status<'not-granted'>
  | Status<'no-source'>
  | Status<'interrupted'>
  | Status<'lost'>
  | Status<'head-locked'>
  | Status<'gap'>
  | Status<'no-image'>
  | Status<'tracker-loading'>
  | Status<'tracker-restarting'>
  | Status<'tracker-off'>;

export type GazeStatusKind = GazeStatus['kind'];

interface Status<K extends string, U extends boolean = false> {
  readonly kind: K;
  /** Whether samples carry the `valid` flag. */
  readonly usable: U;
  /** One sentence for the person. */
  readonly sentence: string;
}

/** Every status as one frozen object, so that reporting one in the frame path allocates nothing. */
export const GAZE_STATUS: { readonly [K in GazeStatusKind]: Extract<GazeStatus, { kind: K }> } =
  Object.freeze({
    live: { kind: 'live', usable: true, sentence: 'Gaze is live.' },
    off: { kind: 'off', usable: false, sentence: 'No gaze source is chosen.' },
    starting: { kind: 'starting', usable: false, sentence: 'The gaze source is starting.' },
    'no-session': {
      kind: 'no-session',
      usable: false,
      sentence: 'Eye gaze needs a headset session: enter VR, or choose the pointer.',
    },
    'in-headset': {
      kind: 'in-headset',
      usable: false,
      sentence: 'The mouse cannot stand for the gaze inside a headset session; choose webxr.',
    },
    'no-pointer': {
      kind: 'no-pointer',
      usable: false,
      sentence: 'Move the mouse over the picture: it stands for your gaze.',
    },
    paused: {
      kind: 'paused',
      usable: false,
      sentence: 'The headset has paused the session; gaze returns with it.',
    },
    'not-granted': {
      kind: 'not-granted',
      usable: false,
      sentence:
        'The browser did not grant eye gaze: the headset has no eye tracker for pages, or permission was refused.',
    },
    'no-source': {
      kind: 'no-source',
      usable: false,
      sentence:
        'Eye gaze was granted, but the headset reports no gaze source; check that eye tracking is switched on.',
    },
    interrupted: {
      kind: 'interrupted',
      usable: false,
      sentence: 'The eyes are closed or tracking is interrupted; the last direction is kept.',
    },
    lost: {
      kind: 'lost',
      usable: false,
      sentence: 'No gaze for 5 seconds: the eyes may not be calibrated, or permission was withdrawn.',
    },
    'head-locked': {
      kind: 'head-locked',
      usable: false,
      sentence:
        'The gaze only repeats the head pose, so it is not eye tracking; choose head to use it knowingly.',
    },
    gap: { kind: 'gap', usable: false, sentence: 'The recorded trace has no gaze here (a blink).' },
    'no-image': {
      kind: 'no-image',
      usable: false,
      sentence: 'The eye camera gives no image, or one that shows nothing; the last direction is kept.',
    },
    'tracker-loading': {
      kind: 'tracker-loading',
      usable: false,
      sentence: 'The gaze tracker is being loaded.',
    },
    'tracker-restarting': {
      kind: 'tracker-restarting',
      usable: false,
      sentence: 'The gaze tracker stopped and is started again; the last direction is kept.',
    },
    'tracker-off': {
      kind: 'tracker-off',
      usable: false,
      sentence:
        'The gaze tracker is off; the last direction is kept. Switch it on again, or choose another source.',
    },
  });
