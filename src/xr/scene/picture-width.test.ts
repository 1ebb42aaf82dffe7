import { describe, expect, it } from 'vitest';
import { PICTURE_WIDTHS, PictureWidth } from './picture-width.ts';

/** Runs a renderer whose picture of 640 pixels' width takes `cost640` ms behind a display of `displayMs`. */
function run(choice: PictureWidth, frames: number, cost640: number, displayMs = 11, limit = 4096): number {
  let changes = 0;
  for (let i = 0; i < frames; i++) {
    const before = choice.width;
    const whole = cost640 * (before / 640) ** 2;
    choice.pictureDone(Math.ceil(whole / displayMs) * displayMs, whole, limit);
    if (choice.width !== before) changes++;
  }
  return changes;
}

describe('PictureWidth', () => {
  it('starts narrow and widens step by step on a fast machine', () => {
    const choice = new PictureWidth();
    expect(choice.width).toBeLessThanOrEqual(320);
    run(choice, 2000, 4);
    expect(choice.width).toBe(PICTURE_WIDTHS.at(-1));
  });

  it('narrows within a second of pictures when they come too late', () => {
    const choice = new PictureWidth();
    run(choice, 2000, 4);
    run(choice, 60, 332);
    expect(choice.width).toBe(PICTURE_WIDTHS[0]);
  });

  it('keeps the interval below 50 ms and comes to rest', () => {
    for (const cost640 of [20, 60, 100, 150, 250]) {
      const choice = new PictureWidth();
      run(choice, 4000, cost640);
      const changes = run(choice, 2000, cost640);
      expect(changes).toBe(0);
      const whole = cost640 * (choice.width / 640) ** 2;
      expect(Math.ceil(whole / 11) * 11).toBeLessThanOrEqual(50);
    }
  });

  it('does not blame the renderer for a slow display', () => {
    const choice = new PictureWidth();
    run(choice, 2000, 8, 200);
    expect(choice.width).toBeGreaterThanOrEqual(640);
  });

  it('tries a width that proved too wide ever less often', () => {
    const choice = new PictureWidth();
    const early = jumpy(choice, 600);
    const late = jumpy(choice, 600);
    expect(early).toBeGreaterThan(0);
    expect(late).toBeLessThan(early);
  });

  it('does not widen beyond what the canvas can show', () => {
    const choice = new PictureWidth();
    run(choice, 2000, 1, 11, 500);
    expect(choice.width).toBe(560);
  });

  it('takes a first picture without an interval', () => {
    const choice = new PictureWidth();
    for (let i = 0; i < 100; i++) choice.pictureDone(Number.NaN, 3, 4096);
    expect(choice.width).toBeGreaterThan(320);
  });
});

/** A machine where 400 pixels are too slow though 320 are cheap. @returns changes of the width */
function jumpy(choice: PictureWidth, frames: number): number {
  let changes = 0;
  for (let i = 0; i < frames; i++) {
    const before = choice.width;
    const whole = before >= 400 ? 80 : 8;
    choice.pictureDone(whole, whole, 4096);
    if (choice.width !== before) changes++;
  }
  return changes;
}
