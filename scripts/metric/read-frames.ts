import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from './usage-error.ts';

/** The frames that a path names: itself, or in a folder all PNG in the order of their names, numbers by value. */
export interface Frames {
  readonly paths: readonly string[];
  readonly video: boolean;
}

/** @throws UsageError when there is nothing at the path, or no PNG in the folder */
export async function framesAt(path: string): Promise<Frames> {
  const found = await stat(path).catch(() => {
    throw new UsageError(`There is no ${path}.`);
  });
  if (!found.isDirectory()) return { paths: [path], video: false };
  const names = (await readdir(path)).filter((name) => /\.png$/i.test(name));
  if (names.length === 0) throw new UsageError(`${path} holds no PNG.`);
  names.sort(new Intl.Collator('en', { numeric: true }).compare);
  return { paths: names.map((name) => join(path, name)), video: true };
}

/** Reads gaze positions, pixels, one a frame. @throws UsageError when the file is no list of as many pairs of numbers */
export async function readGazes(
  path: string,
  frames: number,
): Promise<readonly (readonly [number, number])[]> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(`${path} cannot be read.`);
  });
  const list = parsed(text);
  if (!Array.isArray(list) || !list.every(isPair)) {
    throw new UsageError(`${path} is no JSON list of [x, y].`);
  }
  if (list.length !== frames) {
    throw new UsageError(`${path} has ${list.length} gaze positions for ${frames} frames.`);
  }
  return list;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isPair(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => Number.isFinite(part));
}
