import { unzipSync } from 'fflate';
import { copySplats } from '../../formats/copy-splats.ts';
import type { RawSplats } from '../../formats/raw-splats.ts';
import { allocateSplats } from '../../formats/splat-arrays.ts';
import { encodeSog } from '../../formats/testing/encode-sog.ts';

export interface StreamedFixture {
  /** Levels of detail; each has half the splats of the one before. */
  readonly levels: number;
  /** Splats of the finest level that a leaf holds at most. */
  readonly leafSplats: number;
  /** Leaves whose splats of one level share a file. */
  readonly leavesPerFile: number;
  readonly environment?: RawSplats;
}

interface Node {
  bound: { min: number[]; max: number[] };
  children?: Node[];
  lods?: Record<number, { file: number; offset: number; count: number }>;
}

/**
 * A streamed scene as its files by path, `lod-meta.json` among them: leaves by halving the longest side, coarser levels by
 * leaving out every other splat.
 */
export async function encodeStreamed(
  raw: RawSplats,
  { levels, leafSplats, leavesPerFile, environment }: StreamedFixture,
): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const leaves: { node: Node; members: number[] }[] = [];
  const tree = split(
    raw,
    Array.from({ length: raw.count }, (_, i) => i),
    leafSplats,
    leaves,
  );
  const filenames: string[] = [];
  const counts: number[] = [];
  for (let level = 0; level < levels; level++) {
    counts.push(0);
    for (let first = 0; first < leaves.length; first += leavesPerFile) {
      const members: number[] = [];
      for (const { node, members: all } of leaves.slice(first, first + leavesPerFile)) {
        const kept = all.filter((_, i) => i % 2 ** level === 0);
        node.lods![level] = { file: filenames.length, offset: members.length, count: kept.length };
        members.push(...kept);
      }
      counts[level]! += members.length;
      const folder = `${level}_${first / leavesPerFile}`;
      filenames.push(`${folder}/meta.json`);
      await addSog(files, folder, pick(raw, members));
    }
  }
  if (environment) await addSog(files, 'env', environment);
  const meta = {
    version: 1,
    asset: { generator: 'test' },
    count: counts.reduce((sum, count) => sum + count, 0),
    counts,
    lodLevels: levels,
    ...(environment ? { environment: 'env/meta.json' } : {}),
    filenames,
    tree,
  };
  files.set('lod-meta.json', new TextEncoder().encode(JSON.stringify(meta)));
  return files;
}

/** The files as a person's folder. */
export function folderOf(files: ReadonlyMap<string, Uint8Array>): { path: string; blob: Blob }[] {
  return [...files].map(([path, bytes]) => ({ path, blob: new Blob([bytes as BlobPart]) }));
}

async function addSog(files: Map<string, Uint8Array>, folder: string, raw: RawSplats): Promise<void> {
  for (const [path, bytes] of Object.entries(unzipSync(await encodeSog(raw, 2)))) {
    files.set(`${folder}/${path}`, bytes);
  }
}

function pick(raw: RawSplats, members: readonly number[]): RawSplats {
  const picked = allocateSplats(members.length, raw.shDegree);
  for (const [at, member] of members.entries()) copySplats(raw, member, 1, picked, at, 1);
  return { ...picked, up: raw.up };
}

function split(
  raw: RawSplats,
  members: number[],
  leafSplats: number,
  leaves: { node: Node; members: number[] }[],
): Node {
  const at = (member: number, axis: number) => raw.positions[3 * member + axis]!;
  const min = [0, 1, 2].map((axis) => Math.min(...members.map((member) => at(member, axis))));
  const max = [0, 1, 2].map((axis) => Math.max(...members.map((member) => at(member, axis))));
  const bound = { min, max };
  if (members.length <= leafSplats) {
    const node: Node = { bound, lods: {} };
    leaves.push({ node, members });
    return node;
  }
  const sides = max.map((value, axis) => value - min[axis]!);
  const axis = sides.indexOf(Math.max(...sides));
  const sorted = [...members].sort((a, b) => at(a, axis) - at(b, axis));
  const half = sorted.length >> 1;
  return {
    bound,
    children: [
      split(raw, sorted.slice(0, half), leafSplats, leaves),
      split(raw, sorted.slice(half), leafSplats, leaves),
    ],
  };
}
