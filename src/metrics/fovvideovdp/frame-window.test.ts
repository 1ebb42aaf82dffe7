import { describe, expect, it } from 'vitest';
import { FrameWindow, paddedFrame, TEMPORAL_PADDINGS, type TemporalPadding } from './frame-window.ts';

describe('paddedFrame', () => {
  it('stands still, wraps round or runs backwards before the start', () => {
    const before = (padding: TemporalPadding) => [-1, -2, -3, -4, -5].map((i) => paddedFrame(i, 3, padding));
    expect(before('replicate')).toEqual([0, 0, 0, 0, 0]);
    expect(before('circular')).toEqual([2, 1, 0, 2, 1]);
    expect(before('pingpong')).toEqual([1, 2, 1, 0, 1]);
  });

  it('knows only one frame of a video of one', () => {
    for (const padding of TEMPORAL_PADDINGS) expect(paddedFrame(-4, 1, padding)).toBe(0);
  });
});

describe('FrameWindow', () => {
  /** Frames that the filters saw at each scored frame, when a video of `count` frames streams by. */
  function seen(taps: number, count: number, padding: TemporalPadding): Map<number, number[]> {
    const window = new FrameWindow(taps, padding);
    const held: number[] = [];
    const frames = new Map<number, number[]>();
    const score = ([from, to]: readonly [number, number], known: number) => {
      for (let frame = from; frame < to; frame++) {
        expect(frames.has(frame), `frame ${frame} is scored once`).toBe(false);
        const slots: number[] = [];
        window.slotsAt(frame, known, slots);
        frames.set(
          frame,
          slots.map((slot) => held[slot]!),
        );
      }
    };
    for (let frame = 0; frame < count; frame++) {
      const slot = window.slotOf(frame);
      expect(slot).toBeLessThan(window.slots);
      held[slot] = frame;
      score(window.readyAfter(frame + 1), frame + 1);
    }
    score(window.readyAtEnd(count), count);
    return frames;
  }

  it.each(
    TEMPORAL_PADDINGS.flatMap((padding) => [1, 2, 3, 7, 8, 9, 30].map((count) => [padding, count] as const)),
  )('%s: a video of %i frames is seen as if it were there at once', (padding, count) => {
    const taps = 8;
    const frames = seen(taps, count, padding);
    expect(frames.size).toBe(count);
    for (let frame = 0; frame < count; frame++) {
      const wanted = Array.from({ length: taps }, (_, tap) => paddedFrame(frame - tap, count, padding));
      expect(frames.get(frame)).toEqual(wanted);
    }
  });
});
