import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { GAZE_FLAG } from '../../../src/shared/gaze.ts';
import { GAZE_LAYOUT } from '../../../src/shared/layouts.ts';
import { exitGaze } from '../../../src/workers/splats/foveation/timed-exits.ts';
import { SteppedExits } from './stepped-exits.ts';
import { allTraces, traceMoments } from './trace-moments.ts';

describe('SteppedExits', () => {
  it('gives every exit once, in order, and those of the next image after them', () => {
    const exits = new SteppedExits();
    const image = (number: number) =>
      [1, 2, 3].map((exit) => {
        const gaze = exitGaze(exit, [0, 0, -1], GAZE_FLAG.valid, number);
        gaze.image[0] = number;
        return gaze;
      });
    const out = GAZE_LAYOUT.record();
    const seen: string[] = [];
    for (const number of [7, 8]) {
      exits.start(image(number));
      while (exits.newest(out.image[0]!, out.exit[0]!, out)) seen.push(`${out.image[0]}.${out.exit[0]}`);
    }
    expect(seen).toEqual(['7.1', '7.2', '7.3', '8.1', '8.2', '8.3']);
  });
});

describe('moments of traces', () => {
  it('are of every trace that ships, with the eye open', () => {
    const traces = allTraces(path.resolve(import.meta.dirname, '../../..'));
    expect(traces.map(({ name }) => name)).toEqual(['pursuit', 'reading', 'room-scan']);
    const blinking = { ...traces[0]!, samples: [1, 2, 0, 3, 4, 1, 5, 6, 0] };
    expect(traceMoments(blinking, 3)).toEqual(Array(3).fill({ yawDeg: 3, pitchDeg: 4 }));
  });
});
