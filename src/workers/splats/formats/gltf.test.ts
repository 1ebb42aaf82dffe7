import { describe, expect, it } from 'vitest';
import { decodeSplats } from './decode.ts';
import { type RawSplats, SplatFileError } from './raw-splats.ts';
import { rotateHarmonics } from './rotate-harmonics.ts';
import { SH_C0 } from './splat-arrays.ts';
import {
  addAccessor,
  addView,
  draftGltf,
  type GltfDraft,
  packGlb,
  packGltf,
  SPLATTING,
  splatPrimitive,
} from './testing/encode-gltf.ts';
import { encodeSpz } from './testing/encode-spz.ts';
import { beyond, differences, syntheticSplats } from './testing/synthetic-splats.ts';

const EXACT = { positions: 1e-5, scales: 2e-6, rotations: 2e-6, colors: 1e-6, opacities: 1e-6, shRest: 2e-6 };

async function read(bytes: Uint8Array, beside?: Record<string, Uint8Array>): Promise<RawSplats> {
  const readBeside =
    beside && (async (path: string) => beside[path] ?? Promise.reject(new SplatFileError(path)));
  return toGltfAxes((await decodeSplats('a.glb', bytes, undefined, readBeside ? { readBeside } : {})).raw);
}

/** The half turn about y that reading makes, undone. */
function toGltfAxes(raw: RawSplats): RawSplats {
  const rotations = new Float32Array(raw.count * 4);
  for (let at = 0; at < rotations.length; at += 4) {
    const [x, y, z, w] = raw.rotations.subarray(at, at + 4) as unknown as [number, number, number, number];
    rotations.set([z, w, -x, -y], at);
  }
  return {
    ...raw,
    positions: raw.positions.map((value, k) => (k % 3 === 1 ? value : -value)),
    rotations,
    shRest: raw.shRest && rotateHarmonics(raw.shRest, raw.shDegree, [-1, 0, 0, 0, 1, 0, 0, 0, -1]),
  };
}

/** One splat with known axes, to be moved by nodes. */
function single(): RawSplats {
  return { ...syntheticSplats(1, 3, 'y-up', 4), rotations: Float32Array.of(0, 0, 0, 1) };
}

const readNode = (raw: RawSplats, node: Record<string, unknown>, parents: Record<string, unknown>[] = []) => {
  const draft = draftGltf(raw);
  draft.json.nodes = [
    ...parents.map((parent, k) => ({ ...parent, children: [k + 1] })),
    { mesh: 0, ...node },
  ];
  return read(packGlb(draft));
};

/** Covariance xx xy xz yy yz zz of a splat. */
function covariance({ rotations, scales }: RawSplats, i = 0): number[] {
  const [x, y, z, w] = rotations.subarray(i * 4, i * 4 + 4) as unknown as [number, number, number, number];
  const m = [
    [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
    [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
    [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
  ];
  const entry = (a: number, b: number): number =>
    [0, 1, 2].reduce((sum, k) => sum + m[a]![k]! * m[b]![k]! * scales[i * 3 + k]! ** 2, 0);
  return [entry(0, 0), entry(0, 1), entry(0, 2), entry(1, 1), entry(1, 2), entry(2, 2)];
}

/** Covariance M C Mᵀ, M row-major. */
function mapped(m: number[], c: number[]): number[] {
  const full = [c[0]!, c[1]!, c[2]!, c[1]!, c[3]!, c[4]!, c[2]!, c[4]!, c[5]!];
  const entry = (a: number, b: number): number => {
    let sum = 0;
    for (let j = 0; j < 3; j++) {
      for (let k = 0; k < 3; k++) sum += m[a * 3 + j]! * full[j * 3 + k]! * m[b * 3 + k]!;
    }
    return sum;
  };
  return [entry(0, 0), entry(0, 1), entry(0, 2), entry(1, 1), entry(1, 2), entry(2, 2)];
}

describe('gltf', () => {
  it.each([0, 1, 2, 3] as const)('keeps every field at degree %i', async (degree) => {
    const raw = syntheticSplats(200, degree, 'y-up', degree + 2);
    const back = await read(packGlb(draftGltf(raw)));
    expect(beyond(differences(back, raw), EXACT)).toEqual({});
    expect(back).toMatchObject({ count: 200, shDegree: degree, up: 'y-up' });
  });

  it('turns the front of a scene to -z, where other formats have it', async () => {
    const raw = { ...syntheticSplats(1, 0, 'y-up'), positions: Float32Array.of(1, 2, 3) };
    const { raw: back } = await decodeSplats('a.glb', packGlb(draftGltf(raw)));
    expect([...back.positions]).toEqual([-1, 2, -3]);
    expect(covariance(back)[1]).toBeCloseTo(-covariance(raw)[1]!, 6);
  });

  it.each(['byte', 'short'] as const)('reads normalized integers: %s', async (precision) => {
    const raw = syntheticSplats(200, 1, 'y-up', 5);
    const step = precision === 'byte' ? 1 / 127 : 1 / 32767;
    const found = differences(await read(packGlb(draftGltf(raw, precision))), raw);
    // The smallest scale is 5 mm.
    expect(
      beyond(found, { ...EXACT, scales: step / 4 / 0.005, rotations: 1.5 * step, opacities: step }),
    ).toEqual({});
  });

  it('reads buffers in other files, in data addresses and with gaps between elements', async () => {
    const raw = syntheticSplats(40, 1, 'y-up', 6);
    const draft = draftGltf(raw);
    const beside = { 'sub dir/a.bin': draft.binary };
    const apart = await decodeSplats('a.gltf', packGltf(draft, './sub%20dir/a.bin'), undefined, {
      readBeside: async (path) => beside[path as keyof typeof beside],
    });
    expect(apart.format).toBe('gltf');
    expect(beyond(differences(toGltfAxes(apart.raw), raw), EXACT)).toEqual({});
    expect(beyond(differences(await read(packGltf(draft)), raw), EXACT)).toEqual({});

    const spread = new Float32Array(40 * 5);
    for (let i = 0; i < 40; i++) spread.set(raw.positions.subarray(i * 3, i * 3 + 3), i * 5 + 1);
    const view = addView(draft, new Uint8Array(spread.buffer));
    Object.assign(draft.json.bufferViews[view]!, { byteStride: 20 });
    Object.assign(draft.json.accessors[0]!, { bufferView: view, byteOffset: 4 });
    expect(beyond(differences(await read(packGlb(draft)), raw), EXACT)).toEqual({});
  });

  it('reads sparse accessors', async () => {
    const raw = syntheticSplats(40, 0, 'y-up', 7);
    const draft = draftGltf(raw);
    const indices = addView(draft, Uint8Array.of(3, 39));
    const values = addView(draft, new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6).buffer));
    draft.json.accessors[0]!.sparse = {
      count: 2,
      indices: { bufferView: indices, componentType: 5121 },
      values: { bufferView: values },
    };
    const back = await read(packGlb(draft));
    expect([...back.positions.subarray(9, 12), ...back.positions.subarray(117)]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(back.positions[0]).toBe(raw.positions[0]);
  });

  it('reads what drafts of the extension had: logarithms of scales, underscored names, plain colours', async () => {
    const raw = syntheticSplats(60, 0, 'y-up', 8);
    const logs = draftGltf({ ...raw, scales: raw.scales.map(Math.log) });
    expect(beyond(differences(await read(packGlb(logs)), raw), EXACT)).toEqual({});
    const old = draftGltf(raw, 'float', '_');
    expect(beyond(differences(await read(packGlb(old)), raw), EXACT)).toEqual({});
    const plain = draftGltf(raw);
    const rgba = Float32Array.from({ length: 240 }, (_, n) =>
      n % 4 === 3 ? raw.opacities[n >> 2]! : raw.colors[(n >> 2) * 3 + (n & 3)]!,
    );
    const attributes = plain.json.meshes[0]!.primitives[0]!.attributes as Record<string, number>;
    attributes.COLOR_0 = addAccessor(plain, rgba, 4, 'float', false);
    delete attributes[`${SPLATTING}:OPACITY`];
    delete attributes[`${SPLATTING}:SH_DEGREE_0_COEF_0`];
    expect(beyond(differences(await read(packGlb(plain)), raw), EXACT)).toEqual({});
  });

  it('turns linear colours into sRGB', async () => {
    const raw = {
      ...syntheticSplats(2, 1, 'y-up', 9),
      colors: Float32Array.of(0, 1, 0.2140411, 0.5, 0.002, 0.0331),
    };
    const draft = draftGltf(raw);
    draft.json.meshes[0]!.primitives = [
      splatPrimitive(draft.json.meshes[0]!.primitives[0]!.attributes as Record<string, number>, {
        colorSpace: 'lin_rec709_display',
      }),
    ];
    const back = await read(packGlb(draft));
    const expected = [0, 1, 0.5, 0.7353569, 0.02584, 0.2];
    for (const [k, value] of expected.entries()) expect(back.colors[k]).toBeCloseTo(value, 4);
    // A small harmonic changes the linear colour 0.5 by what it changes the sRGB one divided by the slope.
    const slope = (1.055 / 2.4) * 0.5 ** (1 / 2.4 - 1);
    expect(back.shRest![9]! / raw.shRest![9]!).toBeCloseTo(slope, 4);
  });

  it.each([2, 3] as const)('reads an SPZ of version %i in a buffer view', async (version) => {
    const raw = syntheticSplats(50, 1, 'y-up', 10);
    const spz = encodeSpz(raw, version);
    for (const where of ['today', 'draft'] as const) {
      const draft = draftGltf(syntheticSplats(1, 0, 'y-up'));
      const bufferView = addView(draft, spz);
      draft.json.meshes[0]!.primitives =
        where === 'today'
          ? [splatPrimitive({}, { extensions: { KHR_gaussian_splatting_compression_spz_2: { bufferView } } })]
          : [
              {
                mode: 0,
                attributes: {},
                extensions: { KHR_spz_gaussian_splats_compression: { bufferView } },
              },
            ];
      // The axes of SPZ: the same picture whether wrapped or not.
      const expected = toGltfAxes((await decodeSplats('a.spz', spz)).raw);
      expect(beyond(differences(await read(packGlb(draft)), expected), EXACT)).toEqual({});
    }
  });
});

describe('nodes of a gltf', () => {
  it('move, turn and scale by translation, rotation, scale and matrices, parents last', async () => {
    const raw = single();
    const half = Math.SQRT1_2;
    // A quarter turn about z, twice as large, a metre to the right; then two metres up.
    const moved = await readNode(
      raw,
      { translation: [1, 0, 0], rotation: [0, 0, half, half], scale: [2, 2, 2] },
      [{ matrix: [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 2, 0, 1] }],
    );
    const [x, y, z] = raw.positions as unknown as number[];
    const expected: RawSplats = {
      ...raw,
      positions: Float32Array.of(1 - 2 * y!, 2 + 2 * x!, 2 * z!),
      scales: raw.scales.map((value) => 2 * value),
      rotations: Float32Array.of(0, 0, half, half),
      shRest: rotateHarmonics(raw.shRest!, 3, [0, -1, 0, 1, 0, 0, 0, 0, 1]),
    };
    expect(beyond(differences(moved, expected), { ...EXACT, shRest: 1e-5 })).toEqual({});
  });

  it.each([
    ['stretched', [3, 0, 0, 0, 1, 0, 0, 0, 0.5]],
    ['sheared', [1, 0.7, 0, 0, 1, 0, 0.2, 0, 1]],
    ['mirrored', [-1, 0, 0, 0, 1, 0, 0, 0, 1]],
    ['mirrored and stretched', [-1, 0.3, 0, 0, 2, 0, 0, 0, 1]],
    ['flattened', [1, 0, 0, 0, 0, 0, 0, 0, 1]],
    ['flattened to a line', [0, 0, 0, 0, 2, 0, 0, 0, 0]],
    ['shrunk to a point', [0, 0, 0, 0, 0, 0, 0, 0, 0]],
  ])('map ellipsoids as they are %s', async (_, m) => {
    const raw = syntheticSplats(20, 1, 'y-up', 11);
    const columns = [m[0], m[3], m[6], 0, m[1], m[4], m[7], 0, m[2], m[5], m[8], 0, 1, 2, 3, 1];
    const back = await readNode(raw, { matrix: columns });
    expect(back.count).toBe(20);
    for (let i = 0; i < 20; i++) {
      const expected = mapped(m as number[], covariance(raw, i));
      const found = covariance(back, i);
      for (let k = 0; k < 6; k++) expect(found[k]).toBeCloseTo(expected[k]!, 5);
      expect(Math.hypot(...back.rotations.subarray(i * 4, i * 4 + 4))).toBeCloseTo(1, 5);
      const position = raw.positions.subarray(i * 3, i * 3 + 3);
      for (let row = 0; row < 3; row++) {
        const moved = [0, 1, 2].reduce((sum, k) => sum + m[row * 3 + k]! * position[k]!, row + 1);
        expect(back.positions[i * 3 + row]).toBeCloseTo(moved, 5);
      }
    }
  });

  it('mirror harmonics with the scene', async () => {
    const raw = single();
    const back = await readNode(raw, { scale: [-1, 1, 1] });
    const parity = [1, 1, -1, -1, 1, 1, -1, 1, 1, -1, 1, 1, -1, 1, -1];
    for (let k = 0; k < 45; k++)
      expect(back.shRest![k]).toBeCloseTo(parity[Math.floor(k / 3)]! * raw.shRest![k]!, 5);
  });

  it('place a mesh several times and join primitives of different degrees', async () => {
    const raw = syntheticSplats(10, 2, 'y-up', 12);
    const draft = draftGltf(raw);
    const plain = syntheticSplats(5, 0, 'y-up', 13);
    const other = draftGltf(plain);
    const attributes = other.json.meshes[0]!.primitives[0]!.attributes as Record<string, number>;
    const copied = Object.entries(attributes).map(([semantic, accessor]) => {
      const values = {
        POSITION: plain.positions,
        ROTATION: plain.rotations,
        SCALE: plain.scales,
        OPACITY: plain.opacities,
      };
      const field = values[(semantic.split(':')[1] ?? semantic) as keyof typeof values];
      const components = ({ VEC3: 3, VEC4: 4, SCALAR: 1 } as const)[
        other.json.accessors[accessor]!.type as 'VEC3'
      ]!;
      const colors = plain.colors.map((value) => (value - 0.5) / SH_C0);
      return [semantic, addAccessor(draft, field ?? colors, components, 'float', false)] as const;
    });
    draft.json.meshes[0]!.primitives.push(splatPrimitive(Object.fromEntries(copied)), {
      attributes: {},
      mode: 4,
    });
    draft.json.nodes = [{ mesh: 0 }, { mesh: 0, translation: [10, 0, 0] }, { camera: 0 }];
    draft.json.scenes = [{ nodes: [1, 0, 2] }];
    const back = await read(packGlb(draft));
    expect(back).toMatchObject({ count: 30, shDegree: 2 });
    const shifted = [...back.positions].filter((_, n) => n % 3 === 0).sort((a, b) => a - b);
    expect(
      shifted.slice(0, 15).every((x) => Math.abs(x) <= 3) && shifted.slice(15).every((x) => x >= 7),
    ).toBe(true);
  });
});

describe('a gltf that cannot be read gets one sentence', () => {
  const raw = syntheticSplats(8, 1, 'y-up', 14);
  const broken = (change: (draft: GltfDraft) => void): Promise<RawSplats> => {
    const draft = draftGltf(raw);
    change(draft);
    return read(packGlb(draft));
  };
  const accessor = (fields: Record<string, unknown>) =>
    broken(({ json }) => Object.assign(json.accessors[0]!, fields));
  const view = (fields: Record<string, unknown>) =>
    broken(({ json }) => Object.assign(json.bufferViews[0]!, fields));
  const nodes = (list: Record<string, unknown>[]) =>
    broken(({ json }) => Object.assign(json, { nodes: list }));

  it.each<[string, () => Promise<unknown>, RegExp]>([
    [
      'no splats',
      () => broken(({ json }) => Object.assign(json, { meshes: [{ primitives: [] }] })),
      /without Gaussian splats/,
    ],
    [
      'glTF 1.0',
      () => broken(({ json }) => Object.assign(json, { asset: { version: '1.0' } })),
      /version “1\.0”/,
    ],
    ['no data', () => accessor({ bufferView: undefined, count: 9_000_000 }), /an accessor has no data/],
    [
      'a count beyond the data',
      () => accessor({ count: 9_000_000 }),
      /accessor of 9000000 elements has 96 bytes/,
    ],
    ['a count beyond memory', () => accessor({ count: 1e11 }), /more than fit in 2 GiB/],
    ['half a count', () => accessor({ count: 1.5 }), /“count” of 1\.5 is no count/],
    ['a negative count', () => accessor({ count: -1 }), /“count” of -1 is no count/],
    ['an unknown type', () => accessor({ type: 'constructor' }), /type “constructor”/],
    ['an unknown component type', () => accessor({ componentType: 5124 }), /component type 5124/],
    ['unequal counts', () => accessor({ count: 7 }), /are not 7 times 3 numbers/],
    ['elements inside each other', () => view({ byteStride: 4 }), /12 bytes lie 4 bytes apart/],
    ['a view beyond its buffer', () => view({ byteLength: 1e9 }), /has \d+ bytes of at least 1000000000/],
    [
      'meshopt',
      () => view({ extensions: { EXT_meshopt_compression: {} } }),
      /packed with EXT_meshopt_compression/,
    ],
    ['a circle of nodes', () => nodes([{ children: [1] }, { children: [0] }]), /not a tree/],
    ['a node with two parents', () => nodes([{ children: [1, 1] }, { mesh: 0 }]), /not a tree/],
    ['a node that is not there', () => nodes([{ children: [7] }]), /entry 7 of 1 “nodes”/],
    [
      'a matrix with text',
      () => nodes([{ mesh: 0, matrix: Array(16).fill('1') }]),
      /matrix of a node is not 16 numbers/,
    ],
    [
      'instances',
      () => nodes([{ mesh: 0, extensions: { EXT_mesh_gpu_instancing: {} } }]),
      /EXT_mesh_gpu_instancing/,
    ],
    [
      'lists that are none',
      () => broken(({ json }) => Object.assign(json, { nodes: 'many' })),
      /“nodes” is no list/,
    ],
    [
      'a missing attribute',
      () =>
        broken(({ json }) => {
          delete (json.meshes[0]!.primitives[0]!.attributes as Record<string, number>)[
            `${SPLATTING}:ROTATION`
          ];
        }),
      /has no “ROTATION”/,
    ],
    [
      'half a degree',
      () =>
        broken(({ json }) => {
          delete (json.meshes[0]!.primitives[0]!.attributes as Record<string, number>)[
            `${SPLATTING}:SH_DEGREE_1_COEF_2`
          ];
        }),
      /has no “SH_DEGREE_1_COEF_2”/,
    ],
    [
      'more places than allowed',
      () =>
        broken(({ json }) => {
          json.nodes = Array.from({ length: 1025 }, () => ({ mesh: 0 }));
          json.scenes = [{ nodes: json.nodes.map((_, k) => k) }];
        }),
      /at more than 1024 places/,
    ],
    [
      'an address that leads away',
      () => read(packGltf(draftGltf(raw), '../../secret.bin'), {}),
      /path that is not allowed/,
    ],
    [
      'an address elsewhere',
      () => read(packGltf(draftGltf(raw), 'https://host/a.bin'), {}),
      /path that is not allowed/,
    ],
    ['no folder', () => read(packGltf(draftGltf(raw), 'a.bin')), /buffer “a\.bin” lies in another file/],
    [
      'a data address with other content',
      () => read(packGltf(draftGltf(raw), 'data:text/plain,hello')),
      /no base64/,
    ],
    [
      'a damaged data address',
      () => read(packGltf(draftGltf(raw), 'data:;base64,!!')),
      /data address of it is damaged/,
    ],
  ])('%s', async (_, open, reason) => {
    await expect(open()).rejects.toThrow(SplatFileError);
    await expect(open()).rejects.toThrow(reason);
    await expect(open()).rejects.toThrow(/^“a\.glb” [^\n]+\.$/);
  });

  it('takes no time for many nodes with many primitives', async () => {
    const started = performance.now();
    const draft = draftGltf(raw);
    draft.json.meshes.push({ primitives: Array.from({ length: 20_000 }, () => ({ attributes: {} })) });
    draft.json.nodes = Array.from({ length: 50_000 }, (_, k) => ({ mesh: k === 0 ? 0 : 1 }));
    draft.json.scenes = [{ nodes: draft.json.nodes.map((_, k) => k) }];
    expect((await read(packGlb(draft))).count).toBe(8);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('takes no time for a hundred thousand nodes in a line', async () => {
    const started = performance.now();
    const draft = draftGltf(raw);
    const count = 100_000;
    draft.json.nodes = Array.from({ length: count }, (_, k) =>
      k < count - 1 ? { children: [k + 1] } : { mesh: 0 },
    );
    expect((await read(packGlb(draft))).count).toBe(8);
    draft.json.scenes = [];
    delete draft.json.scene;
    expect((await read(packGlb(draft))).count).toBe(8);
    expect(performance.now() - started).toBeLessThan(8000);
  });
});
