import { describe, expect, it } from 'vitest';
import { rotationMatrix } from '../../../kernels/splats/reference/rotation-matrix.ts';
import {
  type RandomCloud,
  randomCloud,
} from '../../../kernels/splats/reference/test-support/random-cloud.ts';
import type { RawSplats } from '../formats/raw-splats.ts';
import { buildScene, SCENE_START } from './build-scene.ts';
import {
  ARRAY,
  CHUNK_FIELD,
  CHUNK_FIELDS,
  CHUNK_SIZE,
  SPLAT_ARRAYS,
  type SplatScene,
  sceneBytes,
} from './splat-scene.ts';

const rawOf = (cloud: RandomCloud): RawSplats => ({ ...cloud, up: 'y-up' });

function build(raw: RawSplats, keepFileOrder = true): SplatScene {
  return buildScene(raw, {
    keepFileOrder,
    createMemory: (bytes) =>
      new WebAssembly.Memory({ initial: Math.ceil(bytes / 65536), maximum: 4096, shared: true }),
  });
}

const arrayOf = (scene: SplatScene, array: number) =>
  new Float32Array(scene.memory.buffer, scene.arrays + array * scene.stride, scene.count);
const fileOrderOf = (scene: SplatScene) => new Uint32Array(scene.memory.buffer, scene.fileOrder, scene.count);

/** Rows of the chunk table. */
function chunksOf(scene: SplatScene) {
  const floats = new Float32Array(scene.memory.buffer, scene.chunkTable, scene.chunkCount * CHUNK_FIELDS);
  const ints = new Int32Array(scene.memory.buffer, scene.chunkTable, scene.chunkCount * CHUNK_FIELDS);
  return Array.from({ length: scene.chunkCount }, (_, chunk) => {
    const field = (name: keyof typeof CHUNK_FIELD) => floats[chunk * CHUNK_FIELDS + CHUNK_FIELD[name]]!;
    return {
      start: ints[chunk * CHUNK_FIELDS + CHUNK_FIELD.start]!,
      count: ints[chunk * CHUNK_FIELDS + CHUNK_FIELD.count]!,
      x: field('x'),
      y: field('y'),
      z: field('z'),
      radius: field('radius'),
      sigma: field('sigma'),
      spread: field('spread'),
    };
  });
}

describe('buildScene', () => {
  const raw = rawOf(randomCloud({ count: 3000, seed: 1, minScale: 0.001, maxScale: 0.5 }));
  const scene = build(raw);

  it('holds every splat of the file once, and says which one it was', () => {
    const order = fileOrderOf(scene);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 3000 }, (_, i) => i));
    const [x, y, z] = [arrayOf(scene, ARRAY.x), arrayOf(scene, ARRAY.y), arrayOf(scene, ARRAY.z)];
    const opacity = arrayOf(scene, ARRAY.logOpacity);
    order.forEach((from, i) => {
      expect([x[i], y[i], z[i]]).toEqual([...raw.positions.subarray(3 * from, 3 * from + 3)]);
      expect(2 ** opacity[i]!).toBeCloseTo(Math.max(1e-6, raw.opacities[from]!), 5);
    });
  });

  it('stores the covariance R S Sᵀ Rᵀ of each', () => {
    const entries = [0, 1, 2, 3, 4, 5].map((k) => arrayOf(scene, ARRAY.covariance + k));
    fileOrderOf(scene).forEach((from, i) => {
      const r = rotationMatrix(raw.rotations, 4 * from);
      const s = raw.scales.subarray(3 * from, 3 * from + 3);
      const largest = Math.max(...s) ** 2;
      let entry = 0;
      for (let row = 0; row < 3; row++) {
        for (let column = row; column < 3; column++) {
          const expected = [0, 1, 2].reduce(
            (sum, k) => sum + r[3 * row + k]! * s[k]! ** 2 * r[3 * column + k]!,
            0,
          );
          expect(Math.abs(entries[entry++]![i]! - expected)).toBeLessThan(2e-7 * largest);
        }
      }
    });
  });

  it('keeps colours to half a step', () => {
    const words = new Uint32Array(
      scene.memory.buffer,
      scene.arrays + ARRAY.color * scene.stride,
      scene.count,
    );
    fileOrderOf(scene).forEach((from, i) => {
      for (let channel = 0; channel < 3; channel++) {
        const value = -0.75 + ((words[i]! >>> (10 * channel)) & 1023) * (2.5 / 1023);
        expect(Math.abs(value - raw.colors[3 * from + channel]!)).toBeLessThan(0.5001 * (2.5 / 1023));
      }
    });
  });

  it('bounds the centres and the reach of a chunk by its two spheres', () => {
    const chunks = chunksOf(scene);
    expect(chunks.reduce((sum, chunk) => sum + chunk.count, 0)).toBe(3000);
    chunks.forEach((chunk, c) => {
      expect(chunk.start).toBe(c * CHUNK_SIZE);
      let [radius, spread, variance] = [0, 0, 0];
      for (let i = chunk.start; i < chunk.start + chunk.count; i++) {
        const from = fileOrderOf(scene)[i]!;
        const p = raw.positions.subarray(3 * from, 3 * from + 3);
        const distance = Math.hypot(p[0]! - chunk.x, p[1]! - chunk.y, p[2]! - chunk.z);
        const scales = raw.scales.subarray(3 * from, 3 * from + 3);
        // alpha falls to 1/255 where half the squared distance, in standard deviations, is ln(255 · opacity).
        const sigmas = Math.sqrt(2 * Math.log(Math.max(1, 255 * raw.opacities[from]!)));
        radius = Math.max(radius, distance + sigmas * Math.max(...scales));
        spread = Math.max(spread, distance);
        variance = Math.max(variance, scales.reduce((sum, s) => sum + s * s, 0) / 2);
      }
      expect(chunk.radius).toBeGreaterThanOrEqual(radius * (1 - 1e-6));
      expect(chunk.spread).toBeGreaterThanOrEqual(spread * (1 - 1e-6));
      expect(chunk.spread).toBeLessThan(spread * (1 + 1e-5));
      expect(chunk.sigma).toBeCloseTo(Math.sqrt(variance), 4);
    });
  });

  it('puts its parts side by side without overlap and leaves kernels four places to read on', () => {
    const parts = [
      [0, SCENE_START],
      [scene.arrays, SPLAT_ARRAYS * scene.stride],
      [scene.chunkTable, scene.chunkCount * CHUNK_FIELDS * 4],
      [scene.fileOrder, scene.count * 4],
    ] as const;
    const sorted = [...parts].sort((a, b) => a[0] - b[0]);
    sorted.forEach(([start, bytes], i) => {
      expect(start + bytes).toBeLessThanOrEqual(sorted[i + 1]?.[0] ?? scene.end);
    });
    expect(scene.stride).toBeGreaterThanOrEqual((scene.count + 4) * 4);
    expect(scene.end % 16).toBe(0);
    expect(sceneBytes(scene) / scene.count).toBeLessThanOrEqual(64);
  });

  it('leaves the file order out where it is not asked for', () => {
    const plain = build(raw, false);
    expect(plain.fileOrder).toBe(0);
    expect(plain.end).toBeLessThan(scene.end);
    expect([...arrayOf(plain, ARRAY.x)]).toEqual([...arrayOf(scene, ARRAY.x)]);
  });

  it.each([1, 2, 511, 512, 513])('takes %i splats', (count) => {
    const small = build(rawOf(randomCloud({ count, seed: count })));
    expect(small.chunkCount).toBe(Math.ceil(count / CHUNK_SIZE));
    expect(chunksOf(small).reduce((sum, chunk) => sum + chunk.count, 0)).toBe(count);
    expect(new Set(fileOrderOf(small)).size).toBe(count);
  });

  it('takes splats that all lie in one place', () => {
    const cloud = randomCloud({ count: 600, seed: 3 });
    cloud.positions.fill(1.5);
    const point = build(rawOf(cloud));
    expect(new Set(fileOrderOf(point)).size).toBe(600);
    for (const chunk of chunksOf(point)) expect(chunk).toMatchObject({ x: 1.5, y: 1.5, z: 1.5, spread: 0 });
  });

  it('reports progress from start to end', () => {
    const seen: number[] = [];
    buildScene(raw, {
      keepFileOrder: false,
      createMemory: () => new WebAssembly.Memory({ initial: 64, maximum: 64, shared: true }),
      onProgress: (fraction) => seen.push(fraction),
    });
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    expect(seen.at(-1)).toBe(1);
  });
});

describe('colours of buildScene', () => {
  it('are clamped below at zero where no harmonics follow, and kept where they do', () => {
    const flat = randomCloud({ count: 10, seed: 4 });
    flat.colors.fill(-0.5);
    const curved = randomCloud({ count: 10, seed: 4, shDegree: 1 });
    curved.colors.fill(-0.5);
    const [black, negative] = [flat, curved].map((cloud) => {
      const scene = build(rawOf(cloud));
      return new Uint32Array(scene.memory.buffer, scene.arrays + ARRAY.color * scene.stride, 1)[0]! & 1023;
    });
    expect(-0.75 + (black! * 2.5) / 1023).toBeCloseTo(0, 2);
    expect(-0.75 + (negative! * 2.5) / 1023).toBeCloseTo(-0.5, 2);
  });
});

describe('harmonics of buildScene', () => {
  it.each([1, 2, 3] as const)(
    'of degree %i are kept to half a step in planes of red, green and blue',
    (shDegree) => {
      const raw = rawOf(randomCloud({ count: 700, seed: 6, shDegree }));
      const scene = build(raw);
      const terms = [0, 3, 8, 15][shDegree]!;
      const bytes = new Int8Array(scene.memory.buffer, scene.harmonics, scene.count * scene.harmonicBytes);
      expect(scene.harmonicScale).toBeLessThan(0.3 / 126);
      fileOrderOf(scene).forEach((from, i) => {
        for (let channel = 0; channel < 3; channel++) {
          for (let k = 0; k < scene.harmonicBytes / 3; k++) {
            const stored = bytes[i * scene.harmonicBytes + (channel * scene.harmonicBytes) / 3 + k]!;
            const expected = k < terms ? raw.shRest![(from * terms + k) * 3 + channel]! : 0;
            expect(Math.abs(stored * scene.harmonicScale - expected)).toBeLessThan(
              0.5001 * scene.harmonicScale,
            );
          }
        }
      });
    },
  );

  it('do not let a few wild coefficients coarsen the others', () => {
    const raw = rawOf(randomCloud({ count: 100, seed: 7, shDegree: 1 }));
    raw.shRest![5] = 40;
    raw.shRest![7] = -40;
    const scene = build(raw);
    expect(scene.harmonicScale).toBeCloseTo(1 / 127, 6);
    const bytes = new Int8Array(scene.memory.buffer, scene.harmonics, 12 * 100);
    expect(Math.max(...bytes)).toBe(127);
    expect(Math.min(...bytes)).toBe(-127);
  });
});
