import { applyFrame, compose, type Frame, place } from './frame.ts';
import { type Material, measure, PATCH_DEFAULTS, type Patch, type PatchOptions } from './patch.ts';
import { Rng, seedOf } from './rng.ts';
import { spline, spline3 } from './spline.ts';
import { add, cross, length, normalize, scale, sub, type Vec3 } from './vec.ts';

/** A thin round thing: a chain of long splats instead of a tube. Radii in metres. */
export interface Strand {
  readonly points: readonly Vec3[];
  readonly radius: number;
  /** Linear albedo. */
  readonly color: Vec3;
  readonly spacing: number;
  readonly unlit: boolean;
}

/** A loose flat splat that takes no baked light, for the garden. Sigmas in metres along the first two axes. */
export interface Fleck {
  readonly at: Vec3;
  readonly normal: Vec3;
  readonly tip: Vec3;
  readonly sigma: readonly [number, number];
  /** Linear radiance. */
  readonly color: Vec3;
}

type Options = Partial<PatchOptions>;

/** One nameable object of the scene: its surfaces in world space. Methods take the piece's own coordinates. */
export class Piece {
  readonly patches: Patch[] = [];
  readonly strands: Strand[] = [];
  readonly flecks: Fleck[] = [];
  readonly rng: Rng;
  private frame: Frame;

  constructor(
    readonly id: string,
    readonly name: string,
    readonly description: string,
    seed: number,
    frame: Frame = place([0, 0, 0]),
  ) {
    this.rng = new Rng(seedOf(id, seed));
    this.frame = frame;
  }

  /** Runs `build` with everything placed by `frame` inside the current placement. */
  within(frame: Frame, build: () => void): void {
    const outer = this.frame;
    this.frame = compose(outer, frame);
    build();
    this.frame = outer;
  }

  /** Any surface over the unit square. */
  sheet(at: (u: number, v: number) => Vec3, material: Material, options: Options = {}): void {
    const frame = this.frame;
    const world = (u: number, v: number) => applyFrame(frame, at(u, v));
    const [width, height] = measure(at);
    this.patches.push({ ...PATCH_DEFAULTS, ...options, at: world, width, height, material });
  }

  /** Parallelogram; the front is the side of eu × ev. */
  quad(corner: Vec3, eu: Vec3, ev: Vec3, material: Material, options: Options = {}): void {
    this.sheet((u, v) => add(corner, add(scale(eu, u), scale(ev, v))), material, options);
  }

  /** Box with u along the longer horizontal direction of every face; `skip` names faces to leave out, as '-y'. */
  box(lo: Vec3, hi: Vec3, material: Material, options: Options = {}, skip: readonly string[] = []): void {
    const [w, h, d] = sub(hi, lo);
    const face = (name: string, corner: Vec3, eu: Vec3, ev: Vec3) => {
      if (!skip.includes(name)) this.quad(corner, eu, ev, material, options);
    };
    face('+z', [lo[0], lo[1], hi[2]], [w, 0, 0], [0, h, 0]);
    face('-z', [hi[0], lo[1], lo[2]], [-w, 0, 0], [0, h, 0]);
    face('+x', [hi[0], lo[1], hi[2]], [0, 0, -d], [0, h, 0]);
    face('-x', [lo[0], lo[1], lo[2]], [0, 0, d], [0, h, 0]);
    face('+y', [lo[0], hi[1], hi[2]], [w, 0, 0], [0, 0, -d]);
    face('-y', [lo[0], lo[1], lo[2]], [w, 0, 0], [0, 0, d]);
  }

  /** Surface of revolution about y through smooth [radius, height] points listed from bottom to top. */
  lathe(profile: readonly (readonly [number, number])[], material: Material, options: Options = {}): void {
    const at = (u: number, v: number): Vec3 => {
      const [r, y] = spline(profile, v);
      const a = -2 * Math.PI * u;
      return [Math.max(0, r!) * Math.cos(a), y!, Math.max(0, r!) * Math.sin(a)];
    };
    this.sheet(at, material, { segments: [20, Math.max(4, profile.length * 2)], edge: 0, ...options });
  }

  /** Flat ring or disc at height y, facing up (or down). */
  disc(y: number, inner: number, outer: number, material: Material, options: Options = {}, up = true): void {
    const at = (u: number, v: number): Vec3 => {
      const a = 2 * Math.PI * u * (up ? -1 : 1);
      const r = outer + (inner - outer) * v;
      return [r * Math.cos(a), y, r * Math.sin(a)];
    };
    this.sheet(at, material, { segments: [24, 1], edge: 0, ...options });
  }

  /** Tube along a smooth path; the radius may change along it (0..1). */
  tube(
    path: readonly Vec3[],
    radius: number | ((t: number) => number),
    material: Material,
    options: Options = {},
  ): void {
    const r = typeof radius === 'number' ? () => radius : radius;
    const axisAt = (t: number) =>
      normalize(sub(spline3(path, Math.min(1, t + 0.01)), spline3(path, Math.max(0, t - 0.01))));
    const bend = path.length > 2 ? cross(sub(path[1]!, path[0]!), sub(path[2]!, path[1]!)) : [0, 0, 0];
    const first = axisAt(0.5);
    const helper: Vec3 =
      length(bend as Vec3) > 1e-9 ? (bend as Vec3) : Math.abs(first[1]) > 0.8 ? [1, 0, 0] : [0, 1, 0];
    const at = (u: number, v: number): Vec3 => {
      const axis = axisAt(v);
      const side = normalize(cross(axis, helper));
      const up = cross(axis, side);
      const a = 2 * Math.PI * u;
      const c = spline3(path, v);
      const k = r(v);
      return add(c, add(scale(side, k * Math.cos(a)), scale(up, k * Math.sin(a))));
    };
    this.sheet(at, material, { segments: [8, path.length > 2 ? 10 : 2], edge: 0, ...options });
  }

  /** Superellipsoid: a soft box, 0.2 = nearly square, 1 = ellipsoid. */
  cushion(center: Vec3, half: Vec3, squareness: number, material: Material, options: Options = {}): void {
    const n = 2 / squareness;
    // Directions are spread evenly and pushed out to the surface: no crowding at corners, so cells stay near square.
    const at = (u: number, v: number): Vec3 => {
      const a = -2 * Math.PI * u;
      const b = Math.PI * (v - 0.5);
      const d: Vec3 = [Math.cos(b) * Math.cos(a), Math.sin(b), Math.cos(b) * Math.sin(a)];
      const k = (Math.abs(d[0]) ** n + Math.abs(d[1]) ** n + Math.abs(d[2]) ** n) ** (-1 / n);
      return [center[0] + half[0] * d[0] * k, center[1] + half[1] * d[1] * k, center[2] + half[2] * d[2] * k];
    };
    this.sheet(at, material, { segments: [24, 14], edge: 0, ...options });
  }

  /** Thin chain of long splats. */
  strand(points: readonly Vec3[], radius: number, color: Vec3, spacing = 0.02, unlit = false): void {
    const frame = this.frame;
    this.strands.push({ points: points.map((p) => applyFrame(frame, p)), radius, color, spacing, unlit });
  }
}
