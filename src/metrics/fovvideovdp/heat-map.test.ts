import { describe, expect, it } from 'vitest';
import { heatMap } from './heat-map.ts';
import { picture } from './test-support/pictures.ts';

describe('heatMap', () => {
  const reference = picture(8, 8, () => 100);

  it('leaves grey what nobody sees and reddens what is plain', () => {
    const loss = new Float32Array(64);
    loss[1] = 9;
    const map = heatMap(loss, reference);
    expect([...map.subarray(0, 3)]).toEqual([100, 100, 100]);
    const [red, green, blue] = map.subarray(3, 6);
    expect(red).toBeGreaterThan(150);
    expect(Math.max(green!, blue!)).toBeLessThan(100);
  });

  it('goes from blue over green to red', () => {
    const map = heatMap(
      Float32Array.from({ length: 64 }, (_, i) => [0.15, 1, 4][i % 3]!),
      reference,
    );
    const strongest = [0, 1, 2].map((i) => {
      const color = [...map.subarray(3 * i, 3 * i + 3)];
      return color.indexOf(Math.max(...color));
    });
    expect(strongest).toEqual([2, 1, 0]);
  });

  it('wants sizes that agree', () => {
    expect(() => heatMap(new Float32Array(63), reference)).toThrow(/63 values does not fit/);
  });
});
