import { createStore, type StoreApi } from 'zustand/vanilla';
import { EYE_IMAGE_LAYOUT } from '../../shared/layouts.ts';
import { Mailbox } from '../../shared/mailbox.ts';
import { nowMs } from '../../shared/time.ts';
import type { GazeAssets } from '../../workers/gaze/gaze-assets.ts';
import { createGazeClient, type GazeClient } from '../../workers/gaze/gaze-client.ts';
import { EXITS } from '../../workers/gaze/tracker-config.ts';
import type { TrackerStatus } from '../../workers/gaze/tracker-status.ts';
import { CameraGazeSource } from '../../xr/gaze/camera-gaze-source.ts';
import type { GazeRecord, GazeSource } from '../../xr/gaze/gaze-source.ts';
import type { TrackingView } from '../../xr/scene/tracking-view.ts';
import type { HealthEvent } from '../health.ts';
import type { SettingsStore } from '../settings-store.ts';
import {
  type CalibrationControl,
  type CalibrationControlOptions,
  createCalibrationControl,
} from './calibration-control.ts';
import { EyePainter } from './draw-eye-picture.ts';
import { EyeControl } from './eye-control.ts';
import { EyeReadout } from './eye-readout.ts';
import { TokenShare } from './token-share.ts';
import { TruthGazeSource } from './truth-gaze-source.ts';

/** What the tracker is up to. */
export interface EyeState {
  readonly phase: 'off' | 'loading' | 'live' | 'restarting' | 'failed';
  /** What a person should know of it; null when all is well. */
  readonly sentence: string | null;
  /** How far it is loaded, 0..1; NaN = not known. */
  readonly fraction: number;
  /** Whether the simulated eye is held closed. */
  readonly closed: boolean;
}

/** The eye camera of the app: a simulated eye, the tracker that looks at it, and what is shown of both. */
export interface EyeService {
  readonly store: StoreApi<EyeState>;
  readonly tracker: GazeClient;
  /** For the renderers. */
  readonly tracking: TrackingView;
  /** Where the eye truly looks. */
  readonly truth: TruthGazeSource;
  readonly readout: EyeReadout;
  readonly calibration: CalibrationControl;
  /** Shows the newest eye image while somebody watches. */
  readonly canvas: HTMLCanvasElement;
  /** Number of the image that the canvas shows. */
  painted(): number;
  /** Lets the canvas be painted until the returned function is called. */
  watch(): () => void;
  setClosed(closed: boolean): void;
  /** Starts the tracker where it does not run yet. Rejects with one sentence. */
  source(): Promise<GazeSource>;
  /** Once a display frame, after the gaze hub. */
  frame(sample: GazeRecord): void;
}

export interface EyeServiceOptions extends Omit<CalibrationControlOptions, 'calibrate' | 'truth' | 'nowMs'> {
  readonly settings: SettingsStore;
  /** Null where the build has no trained network. */
  readonly assets: GazeAssets | null;
  readonly onEvent: (event: HealthEvent) => void;
  /** Mean value of the picture's pixels, 0..255; NaN = not known. */
  readonly brightness: () => number;
  /** Time that a new picture took, ms; NaN = not known, or no new one. */
  readonly frameMs: () => number;
}

const NO_NETWORK =
  'This build has no trained gaze network: train one with "npm run train gaze", or choose another source of the gaze.';
/** Time between two looks at the light. */
const LIGHT_MS = 100;
/** From a view to the presentation of what there is, ms: a delay that nobody minds (A3FR 1.1), with room for all exits. */
const BUDGET_MS = 20;
/** Least time between two paintings. */
const PAINT_MS = 40;

/** Makes the eye camera; nothing is fetched or started before its source is asked for. */
export function createEyeService(made: EyeServiceOptions): EyeService {
  const { settings, assets, onEvent, brightness, frameMs } = made;
  const store = createStore<EyeState>(() => ({
    phase: 'off',
    sentence: null,
    fraction: Number.NaN,
    closed: false,
  }));
  const truth = new TruthGazeSource();
  const readout = new EyeReadout(truth.history);
  const eye = new EyeControl(settings.getState());
  const tracker = createGazeClient({
    assets: assets ?? { tracker: '', weights: '', saccadeNet: null },
    onStatus: (status) => takeStatus(status),
  });
  const calibration = createCalibrationControl({
    ...made,
    truth,
    nowMs,
    calibrate(fit) {
      tracker.calibrate(fit);
      takeErrors();
    },
  });
  const tokens = new TokenShare(tracker);
  const tracking: TrackingView = {
    incremental: false,
    budgetMs: BUDGET_MS,
    exitSigmaDeg: new Float32Array(EXITS),
    tracked: tracker.tracked,
  };
  const painter = new EyePainter(document.createElement('canvas'));
  let source: CameraGazeSource | null = null;
  let watchers = 0;
  let painted = 0;
  let paintedMs = 0;

  /** Safe radii follow the errors, which are smaller once the person is calibrated. */
  function takeErrors(): void {
    tracking.exitSigmaDeg.set(tracker.exitSigmaDeg ?? []);
    readout.adoptErrors(tracking.exitSigmaDeg);
  }

  function takeStatus({ kind, sentence, recoveryMs }: TrackerStatus): void {
    const { phase: before } = store.getState();
    if (kind === 'loading') store.setState({ phase: 'loading', sentence });
    else if (kind === 'running') {
      store.setState({ phase: 'live', sentence: tracker.degraded[0] ?? null });
      takeErrors();
      readout.connect(imagesOf(tracker));
      if (before === 'restarting') onEvent({ kind: 'restarted', worker: 'gaze', text: sentence, recoveryMs });
    } else if (kind === 'restarting') {
      store.setState({ phase: 'restarting', sentence });
      onEvent({ kind: 'remark', worker: 'gaze', text: sentence, recoveryMs });
    } else if (kind === 'off') {
      store.setState({ phase: 'failed', sentence });
      readout.connect(null);
      // A start that fails is told by whoever asked for it.
      if (before === 'restarting' || before === 'live') {
        onEvent({ kind: 'off', worker: 'gaze', text: sentence, recoveryMs });
      }
    }
  }

  function adopt(): void {
    const state = settings.getState();
    eye.adopt(state);
    readout.adopt(state);
    tokens.adopt(state.topK);
    follow();
    if (state.gaze !== 'camera') calibration.abort();
  }
  /** Renderers wait for exits only while there are some to come. */
  function follow(): void {
    const { gaze, schedule } = settings.getState();
    tracking.incremental =
      gaze === 'camera' && schedule === 'incremental' && store.getState().phase === 'live';
  }
  adopt();
  settings.subscribe(adopt);
  store.subscribe(follow);
  setInterval(() => {
    if (settings.getState().gaze === 'camera') eye.see(brightness(), LIGHT_MS);
  }, LIGHT_MS);

  return {
    store,
    tracker,
    tracking,
    truth,
    readout,
    calibration,
    canvas: painter.canvas,
    painted: () => painted,
    watch() {
      watchers++;
      return () => void watchers--;
    },
    setClosed(closed) {
      eye.setClosed(closed);
      store.setState({ closed });
    },
    async source() {
      if (assets === null) {
        store.setState({ phase: 'failed', sentence: NO_NETWORK });
        throw new Error(NO_NETWORK);
      }
      await tracker.load(({ fraction }) => store.setState({ fraction }));
      source ??= new CameraGazeSource({ client: tracker, truth, eye: eye.now });
      return source;
    },
    frame(sample) {
      const now = nowMs();
      readout.frame(sample, now);
      tokens.frame(frameMs(), readout.image.exitMs[EXITS - 1]!);
      calibration.frame(sample, readout.marks.truth, now);
      const image = readout.image.serial[0]!;
      if (watchers === 0 || image === painted || now - paintedMs < PAINT_MS) return;
      painter.draw(readout.content);
      painted = image;
      paintedMs = now;
    },
  };
}

function imagesOf(tracker: GazeClient) {
  const { config } = tracker;
  // A reader of its own: a mailbox keeps what its reader has seen.
  const image = new Mailbox(EYE_IMAGE_LAYOUT, tracker.image.buffer);
  return {
    image,
    width: config.width,
    height: config.height,
    pixels: (slot: number) => tracker.pixels(slot),
  };
}
