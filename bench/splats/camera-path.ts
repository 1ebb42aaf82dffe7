import { type Bounds, lookAt, type Pose } from './pose.ts';

/**
 * A closed turn round an object, seen from outside: distance breathes between a whole-object view and one half as far,
 * where the object overfills the height, and the camera rises and sinks twice.
 * @param fovDeg vertical field of view that the farthest poses fit the object's height into.
 */
export function orbitPath(bounds: Bounds, count: number, fovDeg: number): Pose[] {
  const center = middle(bounds);
  const height = bounds[4] - bounds[1];
  const reach = Math.hypot(bounds[3] - bounds[0], bounds[5] - bounds[2]) / 2;
  const far = (1.1 * height) / 2 / Math.tan((fovDeg * Math.PI) / 360) + reach / 2;
  return Array.from({ length: count }, (_, i) => {
    const turn = (i / count) * 2 * Math.PI;
    const distance = far * (0.75 + 0.25 * Math.cos(3 * turn));
    const position = [
      center[0] + distance * Math.sin(turn),
      center[1] + height * 0.2 * Math.sin(2 * turn),
      center[2] + distance * Math.cos(turn),
    ] as const;
    return { position, orientation: lookAt(position, center) };
  });
}

/** A full turn on the spot, slightly off the middle of a room, nodding by ten degrees. For scenes seen from inside. */
export function turnPath(bounds: Bounds, count: number): Pose[] {
  const center = middle(bounds);
  return Array.from({ length: count }, (_, i) => {
    const turn = (i / count) * 2 * Math.PI;
    const position = [
      center[0] - 0.15 * (bounds[3] - bounds[0]) * Math.sin(turn),
      center[1],
      center[2] - 0.15 * (bounds[5] - bounds[2]) * Math.cos(turn),
    ] as const;
    const target = [
      position[0] + Math.sin(turn),
      position[1] + Math.tan(Math.PI / 18) * Math.sin(2 * turn),
      position[2] + Math.cos(turn),
    ] as const;
    return { position, orientation: lookAt(position, target) };
  });
}

function middle(bounds: Bounds): [number, number, number] {
  return [(bounds[0] + bounds[3]) / 2, (bounds[1] + bounds[4]) / 2, (bounds[2] + bounds[5]) / 2];
}
