import { describe, expect, it } from 'vitest';
import { FlickerEnergy } from './flicker.ts';
import { writePeripheryMask } from './flicker-mask.ts';
import { fovealMask } from './foveal-psnr.ts';

/** Codes 0..255 in a fixed random order (Park and Miller's generator). */
function randomCodes(seed: number): (count: number) => Uint8Array {
  let state = seed;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state & 255;
  };
  return (count) => Uint8Array.from({ length: count }, next);
}

describe('FlickerEnergy', () => {
  it('counts neither motion that both show nor an error that stands still', () => {
    const codes = randomCodes(1);
    const energy = new FlickerEnergy({ pixels: 20 });
    for (let frame = 0; frame < 5; frame++) {
      const reference = codes(60).map((value) => value >> 1);
      energy.add(
        reference.map((value, i) => value + (i % 100)),
        reference,
      );
    }
    expect(energy.finish()).toBe(0);
  });

  it('is the mean square of what the error changes by', () => {
    const energy = new FlickerEnergy({ pixels: 1 });
    energy.add([10, 10, 10], [10, 10, 10]);
    energy.add([13, 10, 10], [10, 10, 10]);
    energy.add([10, 10, 14], [10, 10, 10]);
    // Steps: 3² and 3² + 4², over two steps of three values.
    expect(energy.finish()).toBeCloseTo((9 + 9 + 16) / 6, 12);
  });

  it('keeps the sign of errors up to the ends of 8 bits', () => {
    const energy = new FlickerEnergy({ pixels: 1 });
    energy.add([0, 0, 0], [255, 255, 255]);
    energy.add([255, 255, 255], [0, 0, 0]);
    expect(energy.finish()).toBe(510 ** 2);
  });

  it('gives twice the variance of errors that do not last', () => {
    const codes = randomCodes(2);
    const pixels = 4000;
    const energy = new FlickerEnergy({ pixels });
    for (let frame = 0; frame < 6; frame++) energy.add(codes(3 * pixels), new Uint8Array(3 * pixels));
    const variance = (256 ** 2 - 1) / 12;
    expect(energy.finish() / (2 * variance)).toBeCloseTo(1, 1);
  });

  it('leaves out alpha and what the mask of each step leaves out', () => {
    const energy = new FlickerEnergy({ pixels: 2, channels: 4 });
    const black = new Uint8Array(8);
    energy.add(black, black);
    energy.add([9, 9, 9, 200, 1, 1, 1, 7], black, [0, 1]);
    energy.add([9, 9, 9, 0, 50, 50, 50, 0], black, [1, 0]);
    expect(energy.finish()).toBeCloseTo((3 * 1 + 0) / 6, 12);
  });

  it('starts again after the end', () => {
    const energy = new FlickerEnergy({ pixels: 1 });
    energy.add([0, 0, 0], [0, 0, 0]);
    energy.add([5, 5, 5], [0, 0, 0]);
    expect(energy.finish()).toBe(25);
    energy.add([100, 100, 100], [0, 0, 0]);
    energy.add([101, 101, 101], [0, 0, 0]);
    expect(energy.finish()).toBe(1);
  });

  it('refuses what it cannot compare', () => {
    const energy = new FlickerEnergy({ pixels: 2 });
    const frame = new Uint8Array(6);
    expect(() => energy.add(frame, frame.subarray(3))).toThrow('cannot compare');
    expect(() => energy.add(frame, frame, [1])).toThrow('mask has 1');
    expect(() => energy.finish()).toThrow('there were 0');
    energy.add(frame, frame);
    expect(() => energy.finish()).toThrow('there were 1');
    energy.add(frame, frame);
    energy.add(frame, frame, [0, 0]);
    expect(() => energy.finish()).toThrow('no pixel');
  });
});

describe('writePeripheryMask', () => {
  it('is what the foveal mask leaves', () => {
    const eye = { left: 1.2, right: 0.9, up: 1, down: 1.1, width: 31, height: 23 };
    const gaze = [0.3, -0.2, -Math.sqrt(1 - 0.13)];
    const mask = new Uint8Array(31 * 23).fill(9);
    for (const radius of [0.1, 12, 50, 180]) {
      writePeripheryMask(eye, gaze, radius, mask);
      expect([...mask]).toEqual(Array.from(fovealMask(eye, gaze, radius), (inside) => 1 - inside));
    }
    expect(() => writePeripheryMask(eye, gaze, 5, new Uint8Array(5))).toThrow('mask has 5');
  });
});
