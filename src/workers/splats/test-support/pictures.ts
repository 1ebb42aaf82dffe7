import type { EyeView } from '../../../kernels/splats/reference/splat-cloud.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { sceneBounds } from '../scene/scene-bounds.ts';
import { InlineRenderer } from './inline-renderer.ts';
import { viewOf } from './views.ts';

const [WIDTH, HEIGHT] = [320, 240];
const HALF_FOV = Math.PI / 6;

/**
 * Eyes around a scene that look at its middle, 60° from top to bottom, at equal angles from the +z side on.
 * @param raw y-up
 */
export function eyesAround(raw: RawSplats, count: number): EyeView[] {
  const [x0, y0, z0, x1, y1, z1] = sceneBounds(raw.positions, raw.count);
  const distance = 0.8 * Math.hypot(x1 - x0, y1 - y0, z1 - z0);
  return Array.from({ length: count }, (_, k) => {
    const yaw = (2 * Math.PI * k) / count;
    const position = [
      (x0 + x1) / 2 + distance * Math.sin(yaw),
      (y0 + y1) / 2,
      (z0 + z1) / 2 + distance * Math.cos(yaw),
    ] as const;
    return eyeAt(position, yaw);
  });
}

/** An eye at a place that looks along -z, turned about the up axis. */
export function eyeAt(position: readonly [number, number, number], yaw = 0): EyeView {
  const up = Math.tan(HALF_FOV);
  const side = (up * WIDTH) / HEIGHT;
  return {
    position: [...position],
    orientation: [0, Math.sin(yaw / 2), 0, Math.cos(yaw / 2)],
    ...{ left: side, right: side, up, down: up, width: WIDTH, height: HEIGHT },
  };
}

/** Full pictures of a scene, RGBA. @param raw y-up */
export function picturesOf(raw: RawSplats, eyes: readonly EyeView[]): Uint8Array[] {
  const renderer = new InlineRenderer(raw, WIDTH * HEIGHT);
  return eyes.map((eye) => renderer.draw(viewOf([eye])).eyes[0]!.color);
}
