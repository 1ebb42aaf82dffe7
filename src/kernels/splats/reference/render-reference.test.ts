import { describe, expect, it } from 'vitest';
import { cameraOf, projectSplat } from './project-splat.ts';
import { orderFromHead, renderReference } from './render-reference.ts';
import { shBasis } from './spherical-harmonics.ts';
import type { EyeView, SplatCloud } from './splat-cloud.ts';

const eye: EyeView = {
  position: [0, 0, 0],
  orientation: [0, 0, 0, 1],
  left: 1,
  right: 1,
  up: 0.75,
  down: 0.75,
  width: 40,
  height: 30,
};
const origin = [0, 0, 0];

interface Splat {
  at: number[];
  scale?: number[];
  rotation?: number[];
  color?: number[];
  opacity?: number;
}

function cloudOf(splats: Splat[], shDegree: 0 | 1 | 2 | 3 = 0, shRest: number[] | null = null): SplatCloud {
  return {
    count: splats.length,
    positions: splats.flatMap((s) => s.at),
    scales: splats.flatMap((s) => s.scale ?? [0.1, 0.1, 0.1]),
    rotations: splats.flatMap((s) => s.rotation ?? [0, 0, 0, 1]),
    colors: splats.flatMap((s) => s.color ?? [1, 1, 1]),
    opacities: splats.map((s) => s.opacity ?? 0.5),
    shDegree,
    shRest,
  };
}

/** Deterministic uniform numbers in 0..1. */
function randomSource(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

function randomSplats(count: number, seed: number): Splat[] {
  const random = randomSource(seed);
  return Array.from({ length: count }, () => {
    const q = [random() - 0.5, random() - 0.5, random() - 0.5, random() - 0.5];
    const depth = 0.1 + 4 * random();
    return {
      at: [(random() - 0.5) * 2.6 * depth, (random() - 0.5) * 2 * depth, -depth],
      scale: [0.02 + 0.2 * random(), 0.02 + 0.2 * random(), 0.01],
      rotation: q.map((v) => v / Math.hypot(...q)),
      color: [random(), random(), random()],
      opacity: random(),
    };
  });
}

const pixel = (color: Float32Array, x: number, y: number) => [
  ...color.subarray(4 * (y * 40 + x), 4 * (y * 40 + x) + 4),
];

describe('renderReference', () => {
  it('equals a pixel-by-pixel evaluation of every splat', () => {
    const head = [0.2, -0.1, 0.3];
    const cloud = cloudOf(randomSplats(120, 5));
    const { color, depth } = renderReference(cloud, eye, head);
    const camera = cameraOf(eye);
    const order = Array.from({ length: cloud.count }, (_, i) => i).sort((a, b) => {
      const d = (i: number) => Math.hypot(...head.map((h, k) => cloud.positions[3 * i + k]! - h));
      return d(a) - d(b);
    });
    const projected = order.map((i) => projectSplat(cloud, i, camera));
    for (let y = 0; y < 30; y++) {
      for (let x = 0; x < 40; x++) {
        let t = 1;
        let half = 0;
        const rgb = [0, 0, 0];
        for (let k = 0; k < order.length; k++) {
          const p = projected[k];
          if (!p) continue;
          const [dx, dy] = [x + 0.5 - p.x, y + 0.5 - p.y];
          const power = -0.5 * (p.conicXX * dx * dx + p.conicYY * dy * dy) - p.conicXY * dx * dy;
          const alpha = Math.min(0.99, cloud.opacities[order[k]!]! * Math.exp(power));
          if (alpha < 1 / 255) continue;
          if (t * (1 - alpha) < 1e-4) break;
          for (let c = 0; c < 3; c++) rgb[c]! += t * alpha * cloud.colors[3 * order[k]! + c]!;
          t *= 1 - alpha;
          if (t < 0.5 && half === 0) half = p.depth;
        }
        const got = pixel(color, x, y);
        [...rgb, 1 - t].forEach((v, c) => {
          expect(Math.abs(got[c]! - v)).toBeLessThan(1e-6);
        });
        if (x % 2 === 0 && y % 2 === 0) expect(depth[(y / 2) * 20 + x / 2]).toBeCloseTo(half, 5);
      }
    }
  });

  it('gives one splat the closed-form alpha and leaves the rest empty', () => {
    const cloud = cloudOf([{ at: [0.05, -0.05, -2], color: [0.2, 0.4, 0.6], opacity: 0.8 }]);
    const { color } = renderReference(cloud, eye, origin);
    // Focal length 20 px, so the centre falls on (20.5, 15.5), the middle of pixel (20, 15).
    const centre = pixel(color, 20, 15);
    expect(centre[3]).toBeCloseTo(0.8, 3);
    expect(centre[0]! / centre[3]!).toBeCloseTo(0.2, 6);
    const variance = (20 * 0.1) ** 2 / 4;
    const expected = 0.8 * Math.exp((-0.5 * 4) / (variance + 0.3));
    expect(Math.abs(pixel(color, 22, 15)[3]! - expected)).toBeLessThan(2e-3);
    expect(pixel(color, 0, 0)).toEqual([0, 0, 0, 0]);
  });

  it('puts what is above on the upper rows and what is to the right on the right', () => {
    const { color } = renderReference(
      cloudOf([{ at: [0.5, 0.5, -1], scale: [0.05, 0.05, 0.05] }]),
      eye,
      origin,
    );
    expect(pixel(color, 30, 5)[3]).toBeGreaterThan(0.3);
    expect(pixel(color, 30, 25)[3]).toBe(0);
    expect(pixel(color, 10, 5)[3]).toBe(0);
  });

  it('orders by distance from the head, not by depth in the eye, and ties by index', () => {
    const red = { at: [0, 0, -2], color: [1, 0, 0], opacity: 0.9, scale: [1, 1, 1] };
    const green = { at: [0, 0, -3], color: [0, 1, 0], opacity: 0.9, scale: [1, 1, 1] };
    const cloud = cloudOf([red, green]);
    const near = pixel(renderReference(cloud, eye, origin).color, 20, 15);
    expect(near[0]).toBeGreaterThan(5 * near[1]!);
    const behind = pixel(renderReference(cloud, eye, [0, 0, -5]).color, 20, 15);
    expect(behind[1]).toBeGreaterThan(5 * behind[0]!);
    expect([...orderFromHead(cloudOf([green, red, red]), origin)]).toEqual([1, 2, 0]);
  });

  it('stops before the splat that would take the transmittance below 1e-4', () => {
    // Three at 0.95 leave 1.25e-4; a fourth would leave 6e-6, so it and even the faint fifth behind it are not drawn.
    const splats = [1, 2, 3, 4, 5].map((d) => ({
      at: [0, 0, -d],
      color: d > 3 ? [1, 0, 0] : [0, 0, 1],
      scale: [9, 9, 0.01],
      opacity: d === 5 ? 0.1 : 0.95,
    }));
    const got = pixel(renderReference(cloudOf(splats), eye, origin).color, 20, 15);
    expect(got[0]).toBe(0);
    expect(got[3]).toBeCloseTo(1 - 0.05 ** 3, 4);
    expect(got[3]).toBeLessThan(1 - 1e-4);
  });

  it('records where the transmittance falls below one half', () => {
    const wall = (d: number, opacity: number) => ({ at: [0, 0, -d], scale: [9, 9, 0.01], opacity });
    const thin = renderReference(cloudOf([wall(1, 0.4)]), eye, origin).depth;
    expect(thin.every((d) => d === 0)).toBe(true);
    const { depth } = renderReference(cloudOf([wall(1, 0.4), wall(2, 0.4), wall(3, 0.9)]), eye, origin);
    expect(depth.length).toBe(20 * 15);
    expect(depth.every((d) => d === 2)).toBe(true);
  });

  it('does not change when world, eye and head move together', () => {
    const splats = randomSplats(60, 9);
    const [angle, shift] = [0.9, [3, -1, 2]];
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const turn = (v: number[]) => [
      c * v[0]! + s * v[2]! + shift[0]!,
      v[1]! + shift[1]!,
      c * v[2]! - s * v[0]! + shift[2]!,
    ];
    const [qy, qw] = [Math.sin(angle / 2), Math.cos(angle / 2)];
    const moved = splats.map((splat) => {
      const [x, y, z, w] = splat.rotation as [number, number, number, number];
      const rotation = [qw * x + qy * z, qw * y + qy * w, qw * z - qy * x, qw * w - qy * y];
      return { ...splat, at: turn(splat.at), rotation };
    });
    const movedEye = { ...eye, position: shift, orientation: [0, qy, 0, qw] };
    const a = renderReference(cloudOf(splats), eye, origin);
    const b = renderReference(cloudOf(moved), movedEye, shift);
    expect(a.color.some((v) => v > 0.3)).toBe(true);
    a.color.forEach((v, i) => {
      expect(Math.abs(v - b.color[i]!)).toBeLessThan(1e-5);
    });
  });

  it('evaluates harmonics along the direction from the head, clamps, and honours the degree limit', () => {
    // Degree 1, only the coefficient of -y, strong enough to clamp on one side.
    const splat = { at: [0, 0, -2], color: [0.5, 0.5, 0.5], scale: [1, 1, 1], opacity: 0.9 };
    const rest = [-1, 1, 4, 0, 0, 0, 0, 0, 0];
    const cloud = cloudOf([splat], 1, rest);
    const hue = (head: number[], maxShDegree: 0 | 1 | 2 | 3 = 3) => {
      const got = pixel(renderReference(cloud, eye, head, { maxShDegree }).color, 20, 15);
      return got.slice(0, 3).map((v) => v / got[3]!);
    };
    const y = 3 / Math.hypot(3, 2);
    const below = hue([0, -3, 0]);
    expect(below[0]).toBeCloseTo(0.5 + 0.4886025 * y, 5);
    expect(below[1]).toBeCloseTo(0.5 - 0.4886025 * y, 5);
    expect(below[2]).toBe(0);
    expect(hue([0, 3, 0])[2]).toBeCloseTo(0.5 + 4 * 0.4886025 * y, 5);
    expect(hue([0, -3, 0], 0)[0]).toBeCloseTo(0.5, 6);
  });

  it('reads the harmonics of each splat in its own place, at every degree', () => {
    const random = randomSource(3);
    for (const degree of [1, 2, 3] as const) {
      const terms = (degree + 1) ** 2 - 1;
      const rest = Array.from({ length: 2 * terms * 3 }, () => 0.2 * random() - 0.1);
      const at = [0.3, 0.4, -2];
      const splats = [{ at: [9, 9, 9] }, { at, color: [0.5, 0.5, 0.5], scale: [1, 1, 1], opacity: 0.9 }];
      const got = pixel(renderReference(cloudOf(splats, degree, rest), eye, origin).color, 23, 11);
      const basis = new Float64Array(16);
      const length = Math.hypot(...at);
      shBasis(degree, at[0]! / length, at[1]! / length, at[2]! / length, basis);
      for (let c = 0; c < 3; c++) {
        let expected = 0.5;
        for (let k = 0; k < terms; k++) expected += basis[k + 1]! * rest[3 * (terms + k) + c]!;
        expect(got[c]! / got[3]!).toBeCloseTo(expected, 5);
      }
    }
  });
});
