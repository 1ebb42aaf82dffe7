import { describe, expect, it } from 'vitest';
import { cameraOf, NEAR_DEPTH, type ProjectedSplat, projectSplat } from './reference/project-splat.ts';
import { MIN_ALPHA } from './reference/render-reference.ts';
import type { EyeView } from './reference/splat-cloud.ts';
import { splatColor } from './reference/splat-color.ts';
import { frontEye, stereoEyes } from './reference/test-support/eyes.ts';
import { KernelBench } from './reference/test-support/kernel-bench.ts';
import { VARIANTS } from './reference/test-support/kernel-modules.ts';
import { COLOR_STEP } from './reference/test-support/packed-cloud.ts';
import { randomSource } from './reference/test-support/random.ts';
import { randomCloud } from './reference/test-support/random-cloud.ts';

/** How far inside the picture the rim of alpha 1/255 reaches, pixels; negative where it misses. */
function overlap(splat: ProjectedSplat, opacity: number, eye: EyeView): number {
  const reach = 2 * Math.log(opacity / MIN_ALPHA);
  const [ex, ey] = [Math.sqrt(reach * splat.covXX), Math.sqrt(reach * splat.covYY)];
  return Math.min(splat.x + ex, eye.width - (splat.x - ex), splat.y + ey, eye.height - (splat.y - ey));
}

/** A random eye near the origin that looks roughly along -z. */
function randomEye(random: () => number): EyeView {
  const q = [0.3 * (random() - 0.5), 0.3 * (random() - 0.5), 0.3 * (random() - 0.5), 1];
  return {
    position: [random() - 0.5, random() - 0.5, random() - 0.5],
    orientation: q.map((v) => v / Math.hypot(...q)),
    left: 0.6 + random(),
    right: 0.6 + random(),
    up: 0.6 + random(),
    down: 0.6 + random(),
    width: 320,
    height: 240,
  };
}

describe.each(VARIANTS)('project (%s)', (variant) => {
  it('sees the splats that the reference sees and puts them where it does', () => {
    const random = randomSource(11);
    let [seen, unseen, borderline] = [0, 0, 0];
    for (let round = 0; round < 8; round++) {
      const cloud = randomCloud({ count: 400, seed: 100 + round, minScale: 0.002, maxScale: 0.6 });
      const eyes = [randomEye(random), randomEye(random)];
      const bench = new KernelBench({ cloud, eyes, variant });
      bench.project();
      const { quantized } = bench.packed;
      const cameras = eyes.map(cameraOf);
      for (let i = 0; i < cloud.count; i++) {
        const opacity = quantized.opacities[i]!;
        const projected = cameras.map((camera) => projectSplat(quantized, i, camera));
        eyes.forEach((eye, e) => {
          const expected = projected[e];
          const visible = bench.visible(i) === 1 && bench.sees(e, i);
          const inside = expected && opacity > MIN_ALPHA ? overlap(expected, opacity, eye) : -1;
          const slack = expected ? 0.02 + 2e-3 * Math.sqrt(Math.max(expected.covXX, expected.covYY)) : 0;
          const near = Math.abs((expected?.depth ?? 0) - NEAR_DEPTH) < 1e-5;
          if (near || Math.abs(inside) < 3 * slack || Math.abs(opacity - MIN_ALPHA) < 1e-6) {
            borderline++;
            return;
          }
          expect(visible, `round ${round} splat ${i} eye ${e}, ${inside} px inside`).toBe(inside > 0);
          if (!visible || !expected) {
            unseen++;
            return;
          }
          seen++;
          const got = bench.record(e, i);
          const far = Math.abs(expected.x) + Math.abs(expected.y) + eye.width;
          expect(Math.abs(got.x - expected.x)).toBeLessThan(2e-6 * far);
          expect(Math.abs(got.y - expected.y)).toBeLessThan(2e-6 * far);
          expect(Math.abs(got.depth - expected.depth)).toBeLessThan(4e-6);
          expect(got.log2Opacity).toBeCloseTo(Math.log2(opacity), 5);
          // Rounding leaves an error of the size of the long axis in the short one, which the determinant magnifies;
          // near the eye the depth itself is known less well.
          const { covXX, covYY, covXY } = expected;
          const lost =
            (2e-6 * (1 + 1 / expected.depth) * (covXX + covYY) ** 2) / (covXX * covYY - covXY * covXY);
          const size = expected.conicXX + expected.conicYY;
          expect(Math.abs(got.conicXX - expected.conicXX)).toBeLessThan(lost * size);
          expect(Math.abs(got.conicXY - expected.conicXY)).toBeLessThan(lost * size);
          expect(Math.abs(got.conicYY - expected.conicYY)).toBeLessThan(lost * size);
        });
        expect(bench.visible(i)).toBe(Number(bench.sees(0, i) || bench.sees(1, i)) * bench.visible(i));
      }
    }
    expect(seen).toBeGreaterThan(1500);
    expect(unseen).toBeGreaterThan(500);
    expect(borderline).toBeLessThan(150);
  });

  it('leaves out what floats cannot hold, as the reference does', () => {
    const eye = frontEye(320, 240);
    const sizes = [1e-30, 1, 1e3, 1e5, 1e6, 1e8, 1e10, 1e13, 1e16, 1e19, 1e25, 1e38];
    const depths = [0.21, 1, 50, 1e5, 1e9, 9e11, 1.1e12, 1e20, 3e38];
    const cases = sizes.flatMap((size) => depths.map((depth) => [size, depth] as const));
    const cloud = {
      count: cases.length,
      positions: cases.flatMap(([, depth]) => [0, 0, -depth]),
      scales: cases.flatMap(([size]) => [size, size, size]),
      rotations: cases.flatMap(() => [0, 0, 0, 1]),
      colors: cases.flatMap(() => [1, 1, 1]),
      opacities: cases.map(() => 0.5),
      shDegree: 0 as const,
      shRest: null,
    };
    const bench = new KernelBench({ cloud, eyes: [eye], variant });
    bench.project();
    const seen = cases.map(([size, depth], i) => {
      const expected = projectSplat(cloud, i, cameraOf(eye));
      expect(bench.visible(i), `${size} m at ${depth} m`).toBe(expected ? 1 : 0);
      if (!expected) return false;
      const record = bench.record(0, i);
      for (const value of Object.values(record).flat()) expect(Number.isFinite(value)).toBe(true);
      expect(Math.abs(record.depth / expected.depth - 1)).toBeLessThan(1e-6);
      expect(Math.abs(record.conicXX / expected.conicXX - 1)).toBeLessThan(1e-4);
      return true;
    });
    expect(seen.filter(Boolean).length).toBeGreaterThan(30);
    expect(seen.filter((visible) => !visible).length).toBeGreaterThan(30);
  });

  it('packs what is left of a chunk in order, the same in chunks of any size', () => {
    const cloud = randomCloud({ count: 403, seed: 5, spread: 2, shDegree: 1 });
    const eyes = stereoEyes(128, 96);
    const single = new KernelBench({ cloud, eyes, variant });
    single.project();
    const alone = Array.from({ length: cloud.count }, (_, i) => i).filter((i) => single.visible(i));
    expect(alone.length).toBeLessThan(350);
    expect(alone.length).toBeGreaterThan(100);
    for (const chunkSize of [2, 37, 403]) {
      const bench = new KernelBench({ cloud, eyes, variant, chunkSize });
      bench.project();
      const kept: [number, number][] = [];
      for (let chunk = 0; chunk < bench.chunkCount; chunk++) {
        const first = chunk * chunkSize;
        const members = alone.filter((i) => i >= first && i < first + chunkSize);
        expect(bench.visible(chunk)).toBe(members.length);
        members.forEach((i, k) => {
          kept.push([i, first + k]);
        });
      }
      for (const [i, record] of kept) {
        expect(bench.keys()[record]).toBe(single.keys()[i]);
        for (const eye of [0, 1]) {
          expect(bench.tileWord(eye, record)).toBe(single.tileWord(eye, i));
          if (single.sees(eye, i)) expect(bench.recordWords(eye, record)).toEqual(single.recordWords(eye, i));
        }
      }
    }
  });

  it('draws no more than the prefix of a chunk, and records nothing behind it', () => {
    const cloud = randomCloud({ count: 40, seed: 6, near: 1, spread: 0.3 });
    const bench = new KernelBench({ cloud, eyes: [frontEye(64, 64)], variant, chunkSize: 40 });
    bench.project();
    const all = bench.visible(0);
    const keys = bench.keys().slice();
    for (const keep of [0, 1, 5, 6, 7, 8, 39]) {
      bench.keys().fill(0xaaaa);
      bench.keep(0, keep);
      bench.project();
      const visible = bench.visible(0);
      expect(visible).toBeLessThanOrEqual(Math.min(keep, all));
      expect([...bench.keys().subarray(0, visible)]).toEqual([...keys.subarray(0, visible)]);
      expect(
        bench
          .keys()
          .subarray(visible)
          .every((key) => key === 0xaaaa),
      ).toBe(true);
    }
  });

  it('keeps a splat that one eye alone sees in the slot of both', () => {
    const cloud = randomCloud({ count: 300, seed: 8, spread: 1.5, minScale: 0.005, maxScale: 0.02 });
    const bench = new KernelBench({ cloud, eyes: stereoEyes(64, 64), variant });
    bench.project();
    const seen = [0, 1, 2, 3].map((mask) => {
      let count = 0;
      for (let i = 0; i < cloud.count; i++) {
        if (bench.visible(i) && Number(bench.sees(0, i)) + 2 * Number(bench.sees(1, i)) === mask) count++;
      }
      return count;
    });
    expect(seen[0]).toBe(0);
    expect(Math.min(seen[1]!, seen[2]!, seen[3]!)).toBeGreaterThan(3);
  });

  it('grows the covariance by the factor of the chunk', () => {
    const cloud = randomCloud({ count: 200, seed: 9, near: 1 });
    const scales = cloud.scales.map((s) => 1.5 * s);
    const eyes = [frontEye(128, 96)];
    const grown = new KernelBench({ cloud, eyes, variant, grow2: 2.25 });
    const larger = new KernelBench({ cloud: { ...cloud, scales }, eyes, variant });
    grown.project();
    larger.project();
    for (let i = 0; i < cloud.count; i++) {
      expect(grown.visible(i)).toBe(larger.visible(i));
      if (!grown.visible(i)) continue;
      const [a, b] = [grown.record(0, i), larger.record(0, i)];
      expect(a.conicXX / b.conicXX).toBeCloseTo(1, 2);
      expect(a.conicYY / b.conicYY).toBeCloseTo(1, 2);
      expect(a.x).toBe(b.x);
    }
  });

  it('keeps the share of a chunk that its angle from the gaze allows, and grows what stays', () => {
    const count = 400;
    const spot = randomCloud({ count, seed: 12, minScale: 0.03, maxScale: 0.03 });
    const random = randomSource(13);
    for (let i = 0; i < count; i++) {
      const jitter = () => 1e-4 * random();
      spot.positions.set([jitter(), jitter(), -3 + jitter()], 3 * i);
      spot.opacities[i] = 0.5;
    }
    const bench = new KernelBench({ cloud: spot, eyes: [frontEye(128, 96)], variant, chunkSize: count });
    bench.project();
    expect(bench.visible(0)).toBe(count);
    const before = Array.from({ length: count }, (_, i) => bench.record(0, i));
    const [start, slope, least] = [0.2, 0.02, 0.1];
    bench.frame.set('lodStart', start);
    bench.frame.set('lodSlope', slope);
    bench.frame.set('lodLeast', least);
    // Mean variance of two axes, of the angular size that the eye needs at an angle.
    const variance = 0.03 ** 2 * 1.5;
    for (const angle of [0, 0.15, 0.6, 0.8, 1, 1.5, 3]) {
      bench.frame.set('gazeX', Math.sin(angle));
      bench.frame.set('gazeZ', -Math.cos(angle));
      bench.project();
      const needed = 3 * slope * Math.max(0, angle - start);
      const share = Math.min(1, Math.max(least, variance / needed ** 2));
      // The kernel's angle is up to 3 % short at a right angle and more behind, where the least share holds anyway.
      expect(Math.abs(bench.visible(0) / count / share - 1), `at ${angle} rad`).toBeLessThan(0.1);
      // Depth tells the splats apart: what stays is a prefix of the chunk.
      for (let i = 0; i < bench.visible(0); i++) {
        const [now, then] = [bench.record(0, i), before[i]!];
        expect(now.depth).toBe(then.depth);
        const covariance = (r: typeof now) => r.conicXX / (r.conicXX * r.conicYY - r.conicXY ** 2) - 0.3;
        expect(Math.abs((covariance(now) / covariance(then)) * share - 1)).toBeLessThan(0.1);
      }
    }
  });

  it('writes the key of the distance from the head', () => {
    const cloud = randomCloud({ count: 200, seed: 10, near: 1 });
    const bench = new KernelBench({ cloud, eyes: [frontEye(64, 64)], variant, head: [0.4, -0.2, 0.1] });
    bench.project();
    const [base, scale] = [bench.frame.get('keyBase'), bench.frame.get('keyScale')];
    for (let i = 0; i < cloud.count; i++) {
      if (!bench.visible(i)) continue;
      const p = cloud.positions.subarray(3 * i, 3 * i + 3);
      const distance = Math.hypot(p[0]! - 0.4, p[1]! + 0.2, p[2]! - 0.1);
      expect(Math.abs(bench.keys()[i]! + 0.5 - (distance - base) * scale)).toBeLessThan(0.55);
    }
  });

  it.each([1, 2, 3] as const)('shades harmonics of degree %i as the reference does', (shDegree) => {
    const cloud = randomCloud({ count: 300, seed: 20 + shDegree, near: 1, spread: 0.8, shDegree });
    const head = [0.5, 0.3, 0.2];
    const bench = new KernelBench({ cloud, eyes: [frontEye(64, 64)], variant, head });
    bench.project();
    const rgb = new Float64Array(3);
    let [checked, clamped, changed] = [0, 0, 0];
    for (let i = 0; i < cloud.count; i++) {
      if (!bench.visible(i)) continue;
      splatColor(bench.packed.quantized, i, head, shDegree, rgb);
      const got = bench.record(0, i).color;
      for (let channel = 0; channel < 3; channel++) {
        const expected = Math.min(1.75, rgb[channel]!);
        expect(Math.abs(got[channel]! - expected)).toBeLessThan(0.501 * COLOR_STEP);
        checked++;
        if (expected === 0) clamped++;
        if (Math.abs(expected - bench.packed.quantized.colors[3 * i + channel]!) > 0.05) changed++;
      }
    }
    expect(checked).toBeGreaterThan(500);
    expect(clamped).toBeGreaterThan(3);
    expect(changed).toBeGreaterThan(checked / 3);
  });
});
