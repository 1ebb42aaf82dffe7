import { type Eye, FIELD_DEG } from './eye.ts';
import type { SeededRandom } from './seeded-random.ts';

/**
 * Fixation durations are log-normal. The reading median gives the mean of 225 ms of Rayner 1998, table 1; free viewing
 * lies between that and the 330 ms given there for scene perception, at a mean near 280 ms.
 */
const READING_MEDIAN_MS = 210;
const SCENE_MEDIAN_MS = 255;
const FIXATION_SIGMA = 0.4;
const SHORTEST_FIXATION_MS = 90;

/** Mean saccade in free viewing before the smallest are left out, degrees. */
const SCENE_SACCADE_MEAN_DEG = 5.5;
const SMALLEST_SACCADE_DEG = 0.8;

/** About fifteen blinks a minute of 100 to 250 ms; fewer while reading. */
const BLINK_MIN_MS = 100;
const BLINK_SPAN_MS = 150;

export type Task = (eye: Eye, random: SeededRandom, durationMs: number) => void;

/** Free viewing: exponential amplitudes in every direction, turned inwards where they would leave the field. */
export const roomScan: Task = (eye, random, durationMs) => {
  const blinks = blinker(eye, random, 4000);
  while (eye.timeMs < durationMs) {
    eye.fixate(eye.yaw, eye.pitch, fixationMs(random, SCENE_MEDIAN_MS));
    const [yaw, pitch] = nextPoint(eye, random);
    blinks();
    eye.saccadeTo(yaw, pitch);
  }
};

/** Reading: steps of about two degrees along lines, one in eight backwards, and sweeps to the next line. */
export const reading: Task = (eye, random, durationMs) => {
  const [left, right, top, bottom, lineDeg] = [-11, 11, 8, -8, 1.3];
  const blinks = blinker(eye, random, 9000);
  let line = top;
  eye.fixate(0, 0, 300);
  eye.saccadeTo(left, line);
  while (eye.timeMs < durationMs) {
    eye.fixate(eye.yaw, line, fixationMs(random, READING_MEDIAN_MS));
    const back = random.uniform() < 0.12 && eye.yaw > left + 3;
    const stepDeg = Math.max(0.6, (back ? 1.3 : 2) + 0.6 * random.normal());
    if (eye.yaw + stepDeg < right) {
      eye.saccadeTo(eye.yaw + (back ? -stepDeg : stepDeg), line + 0.1 * random.normal());
      continue;
    }
    line = line - lineDeg < bottom ? top : line - lineDeg;
    blinks();
    eye.saccadeTo(left + 0.7 * random.normal(), line);
  }
};

/** Gain of smooth pursuit: the eye falls a little behind (Rashbass 1961; Meyer, Lasker and Robinson 1985). */
const PURSUIT_GAIN = 0.92;
/** Distance from the target at which a catch-up saccade follows, degrees. */
const CATCH_UP_DEG = 1.5;

/** A target on a slow Lissajous curve, at most 20°/s, with pauses between the runs. */
export const pursuit: Task = (eye, random, durationMs) => {
  const blinks = blinker(eye, random, 6000);
  while (eye.timeMs < durationMs) {
    const phase = 2 * Math.PI * random.uniform();
    const startMs = eye.timeMs;
    const target = (timeMs: number): [number, number] => {
      const t = ((timeMs - startMs) / 1000) * 2 * Math.PI;
      return [14 * Math.sin(0.17 * t + phase), 8 * Math.sin(0.23 * t)];
    };
    eye.saccadeTo(...target(startMs));
    follow(eye, target, 2500 + 3000 * random.uniform(), durationMs);
    blinks();
    eye.fixate(eye.yaw, eye.pitch, fixationMs(random, SCENE_MEDIAN_MS));
  }
};

function follow(
  eye: Eye,
  target: (timeMs: number) => [number, number],
  forMs: number,
  limitMs: number,
): void {
  const endMs = Math.min(limitMs, eye.timeMs + forMs);
  let pursuitMs = eye.timeMs;
  while (eye.timeMs < endMs) {
    const [yaw, pitch] = target(eye.timeMs);
    const [soonYaw, soonPitch] = target(eye.timeMs + 10);
    eye.glide(PURSUIT_GAIN * (soonYaw - yaw) * 100, PURSUIT_GAIN * (soonPitch - pitch) * 100);
    if (Math.hypot(yaw - eye.yaw, pitch - eye.pitch) < CATCH_UP_DEG) continue;
    eye.log('pursuit', pursuitMs);
    // The saccade aims where the target will be when it lands.
    eye.saccadeTo(...target(eye.timeMs + 25));
    pursuitMs = eye.timeMs;
  }
  eye.log('pursuit', pursuitMs);
}

/** Blinks now and then when called, by an exponential waiting time with a mean in ms. */
function blinker(eye: Eye, random: SeededRandom, meanMs: number): () => void {
  let nextMs = random.exponential(meanMs);
  return () => {
    if (eye.timeMs < nextMs) return;
    eye.blink(BLINK_MIN_MS + BLINK_SPAN_MS * random.uniform());
    nextMs = eye.timeMs + random.exponential(meanMs);
  };
}

function fixationMs(random: SeededRandom, medianMs: number): number {
  return Math.max(SHORTEST_FIXATION_MS, random.logNormal(medianMs, FIXATION_SIGMA));
}

function nextPoint(eye: Eye, random: SeededRandom): [number, number] {
  const limit = FIELD_DEG - 1;
  for (;;) {
    const amplitude =
      SMALLEST_SACCADE_DEG + random.exponential(SCENE_SACCADE_MEAN_DEG - SMALLEST_SACCADE_DEG);
    const angle = 2 * Math.PI * random.uniform();
    // Horizontal saccades are the larger ones in natural viewing.
    const yaw = eye.yaw + amplitude * Math.cos(angle);
    const pitch = eye.pitch + 0.7 * amplitude * Math.sin(angle);
    if (Math.hypot(yaw, pitch) < limit) return [yaw, pitch];
  }
}
