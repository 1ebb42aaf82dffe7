import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LogSink } from '../../shared/log-sink.ts';
import { directionOfAngles } from '../../workers/gaze/angles.ts';
import {
  CalibrationFileError,
  calibrationText,
  readCalibration,
} from '../../workers/gaze/calibration/calibration-file.ts';
import { CalibrationRun } from '../../workers/gaze/calibration/calibration-run.ts';
import { calibrationTargets } from '../../workers/gaze/calibration/calibration-targets.ts';
import type { Calibration } from '../../workers/gaze/calibration/fit-calibration.ts';
import type { GazeRecord } from '../../xr/gaze/gaze-source.ts';
import type { CalibrationTargetContent } from '../../xr/scene/calibration-target.ts';
import { fileTime } from '../files/file-names.ts';
import { type NoticeStore, notify } from '../notices.ts';
import type { TruthGazeSource } from './truth-gaze-source.ts';

/** A target counts as looked at while the truth is this near, degrees. */
const NEAR_DEG = 4;
const LEAST_COSINE = Math.cos((NEAR_DEG * Math.PI) / 180);
/** A calibration is a few hundred bytes. */
const MOST_BYTES = 65_536;

export interface CalibrationState {
  readonly running: boolean;
  /** Targets that are done, of so many. */
  readonly done: number;
  readonly count: number;
  /** Whether a calibration is in use. */
  readonly fitted: boolean;
  /** What became of the last one; null before the first. */
  readonly sentence: string | null;
}

export interface CalibrationControl {
  readonly store: StoreApi<CalibrationState>;
  /** What to look at just now, for the frame path. */
  readonly target: CalibrationTargetContent;
  start(): void;
  abort(): void;
  /** Forgets the calibration. */
  reset(): void;
  /** Hands the calibration over as a file. */
  save(): void;
  /** Uses the calibration in a file. A file that cannot be used is explained and changes nothing. */
  open(name: string, file: Blob): Promise<void>;
  /** Once a display frame: the newest sample of the tracker, and where the eye truly looks. */
  frame(sample: GazeRecord, truth: ArrayLike<number>, nowMs: number): void;
}

export interface CalibrationControlOptions {
  /** Gives the tracker a person's calibration, or null for the population's. */
  readonly calibrate: (calibration: Calibration | null) => void;
  readonly truth: TruthGazeSource;
  readonly notices: NoticeStore;
  readonly log: LogSink;
  readonly download: (name: string, blob: Blob) => void;
  readonly nowMs: () => number;
}

function resultSentence({ report }: Calibration): string {
  const { points, beforeDeg, meanDeg, expectedDeg } = report;
  const [before, after, between] = [beforeDeg, meanDeg, expectedDeg].map((deg) => deg.toFixed(1));
  return `Calibrated on ${points} points: error ${before}° before, ${after}° at the points now, ${between}° expected between them.`;
}

/** Leads through calibrations and keeps the newest in memory, and only there. */
export function createCalibrationControl(made: CalibrationControlOptions): CalibrationControl {
  const { calibrate, truth, notices, log, download, nowMs } = made;
  const targets = calibrationTargets();
  const store = createStore<CalibrationState>(() => ({
    running: false,
    done: 0,
    count: targets.length,
    fitted: false,
    sentence: null,
  }));
  const target: CalibrationTargetContent = {
    shown: false,
    direction: new Float32Array([0, 0, -1]),
    progress: 0,
  };
  let run: CalibrationRun | null = null;
  let shown = -1;
  let steered = false;
  let current: Calibration | null = null;

  const apply = () => calibrate(current);

  function end(sentence: string): void {
    run = null;
    target.shown = false;
    truth.steered = null;
    apply();
    store.setState({ running: false, fitted: current !== null, sentence });
  }

  function showTarget(index: number): void {
    shown = index;
    const { yawDeg, pitchDeg } = targets[index]!;
    directionOfAngles(yawDeg, pitchDeg, target.direction);
    // Nobody follows a target while a trace is replayed, so the eye is turned to it.
    truth.steered = steered ? target.direction : null;
    store.setState({ done: index });
  }

  function use(calibration: Calibration, sentence: string): void {
    current = calibration;
    end(sentence);
  }

  return {
    store,
    target,
    start() {
      if (run) return;
      steered = truth.kind === 'replay';
      run = new CalibrationRun(targets, nowMs());
      // The samples of a run are those of an uncalibrated tracker.
      calibrate(null);
      target.shown = true;
      target.progress = 0;
      store.setState({ running: true, done: 0, sentence: null });
      showTarget(0);
    },
    abort() {
      if (!run) return;
      run.abort();
      end('The calibration was ended early; nothing has changed.');
    },
    reset() {
      if (run) return;
      current = null;
      end('The calibration is forgotten.');
    },
    save() {
      if (!current) return;
      const name = `calibration ${fileTime(new Date())}.json`;
      download(name, new Blob([calibrationText(current)], { type: 'application/json' }));
      log('info', `The calibration was handed over as ${name}.`);
    },
    async open(name, file) {
      run?.abort();
      try {
        if (file.size > MOST_BYTES)
          throw new CalibrationFileError('The file is too large for a calibration.');
        use(readCalibration(await file.text()), `The calibration in ${name} is used.`);
      } catch (error) {
        if (run) end('The calibration was ended early; nothing has changed.');
        notify(notices, 'error', `${name} cannot be used. ${(error as Error).message}`);
      }
    },
    frame(sample, truly, now) {
      if (!run) return;
      const { direction } = target;
      const cosine = direction[0]! * truly[0]! + direction[1]! * truly[1]! + direction[2]! * truly[2]!;
      if (cosine > LEAST_COSINE) run.take(sample);
      run.tick(now);
      if (run.running) {
        target.progress = run.progress * targets.length - run.targetIndex;
        if (run.targetIndex !== shown) showTarget(run.targetIndex);
      } else if (run.result) use(run.result, resultSentence(run.result));
      else end(run.problem ?? 'The calibration was ended early; nothing has changed.');
    },
  };
}
