import { describe, expect, it } from 'vitest';
import { TruthHistory } from './truth-history.ts';

describe('TruthHistory', () => {
  const out = new Float32Array(3);

  it('finds where the eye looked at an instant, also after it has gone round', () => {
    const history = new TruthHistory(8);
    for (let i = 0; i < 20; i++) history.push([i, 0, -1], 10 * i);
    expect(history.at(150, out)).toBe(true);
    expect(out[0]).toBe(15);
    expect(history.at(159, out)).toBe(true);
    expect(out[0]).toBe(15);
  });

  it('does not answer for instants that it knows nothing of', () => {
    const history = new TruthHistory(8);
    expect(history.at(5, out)).toBe(false);
    history.push([1, 0, -1], 100);
    expect(history.at(99, out)).toBe(false);
    expect(history.at(300, out)).toBe(false);
    expect(history.at(150, out)).toBe(true);
  });
});
