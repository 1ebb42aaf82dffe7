import { describe, expect, it } from 'vitest';
import type { Plane, VdpPasses } from '../../shared/vdp-passes.ts';
import { createReferencePasses } from './passes-reference.ts';
import { pyramidBands } from './pyramid-bands.ts';
import { PyramidPlanes } from './pyramid-planes.ts';
import { temporalFilters } from './temporal-filters.ts';
import { randomFrom } from './test-support/pictures.ts';

function filled(passes: VdpPasses, length: number, value: (i: number) => number): Plane {
  const plane = passes.allocate(length);
  const view = passes.view(plane, length);
  for (let i = 0; i < length; i++) view[i] = value(i);
  return plane;
}

describe('reduce and expand', () => {
  it.each([
    [16, 12],
    [17, 13],
    [33, 9],
  ])('keep an even grey of %i × %i', (width, height) => {
    const passes = createReferencePasses();
    const count = Math.ceil(width / 2) * Math.ceil(height / 2);
    const coarse = passes.allocate(count);
    passes.reduce(
      filled(passes, width * height, () => 7),
      width,
      height,
      coarse,
    );
    for (const value of passes.view(coarse, count)) expect(value).toBeCloseTo(7, 5);
    const fine = passes.allocate(width * height);
    passes.expand(coarse, width, height, fine);
    for (const value of passes.view(fine, width * height)) expect(value).toBeCloseTo(7, 5);
  });

  it.each([
    [17, 12, 0.75],
    [16, 13, 1.25],
  ])('take the parity of the rows at the right edge of %i × %i', (width, height, share) => {
    const passes = createReferencePasses();
    const outWidth = Math.ceil(width / 2);
    const count = outWidth * Math.ceil(height / 2);
    const coarse = passes.allocate(count);
    passes.reduce(
      filled(passes, width * height, () => 1),
      width,
      height,
      coarse,
    );
    const view = passes.view(coarse, count);
    for (let i = 0; i < count; i++) {
      expect(view[i]).toBeCloseTo(i % outWidth === outWidth - 1 ? share : 1, 5);
    }
  });

  it('give the picture back when the bands are added up', () => {
    const passes = createReferencePasses();
    const [width, height] = [45, 64];
    const random = randomFrom(3);
    const bands = pyramidBands(width, height, 30);
    const pyramid = new PyramidPlanes(passes, bands);
    const picture = Float32Array.from({ length: width * height }, () => 100 * random());
    passes.view(pyramid.levels[0]!, picture.length).set(picture);
    pyramid.build();
    let sum = pyramid.levels.at(-1)!;
    for (let i = bands.length - 2; i >= 0; i--) {
      const { fine, coarse } = pyramid.pair(i);
      const size = bands[i]!.width * bands[i]!.height;
      const [low, own] = [passes.allocate(size), passes.allocate(size)];
      passes.expand(coarse, bands[i]!.width, bands[i]!.height, low);
      passes.expand(sum, bands[i]!.width, bands[i]!.height, own);
      const [level, mean, total] = [passes.view(fine, size), passes.view(low, size), passes.view(own, size)];
      for (let k = 0; k < size; k++) total[k]! += level[k]! - mean[k]!;
      sum = own;
    }
    const rebuilt = passes.view(sum, picture.length);
    for (let k = 0; k < picture.length; k++) expect(rebuilt[k]).toBeCloseTo(picture[k]!, 3);
  });
});

describe('temporal', () => {
  it('weighs the newest frame with the first tap', () => {
    const passes = createReferencePasses();
    const { sustained, transient } = temporalFilters(30);
    const frames = Array.from(sustained, (_, k) => filled(passes, 3, (i) => (i === 2 ? 1 : k === i ? 1 : 0)));
    const [slow, fast] = [passes.allocate(3), passes.allocate(3)];
    passes.temporal(frames, sustained, transient, 3, slow, fast);
    expect(passes.view(slow, 3)[1]).toBeCloseTo(sustained[1]!, 6);
    expect(passes.view(fast, 3)[0]).toBeCloseTo(transient[0]!, 6);
    expect(passes.view(slow, 3)[2]).toBeCloseTo(1, 5);
  });
});

describe('bandErrors', () => {
  it('wants to be configured first', () => {
    const passes = createReferencePasses();
    const plane = passes.allocate(64);
    const pair = { fine: plane, coarse: plane };
    const band = { width: 8, height: 8, test: [pair], reference: [pair], gain: 1, rho: 0 };
    expect(() =>
      passes.bandErrors({ ...band, foveation: null, difference: null }, new Float64Array(2)),
    ).toThrow(/configured/);
  });
});
