import { beforeEach, describe, expect, it } from 'vitest';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from '../../../shared/test-support/allocation.ts';
import { drawFakeEye } from '../test-support/fake-tracker.ts';
import { HEADSET, PAPER } from '../tracker-config.ts';
import { DarkMap } from './dark-map.ts';
import { TokenCrop } from './token-crop.ts';

const { width, height } = HEADSET;
const image = new Uint8Array(width * height);
let map: DarkMap;

beforeEach(() => {
  map = new DarkMap(width, height);
});

function look(yawDeg: number, pitchDeg = 0, openness = 1): DarkMap {
  drawFakeEye(yawDeg, pitchDeg, openness, image);
  map.take(image);
  return map;
}

describe('DarkMap', () => {
  it('marks the pupil and nothing else', () => {
    look(0);
    // A disc of radius 8 covers 12.6 cells, and parts of more.
    expect(map.count).toBeGreaterThan(8);
    expect(map.count).toBeLessThan(20);
    const [row, column] = [height / 8, width / 8];
    expect(map.dark[row * map.columns + column]).toBe(1);
    expect(map.dark[0]).toBe(0);
    expect(map.contrast).toBeGreaterThan(80);
  });

  it('has no contrast where the image shows nothing', () => {
    map.take(image.fill(120));
    expect([map.contrast, map.count]).toEqual([0, 0]);
  });

  it('counts the cells in which an eye that moved differs', () => {
    const before = new DarkMap(width, height);
    look(0);
    before.copy(map);
    expect(map.difference(before)).toBe(0);
    look(15);
    const far = map.difference(before);
    expect(far).toBeGreaterThan(15);
    look(5);
    expect(map.difference(before)).toBeLessThan(far);
  });

  it('refuses sizes that cells do not fill', () => {
    expect(() => new DarkMap(126, 96)).toThrow(/126 × 96/);
  });
});

describe('TokenCrop', () => {
  const crop = new TokenCrop(HEADSET);

  it('has 5 × 4 of the 8 × 6 patches, and as much of the paper’s grid', () => {
    expect(crop.box).toMatchObject({ columns: 5, rows: 4 });
    expect(new TokenCrop(PAPER).box).toMatchObject({ columns: 9, rows: 9 });
  });

  it.each([
    [-40, 0],
    [0, 0],
    [40, 0],
    [0, 30],
    [0, -30],
    [45, -30],
  ])('holds the whole pupil at %d, %d', (yaw, pitch) => {
    const box = crop.choose(look(yaw, pitch), null)!;
    const x = width / 2 + 0.8 * yaw;
    const y = height / 2 - 0.8 * pitch;
    expect(16 * box.left).toBeLessThanOrEqual(x - 8);
    expect(16 * (box.left + box.columns)).toBeGreaterThanOrEqual(x + 8);
    expect(16 * box.top).toBeLessThanOrEqual(y - 8);
    expect(16 * (box.top + box.rows)).toBeGreaterThanOrEqual(y + 8);
    expect(box.left + box.columns).toBeLessThanOrEqual(8);
    expect(box.top + box.rows).toBeLessThanOrEqual(6);
  });

  it('goes with what moves rather than with what is always dark', () => {
    const lashes = () => {
      for (let y = 0; y < 12; y++) image.fill(25, y * width, y * width + 48);
    };
    const before = new DarkMap(width, height);
    drawFakeEye(15, -20, 1, image);
    lashes();
    before.take(image);
    drawFakeEye(35, -20, 1, image);
    lashes();
    map.take(image);
    expect(crop.choose(map, before)!.left).toBeGreaterThan(1);
    expect(crop.choose(map, null)!.left).toBe(0);
  });

  it('asks for the whole image where nothing is dark', () => {
    expect(crop.choose(look(0, 0, 0), null)).toBeNull();
  });

  it('allocates nothing', () => {
    const before = new DarkMap(width, height);
    drawFakeEye(10, 5, 1, image);
    const bytes = bytesPerCall(() => {
      map.take(image);
      crop.choose(map, before);
      map.difference(before);
    }, 8000);
    expect(bytes).toBeLessThan(SMALLEST_OBJECT_BYTES);
  });
});
