import { describe, expect, it } from 'vitest';
import { TILE } from './frame-block.ts';
import { blendPixel } from './reference/blend-tile.ts';
import { drawnFrom } from './reference/reconstruct.ts';
import { renderReference } from './reference/render-reference.ts';
import { frontEye, stereoEyes } from './reference/test-support/eyes.ts';
import { KernelBench, UNWRITTEN } from './reference/test-support/kernel-bench.ts';
import { VARIANTS } from './reference/test-support/kernel-modules.ts';
import { randomCloud } from './reference/test-support/random-cloud.ts';
import { sameBytes } from './reference/test-support/same-bytes.ts';

const SIZES = [
  [64, 64],
  [98, 70],
  [130, 34],
  [66, 38],
] as const;

/** Peak signal-to-noise ratio of red, green and blue, dB, against values 0..1. */
function decibels(bytes: Uint8Array, reference: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i++) {
    if (i % 4 < 3) sum += (bytes[i]! - Math.min(255, Math.round(255 * reference[i]!))) ** 2;
  }
  return 10 * Math.log10((255 * 255) / (sum / (0.75 * bytes.length)));
}

/** Dense enough that pixels close behind opaque splats, and lists are longer than one batch. */
const dense = (seed: number, count = 1500) =>
  randomCloud({ count, seed, near: 0.5, spread: 1, minScale: 0.01, maxScale: 0.3 });

describe.each(VARIANTS)('blendTile (%s)', (variant) => {
  it('draws every pixel of a tile from its list as the reference does, depth included', () => {
    const eye = frontEye(98, 70);
    const bench = new KernelBench({ cloud: dense(1), eyes: [eye], variant });
    const lists = bench.prepare();
    expect(Math.max(...lists.map((list) => list.length))).toBeGreaterThan(300);
    bench.blendAll(0, 4);
    const pixels = bench.bytes(0);
    let [worst, closed, offDepth, anchors] = [0, 0, 0, 0];
    lists.forEach((list, tile) => {
      const records = Array.from(list, (record) => bench.record(0, record));
      const [left, top] = [(tile % bench.tilesX) * TILE, Math.floor(tile / bench.tilesX) * TILE];
      for (let y = top; y < Math.min(top + TILE, eye.height); y++) {
        for (let x = left; x < Math.min(left + TILE, eye.width); x++) {
          const expected = blendPixel(records, x + 0.5, y + 0.5);
          const at = 4 * (y * eye.width + x);
          [expected.red, expected.green, expected.blue, expected.alpha].forEach((value, channel) => {
            worst = Math.max(worst, Math.abs(pixels[at + channel]! - 255 * Math.min(1, value)));
          });
          if (expected.alpha === 1) closed++;
          if (x % 2 || y % 2) continue;
          anchors++;
          const depth = bench.depths(0)[((y / 2) * eye.width) / 2 + x / 2]!;
          if (expected.halfMargin > 2e-3) expect(Math.abs(depth - expected.depth)).toBeLessThan(1e-6);
          else if (Math.abs(depth - expected.depth) > 1e-6) offDepth++;
        }
      }
    });
    // Half a step of rounding and what the polynomial exponential adds over a few hundred splats.
    expect(worst).toBeLessThan(1.1);
    expect(closed).toBeGreaterThan(50);
    expect(offDepth / anchors).toBeLessThan(0.01);
  });

  it('is within 50 dB of the reference renderer, and so is the depth but for ties', () => {
    for (const [seed, count] of [
      [2, 200],
      [3, 2500],
    ] as const) {
      const eyes = stereoEyes(98, 70);
      const bench = new KernelBench({ cloud: dense(seed, count), eyes, variant, head: [0, 0, 0] });
      bench.prepare();
      bench.blendAll(0, 4);
      eyes.forEach((eye, e) => {
        const reference = renderReference(bench.packed.quantized, eye, [0, 0, 0]);
        expect(decibels(bench.bytes(e), reference.color)).toBeGreaterThan(50);
        let off = 0;
        reference.depth.forEach((depth, i) => {
          if (Math.abs(depth - bench.depths(e)[i]!) > 1e-3 * Math.max(depth, 1)) off++;
        });
        expect(off / reference.depth.length).toBeLessThan(0.01);
      });
    }
  });

  it.each(SIZES)('comes to the same bits by passes as at once, in %i × %i', (width, height) => {
    const eyes = stereoEyes(width, height);
    const bench = new KernelBench({ cloud: dense(4), eyes, variant, head: [0, 0, 0] });
    bench.prepare();
    bench.blendAll(0, 4);
    const full = eyes.map((_, e) => bench.pixels(e).slice());
    const depths = eyes.map((_, e) => bench.depths(e).slice());
    expect(full[0]!.some((word) => word >>> 24 === 255)).toBe(true);
    const routes = [
      [0, 1, 2, 3, 4],
      [0, 2, 4],
      [0, 2, 3, 4],
      [0, 1, 3, 4],
      [0, 3, 4],
      [0, 1, 4],
    ];
    for (const route of routes) {
      bench.erase();
      // Level 0 first: its pixels are drawn again by the first pass and must come to the same.
      bench.blendAll(0, 0);
      for (let i = 1; i < route.length; i++) bench.blendAll(route[i - 1]!, route[i]!);
      eyes.forEach((_, e) => {
        expect(sameBytes(bench.pixels(e), full[e]!), `route ${route}`).toBe(true);
        expect(sameBytes(bench.depths(e), depths[e]!), `depth of route ${route}`).toBe(true);
      });
      expect(bench.guardsIntact()).toBe(true);
    }
  });

  it.each(SIZES)(
    'writes the pixels of its passes once each and nothing else, in %i × %i',
    (width, height) => {
      const bench = new KernelBench({
        cloud: dense(5),
        eyes: stereoEyes(width, height),
        variant,
        head: [0, 0, 0],
      });
      bench.prepare();
      bench.blendAll(0, 4);
      const full = [0, 1].map((e) => bench.pixels(e).slice());
      const fullDepths = [0, 1].map((e) => bench.depths(e).slice());
      for (const [from, to] of [
        [0, 0],
        [0, 1],
        [0, 2],
        [0, 3],
        [0, 4],
        [1, 2],
        [1, 3],
        [1, 4],
        [2, 3],
        [2, 4],
        [3, 4],
      ] as const) {
        for (let eye = 0; eye < 2; eye++) {
          for (let tile = 0; tile < bench.tilesX * bench.tilesY; tile++) {
            bench.erase();
            const shaded = bench.blend(eye, tile, from, to);
            const mine = (x: number, y: number) =>
              Math.floor(y / TILE) * bench.tilesX + Math.floor(x / TILE) === tile;
            const passes = (x: number, y: number) =>
              drawnFrom(x, y) <= to && (from === 0 || drawnFrom(x, y) > from);
            const [pixels, others] = [bench.pixels(eye), bench.pixels(1 - eye)];
            const [depths, otherDepths] = [bench.depths(eye), bench.depths(1 - eye)];
            let [expected, wrong] = [0, 0];
            for (let y = 0; y < height; y++) {
              for (let x = 0; x < width; x++) {
                const at = y * width + x;
                const due = mine(x, y) && passes(x, y);
                if (due) expected++;
                if (pixels[at] !== (due ? full[eye]![at] : UNWRITTEN)) wrong++;
                if (others[at] !== UNWRITTEN) wrong++;
                if (x % 2 || y % 2) continue;
                const half = ((y / 2) * width) / 2 + x / 2;
                if (depths[half] !== (due ? fullDepths[eye]![half] : -1)) wrong++;
                if (otherDepths[half] !== -1) wrong++;
              }
            }
            // The kernel counts its writes, so that equal numbers mean that none was made twice.
            expect({ from, to, tile, shaded, wrong }).toEqual({ from, to, tile, shaded: expected, wrong: 0 });
            expect(bench.guardsIntact()).toBe(true);
          }
        }
      }
    },
  );

  it('closes a pixel behind opaque splats and ignores what is behind', () => {
    const wall = (depth: number, color: number[], opacity = 0.99) => ({ depth, color, opacity });
    const splats = [wall(1, [0, 0, 1]), wall(2, [0, 0, 1]), wall(3, [0, 0, 1]), wall(4, [1, 0, 0])];
    const cloud = {
      count: splats.length,
      positions: splats.flatMap((s) => [0, 0, -s.depth]),
      scales: splats.flatMap(() => [30, 30, 0.01]),
      rotations: splats.flatMap(() => [0, 0, 0, 1]),
      colors: splats.flatMap((s) => s.color),
      opacities: splats.map((s) => s.opacity),
      shDegree: 0 as const,
      shRest: null,
    };
    const bench = new KernelBench({ cloud, eyes: [frontEye(64, 64)], variant });
    bench.prepare();
    bench.blendAll(0, 4);
    for (const word of bench.pixels(0)) {
      expect(word >>> 24).toBe(255);
      expect(word & 255).toBe(0);
      expect((word >>> 16) & 255).toBeGreaterThan(253);
    }
    expect(bench.depths(0).every((depth) => depth === 1)).toBe(true);
  });
});

describe('builds of the kernels', () => {
  it('come to the same picture within 50 dB, from the same lists', () => {
    const eyes = stereoEyes(162, 130);
    const cloud = randomCloud({ count: 2500, seed: 9, near: 0.5, spread: 1, maxScale: 0.3, shDegree: 3 });
    const benches = VARIANTS.map((variant) => new KernelBench({ cloud, eyes, variant, head: [0, 0, 0] }));
    const lists = benches.map((bench) => bench.prepare());
    expect(lists[0]).toEqual(lists[VARIANTS.indexOf('simd')]);
    for (const bench of benches) bench.blendAll(0, 4);
    for (const eye of [0, 1]) {
      const simd = Float32Array.from(benches[VARIANTS.indexOf('simd')]!.bytes(eye), (byte) => byte / 255);
      for (const bench of benches) expect(decibels(bench.bytes(eye), simd)).toBeGreaterThan(50);
    }
  });
});
