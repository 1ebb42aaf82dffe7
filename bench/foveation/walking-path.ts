import { type Bounds, lookAt, type Pose } from '../splats/pose.ts';
import type { TestScene } from './test-scenes.ts';

/** An unhurried walk, m/s, and how far the head bobs, metres, at two steps a second. */
const SPEED = 1;
const BOB = 0.012;
const STEPS_HZ = 2;
/** The head sways to and fro while one looks about: amplitude, degrees, and period, s. At most 28 degrees a second. */
const SWAY_DEG = 9;
const SWAY_S = 2;
/** Radius of the small circle that one walks in a room, metres, at half the speed. */
const CIRCLE = 0.7;
/** Nobody walks round a thing faster than this, degrees a second. */
const ROUND_DEG_S = 25;

const RADIANS = Math.PI / 180;

/**
 * Head of a person who walks round a thing, or in a small circle in a room, and looks about.
 * @param seconds any time; the path is smooth and endless
 */
export function walkingPose(stand: TestScene['stand'], bounds: Bounds, seconds: number): Pose {
  return stand ? inRoom(stand, seconds) : roundThing(bounds, seconds);
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

function inRoom({ eyes, look }: NonNullable<TestScene['stand']>, seconds: number): Pose {
  const turn = (SPEED / 2 / CIRCLE) * seconds;
  const position = [
    eyes[0] + CIRCLE * Math.sin(turn),
    eyes[1] + bob(seconds),
    eyes[2] + CIRCLE * (1 - Math.cos(turn)),
  ] as const;
  const heading = Math.atan2(look[0] - eyes[0], look[2] - eyes[2]) + 3 * sway(seconds / 3) * RADIANS;
  const away = Math.hypot(look[0] - eyes[0], look[2] - eyes[2]);
  const target = [
    position[0] + away * Math.sin(heading),
    look[1],
    position[2] + away * Math.cos(heading),
  ] as const;
  return { position, orientation: lookAt(position, target) };
}

const sway = (seconds: number) => SWAY_DEG * Math.sin((2 * Math.PI * seconds) / SWAY_S);
const bob = (seconds: number) => BOB * Math.sin(2 * Math.PI * STEPS_HZ * seconds);

function middle(bounds: Bounds): [number, number, number] {
  return [(bounds[0] + bounds[3]) / 2, (bounds[1] + bounds[4]) / 2, (bounds[2] + bounds[5]) / 2];
}
