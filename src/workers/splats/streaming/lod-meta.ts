import { showValue } from '../formats/json-text.ts';
import { fileError } from '../formats/limits.ts';
import { checkRelativePath } from '../formats/relative-path.ts';
import { jsonDepth } from './json-depth.ts';
import type { LodLeaf, LodRange, LodTree } from './lod-tree.ts';

/** Longest table of contents, bytes; a leaf takes some 300. */
const MAX_BYTES = 2 ** 25;
/** Deepest tree. Halving 10⁹ splats takes 30 steps. */
const MAX_TREE_DEPTH = 96;
/** Each step of the tree is an object in an array; the leaf's own fields lie three deep. */
const MAX_JSON_DEPTH = 2 * MAX_TREE_DEPTH + 8;
const MAX_LEAVES = 2 ** 16;
const MAX_FILES = 2 ** 14;
const MAX_LEVELS = 32;
/** Most splats that one file can hold: pixels of the largest image. */
const MAX_FILE_SPLATS = 2 ** 25;

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads `lod-meta.json` of a streamed SOG, version 1 (developer.playcanvas.com, "The Streamed SOG Format").
 * Leaves whose entries make no sense are left out and counted.
 * @throws SplatFileError when it is no such table, exceeds a limit, or no leaf is left
 */
export function readLodMeta(name: string, bytes: Uint8Array): LodTree {
  if (bytes.length > MAX_BYTES) throw fileError(name, 'is too long for a table of a streamed scene');
  if (jsonDepth(bytes, MAX_JSON_DEPTH) > MAX_JSON_DEPTH) throw fileError(name, 'is nested too deeply');
  let meta: Json | null;
  try {
    meta = asObject(JSON.parse(new TextDecoder().decode(bytes)));
  } catch {
    throw fileError(name, 'is damaged: it is no JSON');
  }
  if (!meta) throw fileError(name, 'is damaged: it is no JSON object');
  if (meta.version !== undefined && meta.version !== 1) {
    throw fileError(name, `is of version ${showValue(meta.version)}, of which only 1 is known`);
  }
  const files = readFiles(name, meta.filenames);
  const levels = meta.lodLevels;
  if (!isCount(levels, MAX_LEVELS) || levels === 0) throw fileError(name, 'has no sensible number of levels');
  const environment = typeof meta.environment === 'string' ? checkRelativePath(name, meta.environment) : null;
  const { leaves, dropped } = readLeaves(name, meta.tree, levels, files.length);
  if (leaves.length === 0) throw fileError(name, 'holds no splats');
  return { leaves, files, levels, environment, dropped };
}

function readFiles(name: string, value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0) throw fileError(name, 'names no files');
  if (value.length > MAX_FILES) throw fileError(name, `names ${value.length} files, which are too many`);
  return value.map((path: unknown) => {
    if (typeof path !== 'string') throw fileError(name, 'has a file name that is no text');
    return checkRelativePath(name, path);
  });
}

function readLeaves(
  name: string,
  root: unknown,
  levels: number,
  files: number,
): { leaves: LodLeaf[]; dropped: number } {
  const leaves: LodLeaf[] = [];
  let dropped = 0;
  const open: { node: unknown; depth: number }[] = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const node = asObject(next.node);
    if (node && Array.isArray(node.children)) {
      if (next.depth >= MAX_TREE_DEPTH) throw fileError(name, 'has too deep a tree');
      if (open.length + node.children.length > MAX_LEAVES) throw fileError(name, 'has too large a tree');
      // Backwards, so that leaves come out in the order of the file.
      for (let i = node.children.length - 1; i >= 0; i--) {
        open.push({ node: node.children[i], depth: next.depth + 1 });
      }
      continue;
    }
    const leaf = node && readLeaf(node, levels, files);
    if (leaf) leaves.push(leaf);
    else dropped++;
    if (leaves.length + dropped > MAX_LEAVES) throw fileError(name, 'has too large a tree');
  }
  return { leaves, dropped };
}

/** A leaf, or null where it has no box or no range that could be shown. */
function readLeaf(node: Json, levels: number, files: number): LodLeaf | null {
  const bound = readBound(node.bound);
  const lods = asObject(node.lods);
  if (!bound || !lods) return null;
  const ranges = Array.from({ length: levels }, (_, level) => readRange(lods[level], files));
  return ranges.some((range) => range !== null) ? { bound, levels: ranges } : null;
}

function readBound(value: unknown): LodLeaf['bound'] | null {
  const { min, max } = asObject(value) ?? {};
  if (!Array.isArray(min) || !Array.isArray(max) || min.length !== 3 || max.length !== 3) return null;
  const all = [...min, ...max] as unknown[];
  if (!all.every((entry) => typeof entry === 'number' && Number.isFinite(entry))) return null;
  const [x, y, z, X, Y, Z] = all as [number, number, number, number, number, number];
  return x <= X && y <= Y && z <= Z ? [x, y, z, X, Y, Z] : null;
}

function readRange(value: unknown, files: number): LodRange | null {
  const range = asObject(value);
  if (!range) return null;
  const { file, offset, count } = range;
  if (!isCount(file, files - 1) || !isCount(offset, MAX_FILE_SPLATS) || !isCount(count, MAX_FILE_SPLATS))
    return null;
  return count > 0 ? { file, offset, count } : null;
}

function isCount(value: unknown, most: number): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
}

function asObject(value: unknown): Json | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : null;
}
