import type { Piece } from './core/piece.ts';
import { type SplatArrays, SplatList } from './core/splat-list.ts';
import { Bvh } from './light/bvh.ts';
import { LightField } from './light/light-field.ts';
import { LAMPS } from './pieces/lamps.ts';
import { sampleFleck, samplePatch, sampleStrand } from './sample/sampler.ts';
import { Shader } from './sample/shader.ts';

/** One object of the scene: its splats are [start, start + count) in file order. */
export interface SceneObject {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly start: number;
  readonly count: number;
  /** Axis-aligned bounds of the centres: minimum xyz, maximum xyz, metres. */
  readonly bounds: readonly number[];
}

export interface GeneratedScene {
  readonly splats: SplatArrays;
  readonly objects: readonly SceneObject[];
}

/** Bakes light over all pieces together and places their splats. `rays` is the quality of the indirect light. */
export function generate(
  pieces: readonly Piece[],
  rays: number,
  log: (line: string) => void,
): GeneratedScene {
  const patches = pieces.flatMap((piece) => piece.patches);
  const bvh = new Bvh(patches);
  log(`${patches.length} patches, ${bvh.triangleCount} triangles`);
  const field = new LightField(patches, bvh, LAMPS, rays);
  log('light baked');
  const shader = new Shader(field);
  const list = new SplatList();
  const ranges: { piece: Piece; start: number; count: number }[] = [];
  let index = 0;
  for (const piece of pieces) {
    const start = list.count;
    for (const patch of piece.patches) samplePatch(patch, index++, shader, list);
    for (const strand of piece.strands) sampleStrand(strand, (p) => field.around(p), list);
    for (const fleck of piece.flecks) sampleFleck(fleck, list);
    ranges.push({ piece, start, count: list.count - start });
    log(`${piece.id}: ${list.count - start}`);
  }
  const splats = list.arrays();
  const objects = ranges.map(({ piece, start, count }) => ({
    id: piece.id,
    name: piece.name,
    description: piece.description,
    start,
    count,
    bounds: boundsOf(splats.positions, start, count),
  }));
  return { splats, objects };
}

function boundsOf(positions: Float32Array, start: number, count: number): number[] {
  const bounds = [Infinity, Infinity, Infinity, -Infinity, -Infinity, -Infinity];
  for (let i = start * 3; i < (start + count) * 3; i++) {
    bounds[i % 3] = Math.min(bounds[i % 3]!, positions[i]!);
    bounds[3 + (i % 3)] = Math.max(bounds[3 + (i % 3)]!, positions[i]!);
  }
  return bounds.map((x) => Math.round(x * 1000) / 1000);
}
