import { describe, expect, it } from 'vitest';
import { equalWithin, foveaOnly } from './fovea-only.ts';

const a = Uint8Array.of(1, 2, 3, 255, 4, 5, 6, 255);
const b = Uint8Array.of(1, 2, 3, 0, 4, 9, 6, 255);

describe('fovea-only comparison', () => {
  it('looks at colours inside the mask alone', () => {
    expect(equalWithin(a, b, Uint8Array.of(1, 0))).toBe(true);
    expect(equalWithin(a, b, Uint8Array.of(1, 1))).toBe(false);
  });

  it('takes everything else from the reference', () => {
    expect([...foveaOnly(a, b, Uint8Array.of(0, 1), new Uint8Array(8))]).toEqual([1, 2, 3, 0, 4, 5, 6, 255]);
    expect([...foveaOnly(a, b, Uint8Array.of(1, 0), new Uint8Array(8))]).toEqual([...b]);
  });
});
