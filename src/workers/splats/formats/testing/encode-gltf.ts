import { type RawSplats, shRestCount } from '../raw-splats.ts';
import { SH_C0 } from '../splat-arrays.ts';
import { joinBytes } from './encode-ply.ts';

/** Structure of a glTF under construction; lists may be added to before it is packed. */
export interface GltfDraft {
  readonly json: {
    asset: { version: string };
    extensionsUsed: string[];
    scene?: number;
    scenes?: { nodes: number[] }[];
    nodes?: Record<string, unknown>[];
    meshes: { primitives: Record<string, unknown>[] }[];
    accessors: Record<string, unknown>[];
    bufferViews: Record<string, unknown>[];
    buffers: Record<string, unknown>[];
  };
  binary: Uint8Array;
}

/** How attributes are stored: float32 all, or integers as short as the extension allows. */
export type GltfPrecision = 'float' | 'byte' | 'short';

export const SPLATTING = 'KHR_gaussian_splatting';

/** A glTF with one primitive of splats in one node; `prefix` is that of its attributes. */
export function draftGltf(
  raw: RawSplats,
  precision: GltfPrecision = 'float',
  prefix: string = `${SPLATTING}:`,
): GltfDraft {
  const draft: GltfDraft = {
    json: {
      asset: { version: '2.0' },
      extensionsUsed: [SPLATTING],
      scene: 0,
      scenes: [{ nodes: [0] }],
      nodes: [{ mesh: 0 }],
      meshes: [],
      accessors: [],
      bufferViews: [],
      buffers: [],
    },
    binary: new Uint8Array(0),
  };
  const stride = shRestCount(raw.shDegree) * 3;
  const attributes: Record<string, number> = {
    POSITION: addAccessor(draft, raw.positions, 3, 'float', false),
    [`${prefix}ROTATION`]: addAccessor(draft, raw.rotations, 4, precision, true),
    // Unsigned codes over 0..1 hold scales up to a metre.
    [`${prefix}SCALE`]: addAccessor(draft, raw.scales, 3, precision, false),
    [`${prefix}OPACITY`]: addAccessor(draft, raw.opacities, 1, precision, false),
    [`${prefix}SH_DEGREE_0_COEF_0`]: addAccessor(
      draft,
      raw.colors.map((value) => (value - 0.5) / SH_C0),
      3,
      'float',
      false,
    ),
  };
  let k = 0;
  for (let l = 1; l <= raw.shDegree; l++) {
    for (let n = 0; n < 2 * l + 1; n++, k++) {
      const from = k;
      const values = Float32Array.from(
        { length: raw.count * 3 },
        (_, i) => raw.shRest![Math.floor(i / 3) * stride + from * 3 + (i % 3)]!,
      );
      attributes[`${prefix}SH_DEGREE_${l}_COEF_${n}`] = addAccessor(draft, values, 3, 'float', false);
    }
  }
  draft.json.meshes.push({ primitives: [splatPrimitive(attributes)] });
  return draft;
}

export function splatPrimitive(
  attributes: Record<string, number>,
  splatting: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    attributes,
    mode: 0,
    extensions: { [SPLATTING]: { kernel: 'ellipse', colorSpace: 'srgb_rec709_display', ...splatting } },
  };
}

/** Adds bytes as a buffer view. @returns its index. */
export function addView(draft: GltfDraft, bytes: Uint8Array): number {
  const byteOffset = Math.ceil(draft.binary.length / 4) * 4;
  draft.binary = joinBytes(draft.binary, new Uint8Array(byteOffset - draft.binary.length), bytes);
  draft.json.bufferViews.push({ buffer: 0, byteOffset, byteLength: bytes.length });
  return draft.json.bufferViews.length - 1;
}

/** Adds values as an accessor. @returns its index. */
export function addAccessor(
  draft: GltfDraft,
  values: Float32Array,
  components: 1 | 3 | 4,
  precision: GltfPrecision,
  signed: boolean,
): number {
  const codes = (largest: number): number[] => [...values].map((value) => Math.round(value * largest));
  const stored =
    precision === 'float'
      ? values.slice()
      : precision === 'byte'
        ? signed
          ? Int8Array.from(codes(127))
          : Uint8Array.from(codes(255))
        : signed
          ? Int16Array.from(codes(32767))
          : Uint16Array.from(codes(65535));
  const bufferView = addView(draft, new Uint8Array(stored.buffer));
  const types = { float: 5126, byte: signed ? 5120 : 5121, short: signed ? 5122 : 5123 };
  draft.json.accessors.push({
    bufferView,
    componentType: types[precision],
    count: values.length / components,
    type: { 1: 'SCALAR', 3: 'VEC3', 4: 'VEC4' }[components],
    ...(precision === 'float' ? {} : { normalized: true }),
  });
  return draft.json.accessors.length - 1;
}

/** A .glb with everything in it. */
export function packGlb({ json, binary }: GltfDraft): Uint8Array {
  const text = new TextEncoder().encode(
    JSON.stringify({ ...json, buffers: [{ byteLength: binary.length }] }),
  );
  const jsonLength = Math.ceil(text.length / 4) * 4;
  const binaryLength = Math.ceil(binary.length / 4) * 4;
  const out = new Uint8Array(28 + jsonLength + binaryLength);
  const view = new DataView(out.buffer);
  const words = [0x46546c67, 2, out.length, jsonLength, 0x4e4f534a];
  for (const [k, word] of words.entries()) view.setUint32(k * 4, word, true);
  out.fill(0x20, 20, 20 + jsonLength);
  out.set(text, 20);
  view.setUint32(20 + jsonLength, binaryLength, true);
  view.setUint32(24 + jsonLength, 0x004e4942, true);
  out.set(binary, 28 + jsonLength);
  return out;
}

/** A .gltf whose buffer is at that address, or in the text without one. */
export function packGltf({ json, binary }: GltfDraft, uri?: string): Uint8Array {
  const address = uri ?? `data:application/octet-stream;base64,${btoa(String.fromCharCode(...binary))}`;
  return new TextEncoder().encode(
    JSON.stringify({ ...json, buffers: [{ byteLength: binary.length, uri: address }] }),
  );
}
