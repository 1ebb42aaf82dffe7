import { PerspectiveCamera } from 'three';
import { beforeEach, describe, expect, it } from 'vitest';
import { GAZE_LAYOUT } from '../../shared/layouts.ts';
import { gazeKindOf } from './gaze-choice.ts';
import type { GazeFrame } from './gaze-source.ts';
import { PointerGazeSource } from './pointer-gaze-source.ts';

/** An element of 800 × 400 pixels at (100, 50). */
class FakeCanvas extends EventTarget {
  getBoundingClientRect(): Partial<DOMRect> {
    return { left: 100, top: 50, width: 800, height: 400 };
  }

  move(clientX: number, clientY: number, timeStamp: number): void {
    const event = Object.assign(new Event('pointermove'), { clientX, clientY });
    Object.defineProperty(event, 'timeStamp', { value: timeStamp });
    this.dispatchEvent(event);
  }
}

const camera = new PerspectiveCamera(90, 2, 0.1, 100);
const out = GAZE_LAYOUT.record();
let canvas: FakeCanvas;
let source: PointerGazeSource;

function frame(timeStamp: number, session: XRSession | null = null): GazeFrame {
  const nowMs = performance.timeOrigin + timeStamp;
  return { nowMs, xrFrame: null, session, projection: camera.projectionMatrix.elements };
}

beforeEach(() => {
  canvas = new FakeCanvas();
  source = new PointerGazeSource(canvas as unknown as HTMLElement);
  source.start();
});

describe('PointerGazeSource', () => {
  it('waits for the mouse', () => {
    expect(source.sample(frame(0), out)).toBe(false);
    expect(source.status.kind).toBe('no-pointer');
  });

  it('looks through the pixel under the mouse', () => {
    canvas.move(100 + 800, 50 + 200, 1);
    expect(source.sample(frame(2), out)).toBe(true);
    // The right edge of a picture twice as wide as high, with 90° from top to bottom.
    expect(out.direction[0]! / -out.direction[2]!).toBeCloseTo(2, 5);
    expect(out.direction[1]).toBeCloseTo(0, 5);
  });

  it('dates a moved mouse by its event and a resting one by the frame', () => {
    canvas.move(300, 200, 11);
    source.sample(frame(16), out);
    expect(out.captureMs[0]! - performance.timeOrigin).toBeCloseTo(11, 2);
    source.sample(frame(32), out);
    expect(out.captureMs[0]! - performance.timeOrigin).toBeCloseTo(32, 2);
  });

  it('does not pretend inside a headset', () => {
    canvas.move(300, 200, 11);
    expect(source.sample(frame(16, {} as XRSession), out)).toBe(false);
    expect(source.status.kind).toBe('in-headset');
  });

  it('hears nothing once stopped', () => {
    source.stop();
    canvas.move(300, 200, 11);
    expect(source.sample(frame(16), out)).toBe(false);
  });
});

describe('gazeKindOf', () => {
  it('follows the place only when told to', () => {
    expect(gazeKindOf('auto', false)).toBe('pointer');
    expect(gazeKindOf('auto', true)).toBe('webxr');
    expect(gazeKindOf('pointer', true)).toBe('pointer');
    expect(gazeKindOf('head', true)).toBe('head');
  });
});
