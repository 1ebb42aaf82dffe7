import { beforeEach, describe, expect, it } from 'vitest';
import { bytesPerCall, SMALLEST_OBJECT_BYTES } from '../../../shared/test-support/allocation.ts';
import { HEADSET_CAMERA } from '../eye-camera/eye-cameras.ts';
import { randomConditions } from '../eye-camera/eye-conditions.ts';
import { eyeLabel } from '../eye-camera/eye-label.ts';
import { eyePerson } from '../eye-camera/eye-person.ts';
import { eyeRandom } from '../eye-camera/eye-random.ts';
import { createEyeRenderer } from '../eye-camera/eye-renderer.ts';
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
  let crop: TokenCrop;

  beforeEach(() => {
    crop = new TokenCrop(HEADSET);
  });

  it('has 5 × 4 of the 8 × 6 patches, and as much of the paper’s grid', () => {
    expect(crop.box).toMatchObject({ columns: 5, rows: 4 });
    expect(new TokenCrop(PAPER).box).toMatchObject({ columns: 9, rows: 9 });
  });

  it.each([
    [-28, 0],
    [0, 0],
    [28, 0],
    [0, 26],
    [0, -26],
    [20, -20],
  ])('holds the whole pupil at %d, %d', (yaw, pitch) => {
    const box = crop.choose(look(yaw, pitch), Number.POSITIVE_INFINITY)!;
    const x = width / 2 + 0.8 * yaw;
    const y = height / 2 - 0.8 * pitch;
    expect(16 * box.left).toBeLessThanOrEqual(x - 8);
    expect(16 * (box.left + box.columns)).toBeGreaterThanOrEqual(x + 8);
    expect(16 * box.top).toBeLessThanOrEqual(y - 8);
    expect(16 * (box.top + box.rows)).toBeGreaterThanOrEqual(y + 8);
    expect(box.left + box.columns).toBeLessThanOrEqual(8);
    expect(box.top + box.rows).toBeLessThanOrEqual(6);
  });

  it('is not drawn to lashes, which are long', () => {
    drawFakeEye(10, -10, 1, image);
    for (let y = 8; y < 20; y++) image.fill(15, y * width + 20, y * width + 100);
    map.take(image);
    expect(crop.choose(map, Number.POSITIVE_INFINITY)).toMatchObject({ left: 2, top: 2 });
  });

  it('stays where it is while nothing moves', () => {
    const { left } = crop.choose(look(-20), Number.POSITIVE_INFINITY)!;
    expect(crop.choose(look(25), 3)!.left).toBe(left);
    expect(crop.choose(look(25), 30)!.left).toBeGreaterThan(left);
    crop.choose(look(-20), 30);
    crop.reset();
    expect(crop.choose(look(25), 3)!.left).toBeGreaterThan(left);
  });

  it('asks for the whole image where no pupil is to be seen', () => {
    expect(crop.choose(look(0, 0, 0), Number.POSITIVE_INFINITY)).toBeNull();
  });

  it('allocates next to nothing', () => {
    const before = new DarkMap(width, height);
    drawFakeEye(10, 5, 1, image);
    const bytes = bytesPerCall(() => {
      map.take(image);
      crop.choose(map, 100 + map.difference(before));
    }, 8000);
    expect(bytes).toBeLessThan(4 * SMALLEST_OBJECT_BYTES);
  });
});

describe('crop of eye images', () => {
  it('has the pupil of nearly all people and directions inside', () => {
    const renderer = createEyeRenderer(HEADSET_CAMERA);
    const crop = new TokenCrop(HEADSET);
    let [seen, inside] = [0, 0];
    for (let seed = 1; seed <= 25; seed++) {
      const person = eyePerson(5000 + seed);
      for (let i = 0; i < 4; i++) {
        const conditions = randomConditions(eyeRandom(10 * seed + i, 4), person, 'open');
        const { pupil, pupilVisible } = eyeLabel(person, HEADSET_CAMERA, conditions);
        if (pupilVisible < 0.5) continue;
        renderer.render(person, conditions, image);
        map.take(image);
        const box = crop.choose(map, Number.POSITIVE_INFINITY);
        seen++;
        if (!box) continue;
        const [x, y] = [pupil[0] / 16 - box.left, pupil[1] / 16 - box.top];
        if (x > 0 && x < box.columns && y > 0 && y < box.rows) inside++;
      }
    }
    expect(seen).toBeGreaterThan(80);
    expect(inside / seen).toBeGreaterThan(0.94);
  });
});
