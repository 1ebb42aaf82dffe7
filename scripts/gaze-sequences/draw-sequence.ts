import type { EyePasses } from '../../src/kernels/eye/eye-passes.ts';
import { trueSaccades } from '../../src/workers/gaze/events/score-saccades.ts';
import { HEADSET_CAMERA } from '../../src/workers/gaze/eye-camera/eye-cameras.ts';
import { randomConditions } from '../../src/workers/gaze/eye-camera/eye-conditions.ts';
import { eyePerson } from '../../src/workers/gaze/eye-camera/eye-person.ts';
import { eyeRandom } from '../../src/workers/gaze/eye-camera/eye-random.ts';
import { createEyeRenderer } from '../../src/workers/gaze/eye-camera/eye-renderer.ts';
import { opticalFromVisual } from '../../src/workers/gaze/eye-camera/kappa.ts';
import { Eye } from '../gaze-traces/eye.ts';
import { seededRandom } from '../gaze-traces/seeded-random.ts';
import { pursuit, reading, roomScan } from '../gaze-traces/tasks.ts';

/** Cells of 4 × 4 pixels, whose means the saccade net looks at. */
export const CELL = 4;
export const COLUMNS = HEADSET_CAMERA.width / CELL;
export const ROWS = HEADSET_CAMERA.height / CELL;
/** What an image shows: an eye at rest or in pursuit, in a saccade, or behind closed lids, where nothing is asked of the net. */
export const LABEL = { still: 0, saccade: 1, shut: 2 } as const;

const STREAM = 2000;
const RATES_HZ = [60, 72, 90, 100, 120] as const;
const TASKS = [roomScan, roomScan, reading, pursuit] as const;
const DROPPED = 0.02;
/** The lids take so long to close and to open. */
const LID_MS = 60;
const SHUTTER_S = 0.002;

/** Images of one person who looks about, as sums of cells, and their labels. */
export interface Sequence {
  /** (frames, ROWS, COLUMNS) */
  readonly sums: Uint16Array<ArrayBuffer>;
  /** (frames) */
  readonly labels: Uint8Array<ArrayBuffer>;
  /** (frames) ms since the trace began; a dropped image leaves a gap. */
  readonly timesMs: Float32Array<ArrayBuffer>;
}

/** Draws sequences with a renderer that is made once. */
export function sequenceDrawer(
  passes: EyePasses,
): (seed: number, person: number, frames: number) => Sequence {
  const renderer = createEyeRenderer(HEADSET_CAMERA, passes);
  const image = new Uint8Array(HEADSET_CAMERA.width * HEADSET_CAMERA.height);
  return (seed, personSeed, frames) => {
    const random = eyeRandom(seed, STREAM);
    const person = eyePerson(personSeed);
    const rateHz = RATES_HZ[random.word() % RATES_HZ.length]!;
    const task = TASKS[random.word() % TASKS.length]!;
    const drawn = seededRandom(random.word());
    const eye = new Eye(drawn, rateHz, 0);
    task(eye, drawn, (1.2 * frames * 1000) / rateHz);
    const samples = eye.samples;
    const rows = samples.length / 3;
    const saccades = trueSaccades({ rateHz, samples });
    const base = { ...randomConditions(random, person, 'open'), glasses: random.uniform() < 0.15 };
    const visualAt = (row: number) => {
      const at = 3 * Math.max(0, Math.min(rows - 1, row));
      return opticalFromVisual(person, samples[at]!, samples[at + 1]!);
    };
    const sums = new Uint16Array(frames * ROWS * COLUMNS);
    const labels = new Uint8Array(frames);
    const timesMs = new Float32Array(frames);
    let frame = 0;
    for (let row = 0; row < rows && frame < frames; row++) {
      if (random.uniform() < DROPPED) continue;
      const timeMs = (row * 1000) / rateHz;
      const [before, here, after] = [visualAt(row - 1), visualAt(row), visualAt(row + 1)];
      const openness = base.openness * lidAt(samples, row, rateHz);
      renderer.render(
        person,
        {
          ...base,
          ...here,
          openness,
          motionYawDeg: ((after.yawDeg - before.yawDeg) * rateHz * SHUTTER_S) / 2,
          motionPitchDeg: ((after.pitchDeg - before.pitchDeg) * rateHz * SHUTTER_S) / 2,
          seed: random.word(),
        },
        image,
      );
      addCells(image, sums.subarray(frame * ROWS * COLUMNS));
      const moving = saccades.some(({ startMs, endMs }) => timeMs > startMs && timeMs <= endMs);
      labels[frame] = openness < 0.5 * base.openness ? LABEL.shut : moving ? LABEL.saccade : LABEL.still;
      timesMs[frame] = timeMs;
      frame++;
    }
    return { sums, labels, timesMs };
  };
}

/** How far the lids are up, 0..1: down in a blink, on their way before and after. */
function lidAt(samples: readonly number[], row: number, rateHz: number): number {
  const reach = Math.ceil((LID_MS * rateHz) / 1000);
  let nearest = reach + 1;
  for (let other = row - reach; other <= row + reach; other++) {
    if (samples[3 * other + 2] === 0) nearest = Math.min(nearest, Math.abs(other - row));
  }
  return Math.min(1, nearest / (reach + 1));
}

function addCells(image: Uint8Array, sums: Uint16Array): void {
  const { width, height } = HEADSET_CAMERA;
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / CELL) * COLUMNS;
    for (let x = 0; x < width; x++) {
      const cell = row + Math.floor(x / CELL);
      sums[cell] = sums[cell]! + image[y * width + x]!;
    }
  }
}
