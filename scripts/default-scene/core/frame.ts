import { cross, type Vec3 } from './vec.ts';

/** A rigid placement: columns of a rotation and an origin, metres. */
export interface Frame {
  readonly x: Vec3;
  readonly y: Vec3;
  readonly z: Vec3;
  readonly origin: Vec3;
}

export function applyFrame(f: Frame, p: Vec3): Vec3 {
  return [
    f.origin[0] + f.x[0] * p[0] + f.y[0] * p[1] + f.z[0] * p[2],
    f.origin[1] + f.x[1] * p[0] + f.y[1] * p[1] + f.z[1] * p[2],
    f.origin[2] + f.x[2] * p[0] + f.y[2] * p[1] + f.z[2] * p[2],
  ];
}

function turn(f: Frame, v: Vec3): Vec3 {
  return applyFrame({ ...f, origin: [0, 0, 0] }, v);
}

/** The placement that applies `inner` first and `outer` after it. */
export function compose(outer: Frame, inner: Frame): Frame {
  return {
    x: turn(outer, inner.x),
    y: turn(outer, inner.y),
    z: turn(outer, inner.z),
    origin: applyFrame(outer, inner.origin),
  };
}

/** Placement at `origin`, turned by yaw about y, then pitch about x, then roll about z, degrees (R = Ry Rx Rz). */
export function place(origin: Vec3, yawDeg = 0, pitchDeg = 0, rollDeg = 0): Frame {
  const rad = Math.PI / 180;
  const [cy, sy] = [Math.cos(yawDeg * rad), Math.sin(yawDeg * rad)];
  const [cx, sx] = [Math.cos(pitchDeg * rad), Math.sin(pitchDeg * rad)];
  const [cz, sz] = [Math.cos(rollDeg * rad), Math.sin(rollDeg * rad)];
  const x: Vec3 = [cy * cz + sy * sx * sz, cx * sz, -sy * cz + cy * sx * sz];
  const y: Vec3 = [-cy * sz + sy * sx * cz, cx * cz, sy * sz + cy * sx * cz];
  return { x, y, z: cross(x, y), origin };
}
