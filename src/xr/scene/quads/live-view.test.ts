import { PerspectiveCamera } from 'three';
import { describe, expect, it } from 'vitest';
import type { FoveationOptions } from '../../../workers/splats/foveation/tile-levels.ts';
import { DEFAULT_DISPLAY, type DisplaySettings } from '../display-settings.ts';
import { LiveView } from './live-view.ts';

const SETTINGS: DisplaySettings = { ...DEFAULT_DISPLAY, preset: 'narrow' };

function follow(width: number, height: number, change: Partial<DisplaySettings> = {}): LiveView {
  const camera = new PerspectiveCamera(90, width / height, 0.1, 100);
  camera.position.set(1, 2, 3);
  camera.rotation.set(0, 0.4, 0);
  camera.updateMatrixWorld();
  const view = new LiveView();
  view.follow(camera, width, height, { ...SETTINGS, ...change });
  return view;
}

describe('LiveView', () => {
  it('draws a pixel a pixel of the viewport, one more on odd sides, without stretching them', () => {
    const { geometry, exact, acrossX, acrossY } = follow(401, 300);
    expect([geometry.width, geometry.height, exact, acrossX, acrossY]).toEqual([402, 300, true, 401, 300]);
    expect(geometry.up + geometry.down).toBeCloseTo(2, 6);
    expect((geometry.left + geometry.right) / geometry.width).toBeCloseTo(2 / 300, 6);
    expect(geometry.left).toBeCloseTo(401 / 300, 6);
  });

  it('draws at the width and scale that were chosen, over the whole viewport', () => {
    const half = follow(400, 300, { scale: 0.5 });
    expect([half.geometry.width, half.geometry.height, half.exact]).toEqual([200, 150, false]);
    expect(half.geometry.right).toBeCloseTo(4 / 3, 6);
    const wide = follow(400, 300, { width: 800 });
    expect([wide.geometry.width, wide.geometry.height]).toEqual([800, 600]);
  });

  it('takes the pose of its camera', () => {
    const { position, orientation } = follow(400, 300);
    expect([...position]).toEqual([1, 2, 3]);
    expect(orientation[1]).toBeCloseTo(Math.sin(0.2), 6);
  });

  it('chooses levels around the gaze, and full ones without foveation', () => {
    const view = follow(960, 640);
    const levels = new Uint8Array(view.tileCount);
    const options: FoveationOptions = {
      ...{ radii: { r4: 4, r3: 9, r2: 30 }, farDeg: 40, fullWithinDeg: 10, conservative: true },
    };
    const head = Float32Array.from(view.orientation);
    const at = (x: number, y: number) => levels[Math.floor(y / 32) * 30 + Math.floor(x / 32)];
    // Content of every tile as rich as can be where no list says otherwise.
    view.choose(levels, null, [0, 0, -1], head, options);
    expect([at(480, 320), at(620, 320), at(0, 0)]).toEqual([4, 2, 0]);
    view.choose(levels, null, [0, 0, -1], head, null);
    expect(new Set(levels)).toEqual(new Set([4]));
  });
});
