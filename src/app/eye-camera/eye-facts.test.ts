import { describe, expect, it } from 'vitest';
import { eyeFacts } from './eye-facts.ts';

const numbers = {
  meanDeg: 0.712,
  p95Deg: 1.9,
  cameraMs: 1.84,
  exitMs: [0.91, 1.7, 0, 0, 0, 0],
  exitTokens: [48, 48, 38, 0, 0, 0],
  topK: 0.8,
  closed: false,
  saccade: false,
};

describe('eyeFacts', () => {
  it('says error, times and tokens', () => {
    expect(eyeFacts(numbers)).toEqual({
      error: '0.71° mean, 1.90° p95',
      exits: '0.9  1.7  –  –  –  –',
      tokens: '48 to 38, 80 % kept',
      camera: '1.8 ms',
      movement: 'fixation',
    });
  });

  it('gives no error without a truth, and a closed eye is in no saccade', () => {
    expect(eyeFacts({ ...numbers, meanDeg: Number.NaN }).error).toBe('–');
    expect(eyeFacts({ ...numbers, closed: true, saccade: true }).movement).toBe('closed');
    expect(eyeFacts({ ...numbers, saccade: true }).movement).toBe('saccade');
  });
});
