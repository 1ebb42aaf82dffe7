import { asObject, entryOf, type GltfObject, listOf } from './gltf-json.ts';

/** A mesh where the scene has it. */
export interface GltfPlacement {
  readonly mesh: GltfObject;
  /** Column-major 4 × 4 to the scene. */
  readonly matrix: Float64Array;
}

/** Most nodes that are walked through. */
const MAX_NODES = 2 ** 20;
const IDENTITY = Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1);

/**
 * Meshes of the default scene with their transforms; of a file without nodes all meshes as they are.
 * @throws Error when nodes form no tree or a transform is malformed.
 */
export function placeMeshes(json: GltfObject): GltfPlacement[] {
  const nodes = listOf(json, 'nodes');
  if (nodes.length === 0) {
    return listOf(json, 'meshes').map((mesh) => ({ mesh: asObject(mesh, 'a mesh'), matrix: IDENTITY }));
  }
  const placements: GltfPlacement[] = [];
  // Each node has one parent at most, so one that comes twice is part of a circle or belongs to two.
  const seen = new Uint8Array(Math.min(nodes.length, MAX_NODES));
  const open: { index: unknown; parent: Float64Array }[] = rootNodes(json, nodes).map((index) => ({
    index,
    parent: IDENTITY,
  }));
  for (let next = open.pop(); next; next = open.pop()) {
    const node = entryOf(json, 'nodes', next.index);
    const place = next.index as number;
    if (place >= MAX_NODES) throw new Error('it has too many nodes');
    if (seen[place] === 1) throw new Error('its nodes are not a tree');
    seen[place] = 1;
    if (Object.hasOwn(asObject(node.extensions ?? {}, '“extensions”'), 'EXT_mesh_gpu_instancing')) {
      throw new Error('its nodes use EXT_mesh_gpu_instancing, which is not read');
    }
    const local = localMatrix(node);
    const matrix = local ? multiplyMatrices(next.parent, local) : next.parent;
    if (node.mesh !== undefined) placements.push({ mesh: entryOf(json, 'meshes', node.mesh), matrix });
    for (const child of listOf(node, 'children')) open.push({ index: child, parent: matrix });
    if (open.length > MAX_NODES) throw new Error('its nodes are not a tree');
  }
  return placements;
}

/** Roots of the default scene, else of all nodes. */
function rootNodes(json: GltfObject, nodes: readonly unknown[]): readonly unknown[] {
  if (listOf(json, 'scenes').length > 0) return listOf(entryOf(json, 'scenes', json.scene ?? 0), 'nodes');
  const children = new Set(nodes.flatMap((node) => listOf(asObject(node, 'a node'), 'children')));
  return nodes.map((_, index) => index).filter((index) => !children.has(index));
}

function localMatrix(node: GltfObject): Float64Array | null {
  if (node.matrix !== undefined) return numbers(node.matrix, 16, 'matrix');
  if (node.translation === undefined && node.rotation === undefined && node.scale === undefined) return null;
  const [tx, ty, tz] = numbers(node.translation ?? [0, 0, 0], 3, 'translation') as unknown as Triple;
  const [sx, sy, sz] = numbers(node.scale ?? [1, 1, 1], 3, 'scale') as unknown as Triple;
  const rotation = numbers(node.rotation ?? [0, 0, 0, 1], 4, 'rotation');
  const norm = Math.hypot(...rotation) || 1;
  const [x, y, z, w] = rotation.map((value) => value / norm) as unknown as [number, number, number, number];
  return Float64Array.of(
    (1 - 2 * (y * y + z * z)) * sx,
    2 * (x * y + w * z) * sx,
    2 * (x * z - w * y) * sx,
    0,
    2 * (x * y - w * z) * sy,
    (1 - 2 * (x * x + z * z)) * sy,
    2 * (y * z + w * x) * sy,
    0,
    2 * (x * z + w * y) * sz,
    2 * (y * z - w * x) * sz,
    (1 - 2 * (x * x + y * y)) * sz,
    0,
    tx,
    ty,
    tz,
    1,
  );
}

type Triple = [number, number, number];

function numbers(value: unknown, length: number, what: string): Float64Array {
  if (!Array.isArray(value) || value.length !== length || !value.every((each) => Number.isFinite(each))) {
    throw new Error(`the ${what} of a node is not ${length} numbers`);
  }
  return Float64Array.from(value as number[]);
}

/** Product of column-major 4 × 4 matrices. */
export function multiplyMatrices(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(16);
  for (let column = 0; column < 4; column++) {
    for (let row = 0; row < 4; row++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += a[k * 4 + row]! * b[column * 4 + k]!;
      out[column * 4 + row] = sum;
    }
  }
  return out;
}
