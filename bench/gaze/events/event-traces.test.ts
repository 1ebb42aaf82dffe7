import { describe, expect, it } from 'vitest';
import { LEAST_AMPLITUDE_DEG, trueSaccades } from '../../../src/workers/gaze/events/score-saccades.ts';
import { newTraces, sampleTimes, shippedTraces } from './event-traces.ts';

describe('traces with their truth', () => {
  it('know nearly all the large saccades that their samples show', () => {
    for (const { trace, saccades } of shippedTraces()) {
      const shown = trueSaccades(trace).filter(({ amplitudeDeg }) => amplitudeDeg > 4);
      const known = shown.filter(({ startMs, endMs }) =>
        saccades.some((saccade) => saccade.startMs <= endMs + 15 && saccade.endMs >= startMs - 15),
      );
      expect(shown.length).toBeGreaterThan(5);
      expect(known.length / shown.length).toBeGreaterThan(0.9);
    }
  });

  it('are others for every seed, without microsaccades', () => {
    const [a, b] = newTraces(3000, 2);
    expect(a!.trace.samples).not.toEqual(b!.trace.samples);
    for (const { amplitudeDeg } of a!.saccades)
      expect(amplitudeDeg).toBeGreaterThanOrEqual(LEAST_AMPLITUDE_DEG);
    const times = sampleTimes(a!.trace);
    expect(times[1]).toBe(10);
    expect(times.length * 3).toBe(a!.trace.samples.length);
  });
});
