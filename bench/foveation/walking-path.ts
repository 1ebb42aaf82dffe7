import { type Bounds, lookAt, type Pose } from '../splats/pose.ts';
import type { BenchScene } from '../splats/scenes.ts';

/** An unhurried walk, m/s, and how far the head bobs, metres, at two steps a second. */
const SPEED = 1;
const BOB = 0.012;
const STEPS_HZ = 2;
/** The head sways to and fro while one looks about: amplitude, degrees, and period, s. At most 28 degrees a second. */
const SWAY_DEG = 9;
const SWAY_S = 2;
/** Nobody walks round a thing faster than this, degrees a second. */
const ROUND_DEG_S = 25;

const RADIANS = Math.PI / 180;

/**
 * Head of a person who walks round a thing, or along a curve through a room, and looks about.
 * @param seconds any time; the path is smooth and endless
 */
export function walkingPose(seen: BenchScene['seen'], bounds: Bounds, seconds: number): Pose {
  return seen === 'outside' ? roundThing(bounds, seconds) : throughRoom(bounds, seconds);
}

function roundThing(bounds: Bounds, seconds: number): Pose {
  const [x, y, z] = middle(bounds);
  const height = bounds[4] - bounds[1];
  const reach = Math.hypot(bounds[3] - bounds[0], bounds[5] - bounds[2]) / 2;
  // Near enough that a wide field of view holds the thing and something round it.
  const distance = Math.max(0.9 * reach + 0.6 * height, 0.5);
  const rate = Math.min(SPEED / distance, ROUND_DEG_S * RADIANS);
  const turn = 0.6 + rate * seconds;
  const position = [
    x + distance * Math.sin(turn),
    y + 0.15 * height + bob(seconds),
    z + distance * Math.cos(turn),
  ] as const;
  // Half of the sway at the thing's scale, so that it stays in sight.
  const aside = distance * Math.tan(sway(seconds) * RADIANS);
  const target = [x + aside * Math.cos(turn), y, z - aside * Math.sin(turn)] as const;
  return { position, orientation: lookAt(position, target) };
}

function throughRoom(bounds: Bounds, seconds: number): Pose {
  const [x, y, z] = middle(bounds);
  const radius = 0.18 * Math.min(bounds[3] - bounds[0], bounds[5] - bounds[2]);
  const turn = (Math.min(SPEED, radius * 60 * RADIANS) / Math.max(radius, 0.1)) * seconds;
  const position = [x + radius * Math.sin(turn), y + bob(seconds), z + radius * Math.cos(turn)] as const;
  // Along the path and a little outwards, where the walls are.
  const heading = turn + (60 + 2 * sway(seconds)) * RADIANS;
  const target = [
    position[0] + Math.sin(heading),
    position[1] - 0.1,
    position[2] + Math.cos(heading),
  ] as const;
  return { position, orientation: lookAt(position, target) };
}

const sway = (seconds: number) => SWAY_DEG * Math.sin((2 * Math.PI * seconds) / SWAY_S);
const bob = (seconds: number) => BOB * Math.sin(2 * Math.PI * STEPS_HZ * seconds);

function middle(bounds: Bounds): [number, number, number] {
  return [(bounds[0] + bounds[3]) / 2, (bounds[1] + bounds[4]) / 2, (bounds[2] + bounds[5]) / 2];
}
