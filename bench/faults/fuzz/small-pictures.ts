import type { RecordOf } from '../../../src/shared/layout.ts';
import type { FrameFields } from '../../../src/shared/layouts.ts';
import type { RawSplats } from '../../../src/workers/splats/formats/raw-splats.ts';
import { buildSharedScene } from '../../../src/workers/splats/scene/shared-scene.ts';
import { viewPictures } from '../../../src/workers/splats/tiles/picture-views.ts';
import { RenderThread } from '../../../src/workers/splats/tiles/render-thread.ts';
import { lookAt, type Shot, type View } from '../../splats/pose.ts';
import { viewRecord } from '../../splats/view-record.ts';

const SHOT: Shot = { width: 96, height: 64, fovDeg: 70 };
/** Cameras stay where numbers are exact. */
const FAR = 1e4;

/** What the pictures of a scene came to. */
export interface SmallPictures {
  /** Of colours, distances and levels: equal pictures have equal ones. */
  readonly fingerprint: number;
  /** What a picture must not hold, in words; null when all is well. */
  readonly fault: string | null;
}

/**
 * Draws a scene twice on this thread: all of it from outside, as A3FR, and from within, in full.
 * @param raw y-up
 * @param bounds minimum xyz, maximum xyz
 * @throws SplatFileError when the engine refuses the memory
 */
export function drawSmall(
  name: string,
  raw: RawSplats,
  bounds: ArrayLike<number>,
  module: WebAssembly.Module,
): SmallPictures {
  const planned = buildSharedScene(raw, { name, id: 1, threads: 1, maxPixels: SHOT.width * SHOT.height });
  const renderer = new RenderThread(planned, module, 0);
  let fingerprint = 0x811c9dc5;
  let fault: string | null = null;
  const [outside, inside] = cameras(bounds);
  for (const [view, mode] of [
    [outside, 'a3fr'],
    [inside, 'full'],
  ] as const) {
    const frame: RecordOf<FrameFields> = renderer.draw(viewRecord(view, mode, SHOT, 1));
    const { color, depth, levels } = viewPictures(planned, frame.slot[0]!, 0, SHOT.width, SHOT.height);
    fault ??= badNumbers(depth) ?? tooManySplats(frame, raw.count);
    for (const part of [color, depth]) fingerprint = hash(words(part), fingerprint);
    fingerprint = hash(levels, fingerprint);
  }
  renderer.close();
  return { fingerprint: fingerprint >>> 0, fault };
}

function cameras(bounds: ArrayLike<number>): [outside: View, inside: View] {
  const middle = (axis: number) => clamp((bounds[axis]! + bounds[axis + 3]!) / 2);
  const size = Math.max(...[0, 1, 2].map((axis) => bounds[axis + 3]! - bounds[axis]!));
  const [x, y, z] = [middle(0), middle(1), middle(2)];
  const away = Math.max(0.5, clamp(size));
  const gaze = [0, 0, -1] as const;
  return [
    { position: [x, y, z + away], orientation: lookAt([x, y, z + away], [x, y, z]), gaze },
    { position: [x, y, z], orientation: lookAt([x, y, z], [x + 1, y - 0.2, z - 0.5]), gaze },
  ];
}

/** NaN becomes 0. */
function clamp(value: number): number {
  return Math.max(-FAR, Math.min(FAR, value)) || 0;
}

function badNumbers(depth: Float32Array): string | null {
  for (let i = 0; i < depth.length; i++) {
    // Not "< 0": a NaN must not pass.
    if (!(depth[i]! >= 0 && depth[i]! < Number.POSITIVE_INFINITY))
      return `a picture holds the distance ${depth[i]}`;
  }
  return null;
}

function tooManySplats(frame: RecordOf<FrameFields>, count: number): string | null {
  const drawn = frame.splatsProjected[0]!;
  return drawn <= count ? null : `${drawn} of ${count} splats were drawn`;
}

/** A copy outside of shared memory, which is read faster. */
function words({ buffer, byteOffset, byteLength }: Uint8Array | Float32Array): Int32Array {
  return new Int32Array(buffer, byteOffset, byteLength / 4).slice();
}

/** FNV-1a, a word at a time. */
function hash(values: ArrayLike<number>, start: number): number {
  let value = start;
  for (let i = 0; i < values.length; i++) value = Math.imul(value ^ values[i]!, 0x01000193);
  return value;
}
