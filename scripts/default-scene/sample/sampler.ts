import { develop } from '../core/color.ts';
import { normalAt, type Patch } from '../core/patch.ts';
import type { Fleck, Strand } from '../core/piece.ts';
import { quaternionOf } from '../core/rotation.ts';
import type { SplatList } from '../core/splat-list.ts';
import { spline3 } from '../core/spline.ts';
import { add, basis, cross, distance, dot, multiply, normalize, scale, sub, type Vec3 } from '../core/vec.ts';
import { type Cell, cellsOf, subPoint } from './cells.ts';
import { EYE, type Shader } from './shader.ts';

/**
 * Sigma over cell size. At 0.66 the corner between four opaque splats lets 2.5 % through, at 0.76 0.6 %: smooth surfaces
 * take the wide one and show no dots, detailed ones the narrow one and stay sharp.
 */
const SPREAD_SHARP = 0.66;
const SPREAD_SMOOTH = 0.76;
const OPACITY = 0.99;
/** Finest useful spacing over distance from the spawn: about four pixels of a 1280-pixel, 60-degree picture. */
const ANGULAR = 0.0032;

/** Places the splats of one patch. Returns how many. */
export function samplePatch(patch: Patch, index: number, shader: Shader, out: SplatList): number {
  const before = out.count;
  const probe = (cell: Cell) =>
    Array.from({ length: 9 }, (_, k) => {
      const [u, v] = subPoint(cell, k);
      return shader.color(patch, index, u, v, k);
    });
  const finest = (at: Vec3) => Math.max(0.5, distance(at, EYE)) * ANGULAR * (patch.legible ? 0.3 : 1);
  for (const cell of cellsOf(patch, probe, finest)) {
    const u = cell.u0 + cell.du / 2;
    const v = cell.v0 + cell.dv / 2;
    if (shader.hidden(patch, index, u, v)) continue;
    let sum: Vec3 = [0, 0, 0];
    for (let k = 0; k < 9; k++) {
      const [a, b] = subPoint(cell, k);
      sum = add(sum, scale(shader.radiance(patch, index, a, b, k), 1 / 9));
    }
    out.push(
      patch.at(u, v),
      ...footprint(patch, cell),
      develop(add(sum, shader.highlight(patch, u, v))),
      OPACITY,
    );
  }
  return out.count - before;
}

/** Scales and rotation of the flat Gaussian that stands for a cell: the axes of its parallelogram. */
function footprint(patch: Patch, cell: Cell): [Vec3, [number, number, number, number]] {
  const { u0, v0, du, dv } = cell;
  const tu = sub(patch.at(u0 + du, v0 + dv / 2), patch.at(u0, v0 + dv / 2));
  const tv = sub(patch.at(u0 + du / 2, v0 + dv), patch.at(u0 + du / 2, v0));
  const n = normalAt(patch, u0 + du / 2, v0 + dv / 2);
  const x = normalize(sub(tu, scale(n, dot(tu, n))));
  const y = cross(n, x);
  // 2 × 2 second moments of the parallelogram in the tangent plane, and their axes.
  const [ax, ay, bx, by] = [dot(tu, x), dot(tu, y), dot(tv, x), dot(tv, y)];
  const [xx, xy, yy] = [ax * ax + bx * bx, ax * ay + bx * by, ay * ay + by * by];
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const spread = patch.legible || patch.fine < 0.018 ? SPREAD_SHARP : SPREAD_SMOOTH;
  const major = Math.sqrt(Math.max(0, xx * c * c + 2 * xy * c * s + yy * s * s)) * spread;
  const minor = Math.sqrt(Math.max(0, xx * s * s - 2 * xy * c * s + yy * c * c)) * spread;
  const a = add(scale(x, c), scale(y, s));
  const b = cross(n, a);
  const thin = Math.min(0.0015, Math.max(0.0003, 0.05 * Math.min(major, minor)));
  return [[Math.max(major, 4e-4), Math.max(minor, 4e-4), thin], quaternionOf(a, b, n)];
}

/** Long splats along a thin round thing, lit by the mean light around each. */
export function sampleStrand(strand: Strand, lightAt: (p: Vec3) => Vec3, out: SplatList): void {
  let total = 0;
  for (let i = 0; i < 24; i++) {
    total += distance(spline3(strand.points, i / 24), spline3(strand.points, (i + 1) / 24));
  }
  const n = Math.max(1, Math.round(total / strand.spacing));
  for (let i = 0; i < n; i++) {
    const a = spline3(strand.points, i / n);
    const b = spline3(strand.points, (i + 1) / n);
    const axis = normalize(sub(b, a));
    const [y, z] = basis(axis);
    const middle = scale(add(a, b), 0.5);
    const light: Vec3 = strand.unlit ? [1, 1, 1] : lightAt(middle);
    const round = strand.radius * 0.62;
    out.push(
      middle,
      [Math.max(distance(a, b) * 0.6, round), round, round],
      quaternionOf(axis, y, z),
      develop(multiply(strand.color, light)),
      OPACITY,
    );
  }
}

export function sampleFleck(fleck: Fleck, out: SplatList): void {
  const n = normalize(fleck.normal);
  const x = normalize(sub(fleck.tip, scale(n, dot(fleck.tip, n))));
  const thin = Math.min(fleck.sigma[0], fleck.sigma[1]) * 0.1;
  out.push(fleck.at, [...fleck.sigma, thin], quaternionOf(x, cross(n, x), n), develop(fleck.color), OPACITY);
}
