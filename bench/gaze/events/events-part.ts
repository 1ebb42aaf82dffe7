import { EYE_LAYOUT } from '../../../src/shared/layouts.ts';
import { directionOfAngles } from '../../../src/workers/gaze/angles.ts';
import { FIXED_THRESHOLDS, SaccadeDetector } from '../../../src/workers/gaze/events/saccade-detector.ts';
import type { SaccadeNet } from '../../../src/workers/gaze/events/saccade-net.ts';
import { type SaccadeScore, scoreSaccades } from '../../../src/workers/gaze/events/score-saccades.ts';
import { HEADSET_CAMERA } from '../../../src/workers/gaze/eye-camera/eye-cameras.ts';
import { trackerControl } from '../../../src/workers/gaze/gaze-control.ts';
import { GazeEngine } from '../../../src/workers/gaze/gaze-engine.ts';
import { SimulatedLens } from '../../../src/workers/gaze/simulated-lens.ts';
import type { Tracker } from '../../../src/workers/gaze/tracker.ts';
import { KAPPA_SPREAD_DEG } from '../../../src/workers/gaze/tracker-facts.ts';
import { traceDirection } from '../../../src/xr/gaze/gaze-trace.ts';
import type { Row, SuiteContext } from '../../harness/suite.ts';
import type { EyeStudio } from '../eye-studio.ts';
import type { Sizes } from '../sizes.ts';
import { type EventTrace, newTraces, sampleTimes, shippedTraces } from './event-traces.ts';

export const EVENTS_PART = 'events';

export interface EventsParts {
  readonly tracker: Tracker;
  readonly studio: EyeStudio;
  /** Error of each exit, degrees per axis. */
  readonly sigmaDeg: readonly number[];
  /** Null = it does not ship. */
  readonly net: SaccadeNet | null;
  /** Seed of the person whose eye it is. */
  readonly person: number;
}

/** As indoors. */
const PUPIL_MM = 4.4;

/** Flags of one detector over the samples of a trace. */
type Flags = Uint8Array;

/** How many saccades the detectors find, and how many they make up: on traces alone, and with eye camera and tracker between. */
export async function runEvents(
  context: SuiteContext,
  parts: EventsParts,
  sizes: Sizes,
): Promise<{ readonly rows: readonly Row[] }> {
  const rows: Row[] = [];
  const fresh = newTraces(sizes.eventTraceMs, sizes.eventTraces);
  for (const [name, traces] of [
    ['traces that ship', shippedTraces()],
    ['new traces', fresh],
  ] as const) {
    rows.push(...scoreRows(name, 'velocity, true gaze', score(traces, traces.map(onTrace))));
  }
  context.log(`${EVENTS_PART}: ${fresh.length} traces through the eye camera`);
  const seen = fresh.map((trace) => throughCamera(trace, parts));
  const detectors = parts.net ? (['velocity', 'net', 'either'] as const) : (['velocity'] as const);
  for (const detector of detectors) {
    const found = score(
      fresh,
      seen.map((flags) => flags[detector]),
    );
    rows.push(...scoreRows('new traces', `${detector}, tracked gaze`, found));
  }
  if (!parts.net) context.note('Events: no recurrent net ships; saccades are found by velocity alone.');
  return { rows };
}

/** The velocity rule on a trace as it is; a blink interrupts it. */
function onTrace({ trace }: EventTrace): Flags {
  const detector = new SaccadeDetector(FIXED_THRESHOLDS);
  const direction = new Float64Array(3);
  return Uint8Array.from(sampleTimes(trace), (timeMs, i) => {
    if (traceDirection(trace, i, direction)) detector.push(direction, timeMs);
    else detector.reset();
    return detector.active ? 1 : 0;
  });
}

/** Each detector when the gaze is what the tracker makes of eye images. */
function throughCamera(
  { trace }: EventTrace,
  { tracker, studio, sigmaDeg, net, person }: EventsParts,
): Readonly<Record<'velocity' | 'net' | 'either', Flags>> {
  const { width, height } = tracker.config;
  net?.reset();
  const engine = new GazeEngine(
    {
      tracker,
      lens: new SimulatedLens(studio.renderer(HEADSET_CAMERA)),
      exitSigmaDeg: sigmaDeg,
      exitSigmaUncalibratedDeg: sigmaDeg.map((sigma) => Math.hypot(sigma, KAPPA_SPREAD_DEG)),
      saccadeNet: net,
      slots: [new Uint8Array(width * height)],
      lastImage: 0,
    },
    { sample() {}, image() {}, newer: () => false },
  );
  const control = trackerControl();
  const eye = EYE_LAYOUT.record();
  eye.person[0] = person;
  eye.pupilMm[0] = PUPIL_MM;
  const times = sampleTimes(trace);
  const flags = {
    velocity: new Uint8Array(times.length),
    net: new Uint8Array(times.length),
    either: new Uint8Array(times.length),
  };
  for (const [i, timeMs] of times.entries()) {
    directionOfAngles(trace.samples[3 * i]!, trace.samples[3 * i + 1]!, eye.direction);
    eye.captureMs[0] = timeMs;
    eye.serial[0] = i + 1;
    eye.openness[0] = trace.samples[3 * i + 2]! === 1 ? 1 : 0;
    engine.process(eye, control);
    flags.velocity[i] = engine.events.velocity.active ? 1 : 0;
    flags.net[i] = net?.active ? 1 : 0;
    flags.either[i] = engine.events.saccade ? 1 : 0;
  }
  return flags;
}

/** Scores of several traces together. */
function score(traces: readonly EventTrace[], flags: readonly Flags[]): SaccadeScore {
  const each = traces.map(({ trace, saccades }, i) => scoreSaccades(saccades, sampleTimes(trace), flags[i]!));
  const sum = (key: 'saccades' | 'hits' | 'falseAlarms') => each.reduce((total, one) => total + one[key], 0);
  const [saccades, hits, falseAlarms] = [sum('saccades'), sum('hits'), sum('falseAlarms')];
  const minutes = traces.reduce(
    (total, { trace }) => total + trace.samples.length / 3 / trace.rateHz / 60,
    0,
  );
  const delays = each.reduce((total, one) => total + (one.hits > 0 ? one.hits * one.meanDelayMs : 0), 0);
  const stretches = hits + falseAlarms;
  return {
    saccades,
    hits,
    falseAlarms,
    hitRate: hits / saccades,
    falseShare: stretches > 0 ? falseAlarms / stretches : 0,
    falsePerMinute: falseAlarms / minutes,
    meanDelayMs: hits > 0 ? delays / hits : 0,
  };
}

function scoreRows(scene: string, subject: string, found: SaccadeScore): Row[] {
  const row = { part: EVENTS_PART, scene, subject };
  return [
    {
      ...row,
      metric: 'saccades found',
      unit: '%',
      value: 100 * found.hitRate,
      note: `${found.hits} of ${found.saccades}`,
    },
    {
      ...row,
      metric: 'false alarms',
      unit: '/min',
      value: found.falsePerMinute,
      note: `${found.falseAlarms}`,
    },
    { ...row, metric: 'first flag after the start', unit: 'ms', value: found.meanDelayMs },
  ];
}
