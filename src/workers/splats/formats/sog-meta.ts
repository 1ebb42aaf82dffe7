import { showValue } from './json-text.ts';
import { fileError } from './limits.ts';
import { SH_C0 } from './splat-arrays.ts';

/** What `meta.json` of a .sog says, as tables that turn stored codes into values; the same for versions 1 and 2. */
export interface SogLayout {
  readonly count: number;
  /** Coordinates in metres for 16-bit codes, one table an axis. */
  readonly positions: readonly [Float32Array, Float32Array, Float32Array];
  /** Standard deviations in metres for 8-bit codes, one table an axis. */
  readonly scales: readonly [Float32Array, Float32Array, Float32Array];
  /** Degree-0 colours for 8-bit codes, one table a channel. */
  readonly colors: readonly [Float32Array, Float32Array, Float32Array];
  readonly opacities: Float32Array;
  readonly files: {
    readonly meansLow: string;
    readonly meansHigh: string;
    readonly quats: string;
    readonly scales: string;
    readonly sh0: string;
  };
  readonly harmonics: SogHarmonics | null;
}

export interface SogHarmonics {
  /** Highest degree, or null where the width of the centroid image tells it (version 1). */
  readonly degree: 1 | 2 | 3 | null;
  /** Coefficients for 8-bit codes. */
  readonly table: Float32Array;
  readonly centroids: string;
  readonly labels: string;
}

type Json = Readonly<Record<string, unknown>>;
type Triple = readonly [Float32Array, Float32Array, Float32Array];

/**
 * Reads `meta.json` of SOG version 2 (developer.playcanvas.com, "The SOG Format") or of version 1, which has no version
 * field and linear ranges in place of codebooks.
 * @throws SplatFileError when it is no JSON, of another version, or lacks a field.
 */
export function readSogMeta(name: string, text: string): SogLayout {
  let meta: Json;
  try {
    meta = object(JSON.parse(text));
  } catch {
    throw fileError(name, 'has a meta.json that is no JSON object');
  }
  if (meta.version !== undefined && meta.version !== 2) {
    throw fileError(name, `is of SOG version ${showValue(meta.version)}, of which only 1 and 2 are known`);
  }
  try {
    return meta.version === 2 ? readVersion2(meta) : readVersion1(meta);
  } catch (error) {
    throw fileError(
      name,
      `has an incomplete meta.json: ${error instanceof Error ? error.message : 'unknown reason'}`,
    );
  }
}

function readVersion2(meta: Json): SogLayout {
  const scales = codebook(meta, 'scales').map(Math.exp);
  const colors = codebook(meta, 'sh0').map((value) => 0.5 + SH_C0 * value);
  const common = readCommon(meta, number(meta.count, 'count'));
  let harmonics: SogHarmonics | null = null;
  if (meta.shN != null) {
    const bands = number(object(meta.shN).bands, 'shN.bands');
    if (bands !== 0 && bands !== 1 && bands !== 2 && bands !== 3) throw new Error(`shN.bands is ${bands}`);
    const [centroids, labels] = files(meta, 'shN', 2);
    if (bands > 0) {
      harmonics = {
        degree: bands as 1 | 2 | 3,
        table: codebook(meta, 'shN'),
        centroids: centroids!,
        labels: labels!,
      };
    }
  }
  return {
    ...common,
    scales: [scales, scales, scales],
    colors: [colors, colors, colors],
    opacities: ramp(0, 1, 256),
    harmonics,
  };
}

function readVersion1(meta: Json): SogLayout {
  const shape = object(meta.means).shape;
  const common = readCommon(meta, number(Array.isArray(shape) ? shape[0] : undefined, 'means.shape'));
  const scaleRanges = ranges(meta, 'scales', 3);
  const colorRanges = ranges(meta, 'sh0', 4);
  const scales = scaleRanges.map(([low, high]) => ramp(low, high, 256).map(Math.exp));
  const colors = colorRanges
    .slice(0, 3)
    .map(([low, high]) => ramp(low, high, 256).map((value) => 0.5 + SH_C0 * value));
  const [lowLogit, highLogit] = colorRanges[3]!;
  let harmonics: SogHarmonics | null = null;
  if (meta.shN != null) {
    const shN = object(meta.shN);
    const [centroids, labels] = files(meta, 'shN', 2);
    const table = ramp(number(shN.mins, 'shN.mins'), number(shN.maxs, 'shN.maxs'), 256);
    harmonics = { degree: null, table, centroids: centroids!, labels: labels! };
  }
  return {
    ...common,
    scales: scales as unknown as Triple,
    colors: colors as unknown as Triple,
    opacities: ramp(lowLogit, highLogit, 256).map((logit) => 1 / (1 + Math.exp(-logit))),
    harmonics,
  };
}

function readCommon(meta: Json, count: number): Pick<SogLayout, 'count' | 'positions' | 'files'> {
  const positions = ranges(meta, 'means', 3).map(([low, high]) => {
    const table = ramp(low, high, 65536);
    // Stored as sign(x) ln(|x| + 1). A plain loop: callbacks would take longer than small scenes have.
    for (let code = 0; code < table.length; code++) {
      const value = table[code]!;
      table[code] = value < 0 ? -Math.expm1(-value) : Math.expm1(value);
    }
    return table;
  });
  const [meansLow, meansHigh] = files(meta, 'means', 2);
  const [quats] = files(meta, 'quats', 1);
  const [scales] = files(meta, 'scales', 1);
  const [sh0] = files(meta, 'sh0', 1);
  return {
    count,
    positions: positions as unknown as Triple,
    files: { meansLow: meansLow!, meansHigh: meansHigh!, quats: quats!, scales: scales!, sh0: sh0! },
  };
}

function object(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('an object is missing');
  return value as Json;
}

function number(value: unknown, field: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`“${field}” is no number`);
  return value;
}

function files(meta: Json, field: string, count: number): string[] {
  const list = object(meta[field]).files;
  if (!Array.isArray(list) || list.length < count || list.some((entry) => typeof entry !== 'string')) {
    throw new Error(`“${field}.files” does not name ${count === 1 ? 'a file' : `${count} files`}`);
  }
  return list.slice(0, count) as string[];
}

/** Minimum and maximum of each channel of a field. */
function ranges(meta: Json, field: string, count: number): [number, number][] {
  const { mins, maxs } = object(meta[field]);
  if (!Array.isArray(mins) || !Array.isArray(maxs)) throw new Error(`“${field}” has no mins and maxs`);
  return Array.from({ length: count }, (_, k) => [
    number(mins[k], `${field}.mins`),
    number(maxs[k], `${field}.maxs`),
  ]);
}

/** Values from `low` to `high` for the codes 0 to `size - 1`. */
function ramp(low: number, high: number, size: number): Float32Array {
  const values = new Float32Array(size);
  for (let code = 0; code < size; code++) values[code] = low + (high - low) * (code / (size - 1));
  return values;
}

function codebook(meta: Json, field: string): Float32Array {
  const values: unknown = object(meta[field]).codebook;
  if (!Array.isArray(values) || values.length !== 256)
    throw new Error(`“${field}.codebook” has not 256 entries`);
  const tail = values.slice(1).map((value) => number(value, `${field}.codebook`));
  // Some early files have null as the first entry (a lost minimum); it is put one average step below the second.
  const first =
    values[0] === null ? tail[0]! - (tail[254]! - tail[0]!) / 255 : number(values[0], `${field}.codebook`);
  return Float32Array.of(first, ...tail);
}
