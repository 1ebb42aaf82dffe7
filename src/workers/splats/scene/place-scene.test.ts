import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeSplats } from '../formats/decode.ts';
import { orient } from '../formats/orient.ts';
import { loadWebpWasm } from '../formats/webp-wasm-node.ts';
import { box, splatsAt, together, walls } from '../test-support/made-scenes.ts';
import { type PlacedScene, placeScene } from './place-scene.ts';

const room = together(
  splatsAt(box([-3, -1.22, -3], [3, -1.18, 3], 6000, 1)),
  splatsAt(walls(3, -1.2, 1.4, 6000, 2)),
);

function scaled(factor: number) {
  const times = (value: number) => value * factor;
  return { ...room, positions: room.positions.map(times), scales: room.scales.map(times) };
}

describe('placeScene', () => {
  it('leaves a scene of ordinary size as it is', () => {
    const placed = placeScene(room, { metresPerUnit: 0, format: 'ply' });
    expect(placed.raw).toBe(room);
    expect(placed).toMatchObject({ metresPerUnit: 1, remarks: [] });
    expect(placed.floorY).toBeCloseTo(-1.2, 1);
    expect(placed.bounds[0]).toBeCloseTo(-3, 1);
  });

  it.each([
    [0.002, 100],
    [0.05, 10],
    [100, 0.1],
    [1e6, 1e-5],
  ])('brings a scene %d times its size to a person’s, and says so', (factor, expected) => {
    const { raw, metresPerUnit, bounds, floorY, remarks } = placeScene(scaled(factor), {
      metresPerUnit: 0,
      format: 'spz',
    });
    expect(metresPerUnit).toBeCloseTo(expected, 12);
    const size = factor * expected;
    expect(raw.positions[0]! / room.positions[0]!).toBeCloseTo(size, 4);
    expect(raw.scales[0]! / room.scales[0]!).toBeCloseTo(size, 4);
    expect(bounds[3]).toBeCloseTo(3 * size, 0);
    expect(floorY / size).toBeCloseTo(-1.2, 0);
    expect(remarks).toEqual([
      expect.stringMatching(/^A unit of the file was taken for [\d.]+ m; .+ m across\.$/),
    ]);
  });

  it('takes glTF for metres, and a person’s word for anything', () => {
    expect(placeScene(scaled(0.002), { metresPerUnit: 0, format: 'gltf' }).metresPerUnit).toBe(1);
    const chosen = placeScene(room, { metresPerUnit: 0.01, format: 'gltf' });
    expect(chosen).toMatchObject({ metresPerUnit: 0.01, remarks: [] });
    expect(chosen.raw.positions[0]).toBeCloseTo(room.positions[0]! * 0.01, 6);
    expect(placeScene(scaled(1e-30), { metresPerUnit: 0, format: 'ply' }).metresPerUnit).toBe(1e6);
    expect(placeScene(scaled(1e20), { metresPerUnit: 0, format: 'ply' }).metresPerUnit).toBe(1e-6);
    expect(placeScene(room, { metresPerUnit: Number.NaN, format: 'ply' }).metresPerUnit).toBe(1);
  });

  it('sets a thing on its own lower end', () => {
    const thing = splatsAt(box([-0.5, 2, -0.5], [0.5, 3, 0.5], 3000, 5));
    expect(placeScene(thing, { metresPerUnit: 0, format: 'ply' }).floorY).toBeCloseTo(2, 1);
  });

  it('takes a scene without extent', () => {
    const point = splatsAt([[1, 2, 3]]);
    expect(placeScene(point, { metresPerUnit: 0, format: 'ply' })).toMatchObject({
      metresPerUnit: 1,
      floorY: 2,
    });
  });
});

async function placeFile(path: string): Promise<PlacedScene> {
  const options = { loadWebpWasm };
  const { raw, format } = await decodeSplats(path, new Uint8Array(readFileSync(path)), undefined, options);
  return placeScene(orient(raw, 'auto'), { metresPerUnit: 0, format });
}

describe('placed scenes', () => {
  it('finds the floor of the default scene at zero', async () => {
    expect(await placeFile('assets/scenes/default.spz')).toMatchObject({ metresPerUnit: 1, floorY: 0 });
  });

  const CAPTURES = '../shared/data/splats/';
  // Least and greatest height of the floor as seen in pictures: the turf, the lower end of plinth or stand.
  it.skipIf(!existsSync(CAPTURES)).each([
    ['statue-garden-1160k/statue-garden-1160k.sog', -1.05, -0.85],
    ['narcissus-101k/narcissus-101k.spz', -1.3, -0.9],
    ['guitar.compressed.ply', -0.1, 0.1],
    ['st-peter.sog', -1.7, -1.1],
    ['massa.sog', -1.9, -1.3],
    ['playbot-31k/playbot-31k.ply', -0.1, 0.1],
  ])('finds the floor of %s (where ../shared/data has it)', { timeout: 30_000 }, async (file, low, high) => {
    const { floorY, metresPerUnit } = await placeFile(CAPTURES + file);
    expect(metresPerUnit).toBe(1);
    expect(floorY).toBeGreaterThan(low);
    expect(floorY).toBeLessThan(high);
  });
});
