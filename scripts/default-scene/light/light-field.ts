// Baked light of the whole scene: a coarse map a patch. Direct light from the window and the lamps, then two gathers of
// what the surroundings send back, by casting the same fan of rays everywhere (no noise, only smooth bias).
// The sun is left to the sampler, which needs its shadows crisp. Values are irradiance over π: radiance = albedo × value.
import { type Material, normalAt, type Patch } from '../core/patch.ts';
import { along, basis, distance, dot, scale, sub, type Vec3 } from '../core/vec.ts';
import type { Bvh, Hit } from './bvh.ts';
import { type Lamp, outsideRadiance, SUN, TO_SUN, throughWindow, WINDOW } from './lights.ts';

interface LightMap {
  readonly nu: number;
  readonly nv: number;
  /** Window and lamps, sun, light sent back by the room: (nv, nu, 3) each. */
  readonly direct: Float32Array;
  readonly sun: Float32Array;
  bounce: Float32Array;
  /** Share of rays that get further than 4 cm, (nv, nu). */
  readonly open: Float32Array;
  readonly albedo: Vec3;
}

const WINDOW_GRID = [6, 4] as const;
const OFFSET = 0.004;
/** Share of the light on either side of a leaf or a cloth that both sides show. */
const THROUGH = 0.7;

/** Cosine-weighted directions on the unit hemisphere about z, a Fibonacci spiral. */
function fan(n: number): Vec3[] {
  return Array.from({ length: n }, (_, i) => {
    const r = Math.sqrt((i + 0.5) / n);
    const a = i * Math.PI * (3 - Math.sqrt(5));
    return [r * Math.cos(a), r * Math.sin(a), Math.sqrt(1 - r * r)];
  });
}

export class LightField {
  private readonly maps: LightMap[];
  private readonly sunSpots: readonly SunSpot[];
  private readonly hit: Hit = { distance: 0, patch: -1, u: 0, v: 0, front: true };

  constructor(
    private readonly patches: readonly Patch[],
    private readonly bvh: Bvh,
    private readonly lamps: readonly Lamp[],
    rays: number,
  ) {
    this.sunSpots = findSunSpots(patches, bvh);
    this.maps = patches.map((patch) => this.prepare(patch));
    this.gatherAll(Math.max(24, rays >> 2));
    this.gatherAll(rays);
  }

  private prepare(patch: Patch): LightMap {
    const axis = (length: number) => Math.min(72, Math.max(2, Math.ceil(length / patch.lightSpacing) + 1));
    const nu = axis(patch.width);
    const nv = axis(patch.height);
    const map: LightMap = {
      nu,
      nv,
      direct: new Float32Array(nu * nv * 3),
      sun: new Float32Array(nu * nv * 3),
      bounce: new Float32Array(nu * nv * 3),
      open: new Float32Array(nu * nv).fill(1),
      albedo: meanAlbedo(patch),
    };
    if (patch.material.unlit) return map;
    this.eachTexel(patch, map, (k, p, n) => {
      const direct = this.directAt(p, n);
      const sun = scale(SUN, this.sunAt(p, n, TO_SUN));
      for (let c = 0; c < 3; c++) {
        map.direct[k * 3 + c] = map.direct[k * 3 + c]! + direct[c]!;
        map.sun[k * 3 + c] = map.sun[k * 3 + c]! + sun[c]!;
      }
    });
    if (patch.twoSided)
      for (const a of [map.direct, map.sun]) for (let i = 0; i < a.length; i++) a[i]! *= THROUGH;
    return map;
  }

  /** Calls back for every texel with a point just off the surface, on both sides of a two-sided patch. */
  private eachTexel(patch: Patch, map: LightMap, visit: (k: number, p: Vec3, n: Vec3) => void): void {
    const insetU = Math.min(0.1, 0.004 / patch.width);
    const insetV = Math.min(0.1, 0.004 / patch.height);
    for (let j = 0; j < map.nv; j++) {
      for (let i = 0; i < map.nu; i++) {
        const u = insetU + (1 - 2 * insetU) * (i / (map.nu - 1));
        const v = insetV + (1 - 2 * insetV) * (j / (map.nv - 1));
        const p = patch.at(u, v);
        const n = normalAt(patch, u, v);
        visit(j * map.nu + i, along(p, n, OFFSET), n);
        if (patch.twoSided) visit(j * map.nu + i, along(p, n, -OFFSET), scale(n, -1));
      }
    }
  }

  private directAt(p: Vec3, n: Vec3): Vec3 {
    const sum: [number, number, number] = [0, 0, 0];
    const add = (c: Vec3, k: number) => {
      for (let i = 0; i < 3; i++) sum[i] = sum[i]! + c[i]! * k;
    };
    const [gx, gy] = WINDOW_GRID;
    const area = ((WINDOW.x1 - WINDOW.x0) * (WINDOW.y1 - WINDOW.y0)) / (gx * gy);
    for (let i = 0; i < gx; i++) {
      for (let j = 0; j < gy; j++) {
        const x = WINDOW.x0 + ((WINDOW.x1 - WINDOW.x0) * (i + 0.5)) / gx;
        const y = WINDOW.y0 + ((WINDOW.y1 - WINDOW.y0) * (j + 0.5)) / gy;
        const to = sub([x, y, WINDOW.z - 0.01], p);
        const r = Math.sqrt(dot(to, to));
        const d = scale(to, 1 / r);
        const cos = dot(d, n);
        if (cos <= 0 || d[2] >= 0) continue;
        const weight = (cos * -d[2] * area) / (Math.PI * (r * r + area / Math.PI));
        if (weight > 1e-5 && !this.bvh.blocked(p, d, r - 0.01)) add(outsideRadiance(d), weight);
      }
    }
    for (const lamp of this.lamps) {
      if (distance(lamp.center, p) > 6) continue;
      for (const f of LAMP_POINTS) {
        const to = sub(along(lamp.center, f, lamp.radius), p);
        const r2 = dot(to, to);
        const d = scale(to, 1 / Math.sqrt(r2));
        const cos = dot(d, n);
        if (cos > 0 && !this.bvh.blocked(p, d, Math.sqrt(r2) - 0.005)) {
          add(lamp.power, cos / (LAMP_POINTS.length * (r2 + 0.02)));
        }
      }
    }
    for (const spot of this.sunSpots) {
      const to = sub(spot.at, p);
      const r2 = dot(to, to);
      const r = Math.sqrt(r2);
      const d = scale(to, 1 / r);
      const cos = dot(d, n);
      const emitted = -dot(d, spot.normal);
      if (cos <= 0 || emitted <= 0) continue;
      // The clamp stands for the spot's own extent and keeps single spots from showing.
      const weight = (cos * emitted) / (Math.PI * (r2 + 0.12));
      if (weight > 1e-4 && !this.bvh.blocked(p, d, r - 0.01)) add(spot.power, weight);
    }
    return sum;
  }

  /** Cosine × visibility of the sun from a place just off a surface, for one direction within its disc. */
  sunAt(p: Vec3, n: Vec3, toSun: Vec3): number {
    const cos = dot(n, toSun);
    return cos > 0 && throughWindow(p, toSun) && !this.bvh.blocked(p, toSun, 12) ? cos : 0;
  }

  private gatherAll(rays: number): void {
    const directions = fan(rays);
    const next = this.patches.map((patch, index) => {
      const map = this.maps[index]!;
      const out = new Float32Array(map.bounce.length);
      if (patch.material.unlit) return out;
      map.open.fill(0);
      const share = patch.twoSided ? THROUGH : 1;
      this.eachTexel(patch, map, (k, p, n) => {
        const [tx, ty] = basis(n);
        let open = 0;
        for (const f of directions) {
          const d = along(along(scale(tx, f[0]), ty, f[1]), n, f[2]);
          if (!this.bvh.trace(p, d, 30, this.hit)) {
            open++;
            continue;
          }
          // The back of a one-sided surface means that the place lies inside something solid.
          if (!this.hit.front && !this.patches[this.hit.patch]!.twoSided) continue;
          if (this.hit.distance > 0.04) open++;
          const light = this.sentBack(this.hit, 0);
          for (let c = 0; c < 3; c++) out[k * 3 + c]! += (light[c]! * share) / rays;
        }
        map.open[k] = map.open[k]! + open / rays;
      });
      return out;
    });
    next.forEach((bounce, i) => {
      this.maps[i]!.bounce = smooth(this.maps[i]!, bounce);
    });
  }

  /** What a hit surface sends back; `seen` is 0 in gathers, which get lamps and sunlit places by rays aimed at them. */
  private sentBack(hit: Hit, seen: 0 | 1): Vec3 {
    const map = this.maps[hit.patch]!;
    const emission = this.patches[hit.patch]!.material.emission;
    if (emission > 0 && seen === 0) return [0, 0, 0];
    const i = Math.round(hit.u * (map.nu - 1));
    const j = Math.round(hit.v * (map.nv - 1));
    const k = (j * map.nu + i) * 3;
    const of = (c: number) =>
      map.albedo[c]! * (map.direct[k + c]! + seen * (map.sun[k + c]! + emission) + map.bounce[k + c]!);
    return [of(0), of(1), of(2)];
  }

  /** Baked light without the sun at patch coordinates, bilinear. */
  lightAt(patch: number, u: number, v: number): Vec3 {
    const map = this.maps[patch]!;
    const of = (c: number) => bilinear(map, map.direct, u, v, 3, c) + bilinear(map, map.bounce, u, v, 3, c);
    return [of(0), of(1), of(2)];
  }

  /** How open a place is, 0 = pressed against something. */
  openAt(patch: number, u: number, v: number): number {
    return bilinear(this.maps[patch]!, this.maps[patch]!.open, u, v, 1, 0);
  }

  /** Mean light around a thin thing: six directions of direct light, a little sun and what the room sends back. */
  around(p: Vec3): Vec3 {
    let sum: Vec3 = [0, 0, 0];
    for (const n of SIX) {
      sum = along(sum, this.directAt(p, n), 1 / 6);
      sum = along(sum, this.bvh.trace(p, n, 30, this.hit) ? this.sentBack(this.hit, 1) : [0, 0, 0], 1 / 6);
    }
    return along(sum, SUN, 0.35 * this.sunAt(p, TO_SUN, TO_SUN));
  }

  /** Radiance that arrives at `p` from direction `d`. */
  radianceFrom(p: Vec3, d: Vec3): Vec3 {
    return this.bvh.trace(p, d, 30, this.hit) ? this.sentBack(this.hit, 1) : outsideRadiance(d);
  }
}

/** A piece of sunlit surface that lights the room: radiance × area. */
interface SunSpot {
  readonly at: Vec3;
  readonly normal: Vec3;
  readonly power: Vec3;
}

/** Where the sun's rays through the window first land, on a jittered grid (instant radiosity, Keller 1997). */
function findSunSpots(patches: readonly Patch[], bvh: Bvh): SunSpot[] {
  const [gx, gy] = [10, 7];
  const d = scale(TO_SUN, -1);
  const hit: Hit = { distance: 0, patch: -1, u: 0, v: 0, front: true };
  const area = ((WINDOW.x1 - WINDOW.x0) * (WINDOW.y1 - WINDOW.y0) * -TO_SUN[2]) / (gx * gy);
  const spots: SunSpot[] = [];
  for (let i = 0; i < gx * gy; i++) {
    const x = WINDOW.x0 + ((WINDOW.x1 - WINDOW.x0) * ((i % gx) + 0.25 + ((i * 0.618) % 0.5))) / gx;
    const y = WINDOW.y0 + ((WINDOW.y1 - WINDOW.y0) * (Math.floor(i / gx) + 0.5)) / gy;
    if (!bvh.trace([x, y, WINDOW.z], d, 12, hit)) continue;
    const patch = patches[hit.patch]!;
    const n = normalAt(patch, hit.u, hit.v);
    const normal = dot(n, d) < 0 ? n : scale(n, -1);
    const at = along(along([x, y, WINDOW.z], d, hit.distance), normal, 0.01);
    const albedo = meanAlbedo(patch);
    spots.push({ at, normal, power: [0, 1, 2].map((c) => albedo[c]! * SUN[c]! * area) as unknown as Vec3 });
  }
  return spots;
}

const LAMP_POINTS = [
  [1, 0.3, 0],
  [-1, 0.2, 0.2],
  [0, -0.4, 1],
  [0.1, -0.2, -1],
  [0, 1, 0],
  [0.2, -1, 0.1],
] as const satisfies readonly Vec3[];

/** Binomial filter over maps large enough to hold detail of the fan rather than of the scene. */
function smooth(map: LightMap, data: Float32Array): Float32Array {
  if (map.nu < 8 || map.nv < 8) return data;
  const across = blur(data, map.nu, map.nv, 3, map.nu * 3);
  return blur(across, map.nv, map.nu, map.nu * 3, 3);
}

/** 1 4 6 4 1 along lines of `n` texels with the given strides, ends held. */
function blur(data: Float32Array, n: number, lines: number, step: number, lineStep: number): Float32Array {
  const out = new Float32Array(data.length);
  const weights = [1, 4, 6, 4, 1];
  for (let line = 0; line < lines; line++) {
    for (let i = 0; i < n; i++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let k = -2; k <= 2; k++) {
          const j = Math.min(n - 1, Math.max(0, i + k));
          sum += weights[k + 2]! * data[line * lineStep + j * step + c]!;
        }
        out[line * lineStep + i * step + c] = sum / 16;
      }
    }
  }
  return out;
}

const SIX: readonly Vec3[] = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
];

function bilinear(map: LightMap, data: Float32Array, u: number, v: number, width: number, c: number): number {
  const x = Math.min(Math.max(u, 0), 1) * (map.nu - 1);
  const y = Math.min(Math.max(v, 0), 1) * (map.nv - 1);
  const i = Math.min(Math.floor(x), map.nu - 2);
  const j = Math.min(Math.floor(y), map.nv - 2);
  const at = (a: number, b: number) => data[((j + b) * map.nu + i + a) * width + c]!;
  const fx = x - i;
  const fy = y - j;
  return (at(0, 0) * (1 - fx) + at(1, 0) * fx) * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy;
}

function meanAlbedo(patch: Patch): Vec3 {
  const { albedo }: Material = patch.material;
  const sum: [number, number, number] = [0, 0, 0];
  for (let i = 0; i < 36; i++) {
    const u = ((i % 6) + 0.5) / 6;
    const v = (Math.floor(i / 6) + 0.5) / 6;
    const c = albedo({ u, v, s: u * patch.width, t: v * patch.height, world: patch.at(u, v) });
    for (let k = 0; k < 3; k++) sum[k] = sum[k]! + c[k]! / 36;
  }
  return sum;
}
