import { develop } from '../core/color.ts';
import { normalAt, type Patch } from '../core/patch.ts';
import { along, basis, dot, multiply, normalize, scale, sub, type Vec3 } from '../core/vec.ts';
import type { LightField } from '../light/light-field.ts';
import { SUN, TO_SUN } from '../light/lights.ts';

/** Where the person stands at first: highlights on glossy things are baked for this eye. */
export const EYE: Vec3 = [0, 1.6, 0];

const SUN_RADIUS = 0.006;

/** Directions within the sun's disc, one a sub-point of a cell, so that a cell's mean is its soft shadow. */
const SUN_DISC: readonly Vec3[] = Array.from({ length: 9 }, (_, i) => {
  const [a, b] = basis(TO_SUN);
  const r = SUN_RADIUS * Math.sqrt((i + 0.5) / 9);
  const phi = i * Math.PI * (3 - Math.sqrt(5));
  return normalize(along(along(TO_SUN, a, r * Math.cos(phi)), b, r * Math.sin(phi)));
});

/** Colour of patches under the baked light. */
export class Shader {
  constructor(private readonly field: LightField) {}

  /** Linear radiance without highlights. `ray` 0..8 picks the direction within the sun's disc. */
  radiance(patch: Patch, index: number, u: number, v: number, ray: number): Vec3 {
    const world = patch.at(u, v);
    const { material } = patch;
    const albedo = material.albedo({ u, v, s: u * patch.width, t: v * patch.height, world });
    if (material.unlit) return albedo;
    const toSun = SUN_DISC[ray]!;
    const n = normalAt(patch, u, v);
    let sun = this.field.sunAt(along(world, n, 0.003), n, toSun);
    // A leaf or a curtain lets about a third of the sun through.
    if (patch.twoSided && sun === 0)
      sun = 0.4 * this.field.sunAt(along(world, n, -0.003), scale(n, -1), toSun);
    const light = along(this.field.lightAt(index, u, v), SUN, sun);
    const glow = material.emission;
    return multiply(albedo, [light[0] + glow, light[1] + glow, light[2] + glow]);
  }

  /** Mirror-like part as seen from the spawn, Schlick's Fresnel term and a few rays of the lobe. */
  highlight(patch: Patch, u: number, v: number): Vec3 {
    const { gloss, lobe } = patch.material;
    if (gloss <= 0) return [0, 0, 0];
    const p = patch.at(u, v);
    const n = normalAt(patch, u, v);
    const view = normalize(sub(EYE, p));
    const cos = dot(n, view);
    if (cos <= 0.02) return [0, 0, 0];
    const mirror = sub(scale(n, 2 * cos), view);
    const [a, b] = basis(mirror);
    const start = along(p, n, 0.004);
    let sum: Vec3 = [0, 0, 0];
    let rays = 0;
    for (let i = 0; i < 12; i++) {
      const r = lobe * Math.sqrt(i / 12);
      const phi = i * Math.PI * (3 - Math.sqrt(5));
      const d = normalize(along(along(mirror, a, r * Math.cos(phi)), b, r * Math.sin(phi)));
      if (dot(d, n) <= 0) continue;
      sum = along(sum, this.field.radianceFrom(start, d), 1);
      rays++;
    }
    const fresnel = gloss + (1 - gloss) * 0.5 * (1 - cos) ** 5;
    return rays > 0 ? scale(sum, fresnel / rays) : [0, 0, 0];
  }

  /** Picture colour, sRGB-encoded 0..1. */
  color(patch: Patch, index: number, u: number, v: number, ray: number): Vec3 {
    return develop(this.radiance(patch, index, u, v, ray));
  }

  /** Whether a place is pressed against something and can never be seen. */
  hidden(patch: Patch, index: number, u: number, v: number): boolean {
    return !patch.material.unlit && this.field.openAt(index, u, v) < 0.03;
  }
}
