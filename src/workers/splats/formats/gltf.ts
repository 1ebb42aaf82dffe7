import { copySplats } from './copy-splats.ts';
import type { DecodeProgress } from './decode.ts';
import { GltfBuffers } from './gltf-buffers.ts';
import { asObject, type GltfObject, listOf, readGltfContainer } from './gltf-json.ts';
import { multiplyMatrices, placeMeshes } from './gltf-nodes.ts';
import { GLTF_AXES, isSplatPrimitive, readSplatPrimitive } from './gltf-primitive.ts';
import { checkSplatCount, fileError } from './limits.ts';
import type { RawSplats } from './raw-splats.ts';
import { allocateSplats, finishSplats, type SplatArrays } from './splat-arrays.ts';
import { transformSplats } from './transform-splats.ts';

/** Most places that one scene has splats at; it could name the same ones again and again. */
const MAX_PLACEMENTS = 1024;

/**
 * Decodes the splats of a .glb or .gltf: all primitives with KHR_gaussian_splatting (Khronos, ratified; drafts of it too) in
 * the default scene, moved by their nodes. Meshes of other kinds are passed over. The scene is turned so that its front,
 * +z in glTF, is where other formats have it.
 * @param readBeside reads buffers that lie in other files; without it such files are refused
 * @throws SplatFileError, or Error with a reason that reads on from “cannot be read as glTF”
 */
export async function decodeGltf(
  name: string,
  bytes: Uint8Array,
  onProgress: DecodeProgress,
  readBeside: ((path: string) => Promise<Uint8Array>) | null,
): Promise<RawSplats> {
  const container = readGltfContainer(bytes);
  const { json } = container;
  const buffers = new GltfBuffers(name, container, readBeside);
  const placed = placeSplats(name, json);

  const own = new Map<GltfObject, SplatArrays>();
  let count = 0;
  let shDegree: RawSplats['shDegree'] = 0;
  for (const [n, { primitive }] of placed.entries()) {
    const share = (fraction: number): void => onProgress((n + fraction) / placed.length);
    const splats = own.get(primitive) ?? (await readSplatPrimitive(name, json, buffers, primitive, share));
    own.set(primitive, splats);
    count += splats.count;
    if (splats.shDegree > shDegree) shDegree = splats.shDegree;
    checkSplatCount(name, count, shDegree);
  }
  // A scene of one primitive, as nearly all are, is moved where it lies.
  const joined = placed.length === 1 ? own.values().next().value! : allocateSplats(count, shDegree);
  let first = 0;
  for (const { primitive, matrix } of placed) {
    const splats = own.get(primitive)!;
    if (placed.length > 1) copySplats(splats, 0, splats.count, joined, first, splats.count);
    transformSplats(joined, multiplyMatrices(GLTF_AXES, matrix), first, first + splats.count);
    first += splats.count;
  }
  return finishSplats(name, joined, 'y-up');
}

/** Splat primitives where the scene has them. @throws SplatFileError for none and for too many. */
function placeSplats(name: string, json: GltfObject): { primitive: GltfObject; matrix: Float64Array }[] {
  // Looked through once a mesh, since many nodes may have one with many primitives.
  const known = new Map<GltfObject, readonly GltfObject[]>();
  const placed: { primitive: GltfObject; matrix: Float64Array }[] = [];
  for (const { mesh, matrix } of placeMeshes(json)) {
    const primitives =
      known.get(mesh) ??
      listOf(mesh, 'primitives')
        .map((primitive) => asObject(primitive, 'a primitive'))
        .filter(isSplatPrimitive);
    known.set(mesh, primitives);
    if (placed.length + primitives.length > MAX_PLACEMENTS) {
      throw fileError(name, `has splats at more than ${MAX_PLACEMENTS} places`);
    }
    for (const primitive of primitives) placed.push({ primitive, matrix });
  }
  if (placed.length === 0)
    throw fileError(name, 'is a glTF without Gaussian splats (KHR_gaussian_splatting)');
  return placed;
}
