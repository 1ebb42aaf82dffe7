import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from './usage-error.ts';

/** One result of the authors' implementation. */
export interface GoldenResult {
  readonly name: string;
  readonly display: string;
  readonly foveated: boolean;
  /** Pixels; one pair, or one a frame. */
  readonly fixation: readonly [number, number] | readonly (readonly [number, number])[] | null;
  readonly fps: number;
  readonly jod: number;
  readonly ppd: number;
  /** [band][temporal channel][frame] */
  readonly Q_per_ch: readonly (readonly (readonly number[])[])[];
  /** Name of the reference, if the file says it. */
  readonly ref?: string;
}

export interface GoldenVideos {
  readonly H: number;
  readonly W: number;
  readonly N: number;
  readonly results: readonly GoldenResult[];
}

/** Values of single steps. */
export interface GoldenUnits {
  readonly temporal: Readonly<
    Record<string, { readonly sustained: readonly number[]; readonly transient: readonly number[] }>
  >;
  readonly csf: Readonly<Record<'rho' | 'Y' | 'ecc' | 'S0' | 'S5', readonly number[]>>;
  readonly display: Readonly<Record<string, GoldenDisplay>>;
  readonly pyr: readonly GoldenPyramid[];
}

export interface GoldenDisplay {
  readonly ppd: number;
  readonly size_m: readonly [number, number];
  readonly Lpeak: number;
  readonly Lblack: number;
  readonly eotf_in: readonly number[];
  readonly eotf_out: readonly number[];
  readonly view_px: readonly (readonly [number, number])[];
  readonly view_res: readonly [number, number];
  /** Horizontal directions, then vertical ones, degrees. */
  readonly view_dir: readonly [readonly number[], readonly number[]];
  readonly res_mag: readonly number[];
}

export interface GoldenPyramid {
  readonly h: number;
  readonly w: number;
  readonly ppd: number;
  readonly freqs: readonly number[];
  readonly shapes: readonly (readonly [number, number])[];
  readonly lap_sum: readonly number[];
  readonly lap_first8: readonly (readonly number[])[];
  readonly lap_last8: readonly (readonly number[])[];
  readonly gauss_last8: readonly (readonly number[])[];
}

/** The files of a golden folder that are there; null = missing. */
export interface GoldenSet {
  readonly images: readonly GoldenResult[] | null;
  readonly videos: GoldenVideos | null;
  readonly units: GoldenUnits | null;
}

async function read<T>(folder: string, name: string): Promise<T | null> {
  const path = join(folder, name);
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T;
  } catch {
    throw new UsageError(`${path} cannot be read as JSON.`);
  }
}

/** Reads the lists of a golden folder. @throws UsageError when it holds none, or one cannot be read */
export async function readGoldenSet(folder: string): Promise<GoldenSet> {
  const [images, videos, units] = await Promise.all([
    read<GoldenResult[]>(folder, 'images.json'),
    read<GoldenVideos>(folder, 'videos.json'),
    read<GoldenUnits>(folder, 'units.json'),
  ]);
  if (!images && !videos && !units) {
    throw new UsageError(`${folder} holds none of images.json, videos.json and units.json.`);
  }
  return { images, videos, units };
}
