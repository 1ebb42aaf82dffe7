import { describe, expect, it } from 'vitest';
import type { KernelVariant } from '../module.ts';
import { seeCloud } from './reference/see-cloud.ts';
import type { SplatCloud } from './reference/splat-cloud.ts';
import { frontEye } from './reference/test-support/eyes.ts';
import { KernelBench } from './reference/test-support/kernel-bench.ts';
import { VARIANTS } from './reference/test-support/kernel-modules.ts';
import { randomSource } from './reference/test-support/random.ts';
import { type RandomCloudOptions, randomCloud } from './reference/test-support/random-cloud.ts';

const SIDE = 64;
const DETAIL = 0.02;
const GUARD = 64;
const eye = frontEye(SIDE, SIDE);

/** Weight that a code stands for at least. */
const weightOf = (code: number) => {
  const words = Uint32Array.of((code + 111 * 16) << 19);
  return new Float32Array(words.buffer)[0]!;
};

/** Runs the kernels over a cloud, in slices of `step` splats with blocks closed between them. */
function see(cloud: SplatCloud, variant: KernelVariant, step: number, closing = true) {
  const lightBytes = 2 * SIDE * (SIDE + 8) * 4;
  const blocks = (SIDE / 8) ** 2;
  const codeBytes = Math.ceil((cloud.count + 16) / 16) * 16;
  const bench = new KernelBench({
    cloud,
    eyes: [eye],
    variant,
    spareBytes: lightBytes + blocks + codeBytes + 3 * GUARD,
  });
  const { kernels, framePtr } = bench;
  const light = bench.spare + GUARD;
  const closed = light + lightBytes + GUARD;
  const codes = closed + blocks;
  const guards = [bench.bytesAt(bench.spare, GUARD), bench.bytesAt(light + lightBytes, GUARD)];
  for (const guard of guards) guard.fill(77);
  for (let i = 0; i < bench.chunkCount; i++) kernels.chunkKeys(framePtr, i);
  const count = bench.sort().length;
  bench.frame.set('eyeCount', 1);
  let open = blocks;
  for (const to of [0, codes]) {
    kernels.openBlocks(light, closed, SIDE, to ? 0 : 1);
    for (let at = 0; at < count; at += step) {
      kernels.seeSplats(framePtr, to, light, closed, at, Math.min(count, at + step), DETAIL);
      if (closing) open = kernels.closeBlocks(light, closed, SIDE);
    }
  }
  expect(guards.every((guard) => guard.every((byte) => byte === 77))).toBe(true);
  return { codes: bench.bytesAt(codes, cloud.count), open, bench };
}

const clouds: [string, RandomCloudOptions][] = [
  ['fog', { count: 3000, seed: 1, near: 1, far: 6, spread: 1.3, minScale: 0.01, maxScale: 0.1 }],
  ['specks', { count: 3000, seed: 2, near: 1, far: 6, spread: 1.3, minScale: 0.0005, maxScale: 0.01 }],
  ['walls', { count: 600, seed: 3, near: 1, far: 8, spread: 1.4, minScale: 0.1, maxScale: 1.5 }],
];

describe.each(VARIANTS)('what is seen of every splat (%s)', (variant) => {
  it.each(clouds)('is what the reference says: %s', (_, options) => {
    const cloud = randomCloud(options);
    const { codes } = see(cloud, variant, 256, false);
    const { weights, shares } = seeCloud(cloud, eye, DETAIL);
    let seen = 0;
    let hidden = 0;
    let off = 0;
    weights.forEach((weight, i) => {
      const code = codes[i]!;
      if (shares[i]! > 0.005 && weight > 0.005) {
        seen++;
        // A step of the code is up to a sixteenth; light that has passed many splats has as many roundings behind it.
        const ratio = weight / weightOf(code);
        if (!(ratio > 0.97 && (ratio < 1.1 || code === 255))) off++;
      } else if (weight < 0.003) {
        hidden++;
        expect(weightOf(code)).toBeLessThan(0.005);
      }
    });
    expect(seen).toBeGreaterThan(50);
    expect(hidden).toBeGreaterThan(50);
    // Rounded keys swap neighbours in depth.
    expect(off).toBeLessThan(0.03 * seen);
  });

  it('does not depend on how the work is cut, but for what lies behind closed blocks', () => {
    const cloud = randomCloud(clouds[2]![1]);
    const whole = see(cloud, variant, cloud.count, false);
    const sliced = see(cloud, variant, 50);
    expect(whole.open).toBe((SIDE / 8) ** 2);
    expect(sliced.open).toBeLessThan(whole.open);
    const { shares } = seeCloud(cloud, eye, DETAIL);
    let near = 0;
    let far = 0;
    whole.codes.forEach((code, i) => {
      const share = shares[i]!;
      if (!sliced.codes[i]) expect(share).toBeLessThan(1 / 200);
      else if (share > 0.02) {
        // What is passed over takes no light from what lies farther back and reaches beyond the closed blocks, and is not seen through
        // what closes them.
        if (Math.abs(sliced.codes[i]! - code) <= 2) near++;
        else far++;
      }
    });
    expect(near).toBeGreaterThan(30);
    expect(far).toBeLessThan(0.5 * near);
  });

  it('raises bytes to the others’, with nothing between', () => {
    const cloud = randomCloud(clouds[1]![1]);
    const { bench } = see(cloud, variant, 256);
    const random = randomSource(5);
    const [a, b] = [0, 1].map((i) => bench.bytesAt(bench.spare + 4096 * i, 4096));
    for (let i = 0; i < 4096; i++) [a![i], b![i]] = [256 * random(), 256 * random()];
    const most = a!.map((value, i) => Math.max(value, b![i]!));
    bench.kernels.raiseCodes(bench.spare, bench.spare + 4096, 4096);
    expect(a).toEqual(most);
  });
});

describe.each(VARIANTS)('keys of splats that are left out (%s)', (variant) => {
  const count = 1003;
  const random = randomSource(6);
  const head = [0.3, -0.2, 0.1];
  const cloud = randomCloud({ count, seed: 4, spread: 3 });
  const bench = new KernelBench({
    ...{ cloud, eyes: [eye], variant, head },
    chunkSize: 101,
    spareBytes: count + 16,
  });
  const codes = bench.bytesAt(bench.spare, count);
  for (let i = 0; i < count; i++) codes[i] = 256 * random();
  const keyAll = () => {
    let left = 0;
    for (let chunk = 0; chunk < bench.chunkCount; chunk++) left += bench.leaveOut(chunk);
    return left;
  };
  const ask = (least: number, rise: number, cosine: number, slope: number) => {
    bench.frame.set('codes', bench.spare);
    bench.frame.set('leastCode', least);
    bench.frame.set('codeRise', rise);
    bench.frame.set('codeCosine', cosine);
    bench.frame.set('codeSlope', slope);
  };

  it('are the last of all, and counted', () => {
    bench.frame.set('codes', 0);
    expect(keyAll()).toBe(0);
    const order = bench.sort();
    ask(100, 0, 1, 1);
    const left = keyAll();
    expect(left).toBe(codes.filter((code) => code < 100).length);
    const drawn = bench.sort().slice(0, count - left);
    expect([...drawn]).toEqual([...order.filter((splat) => codes[splat]! >= 100)]);
    ask(0, 0, 1, 1);
    expect(keyAll()).toBe(0);
    // The very last is for what is left out.
    expect(Math.max(...bench.keys())).toBe(65534);
  });

  it('are more, the farther from the gaze', () => {
    const gaze = [0.6, 0, -0.8];
    for (const [axis, field] of (['gazeX', 'gazeY', 'gazeZ'] as const).entries()) {
      bench.frame.set(field, gaze[axis]!);
    }
    ask(60, 120, 0.97, 10);
    const left = keyAll();
    let unsure = 0;
    const drawn = new Set(bench.sort().slice(0, count - left));
    for (let i = 0; i < count; i++) {
      const d = head.map((at, axis) => cloud.positions[3 * i + axis]! - at);
      const cosine = d.reduce((sum, v, axis) => sum + v * gaze[axis]!, 0) / Math.hypot(...d);
      const least = 60 + 120 * Math.min(1, Math.max(0, 10 * (0.97 - cosine)));
      if (Math.abs(codes[i]! - least) < 0.01) unsure++;
      else expect(drawn.has(i)).toBe(codes[i]! >= least);
    }
    expect(unsure).toBeLessThan(5);
    expect(left).toBeGreaterThan(0.3 * count);
  });
});
