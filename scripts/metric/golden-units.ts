import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CALIBRATION } from '../../src/metrics/fovvideovdp/calibration.ts';
import { type SensitivityTable, sensitivityTable } from '../../src/metrics/fovvideovdp/csf/sensitivity.ts';
import {
  columnDirection,
  pixelsPerDegree,
  resolutionMagnification,
  rowDirection,
} from '../../src/metrics/fovvideovdp/display-geometry.ts';
import { type DisplayModel, displayNamed } from '../../src/metrics/fovvideovdp/displays.ts';
import { createReferencePasses } from '../../src/metrics/fovvideovdp/passes-reference.ts';
import { blackLevel, codeToLuminance } from '../../src/metrics/fovvideovdp/photometry.ts';
import { pyramidBands } from '../../src/metrics/fovvideovdp/pyramid-bands.ts';
import { PyramidPlanes } from '../../src/metrics/fovvideovdp/pyramid-planes.ts';
import { sensitivityAt } from '../../src/metrics/fovvideovdp/sensitivity-lookup.ts';
import { temporalFilters } from '../../src/metrics/fovvideovdp/temporal-filters.ts';
import { vdpModel } from '../../src/metrics/fovvideovdp/vdp-model.ts';
import type { GoldenDisplay, GoldenPyramid, GoldenUnits } from './golden-set.ts';

export interface UnitErrors {
  /** Of filters, displays, pyramids and look-ups in the folder's sensitivity tables; relative to each vector's largest value. */
  readonly maxUnitRelativeError: number;
  /** The same by kind. */
  readonly unitRelativeErrors: Readonly<Record<string, number>>;
  /** Of the fitted sensitivity against the folder's tables, over the whole grid; null without them. */
  readonly maxSensitivityLog2Error: number | null;
}

const SENSITIVITY_GAIN = 10 ** (CALIBRATION.sensitivityCorrectionDb / 20);

/** Largest difference, as a fraction of the largest expected magnitude. */
function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let [difference, scale] = [0, 0];
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs(actual[i]! - expected[i]!));
    scale = Math.max(scale, Math.abs(expected[i]!));
  }
  return difference === 0 ? 0 : difference / scale;
}

/** Compares single steps with the authors'. @param units null = the folder has none */
export async function unitErrors(folder: string, units: GoldenUnits | null): Promise<UnitErrors> {
  const tables = await readTables(folder);
  const unitRelativeErrors: Record<string, number> = {};
  const note = (kind: string, error: number) => {
    unitRelativeErrors[kind] = Math.max(unitRelativeErrors[kind] ?? 0, error);
  };
  if (units) {
    for (const [fps, expected] of Object.entries(units.temporal)) {
      const filters = temporalFilters(Number(fps));
      note('temporal', relativeError(filters.sustained, expected.sustained));
      note('temporal', relativeError(filters.transient, expected.transient));
    }
    for (const [name, expected] of Object.entries(units.display)) compareDisplay(name, expected, note);
    for (const expected of units.pyr) comparePyramid(expected, note);
    if (tables) compareLookups(units.csf, tables, note);
  }
  return {
    maxUnitRelativeError: Math.max(0, ...Object.values(unitRelativeErrors)),
    unitRelativeErrors,
    maxSensitivityLog2Error: tables && sensitivityError(tables),
  };
}

type Note = (kind: string, error: number) => void;

function compareDisplay(name: string, expected: GoldenDisplay, note: Note): void {
  const display = displayNamed(name);
  const [width, height] = expected.view_res;
  const columns = expected.view_px.map(([x]) => columnDirection(display, x, width));
  const rows = expected.view_px.map(([, y]) => rowDirection(display, y, height));
  note('geometry', relativeError([pixelsPerDegree(display)], [expected.ppd]));
  note('geometry', relativeError([display.widthMetres, display.heightMetres], expected.size_m));
  note('geometry', relativeError(columns, expected.view_dir[0]));
  note('geometry', relativeError(rows, expected.view_dir[1]));
  for (const [i, x] of columns.entries()) {
    const angle = Math.hypot(x, rows[i]!);
    const [actual, wanted] = [resolutionMagnification(display, angle), expected.res_mag[i]!];
    const rounding = magnificationRounding(display, angle);
    note('magnification', Math.max(0, Math.abs(actual - wanted) - rounding) / wanted);
  }
  note('photometry', relativeError([display.peakLuminance], [expected.Lpeak]));
  note('photometry', relativeError([blackLevel(display)], [expected.Lblack]));
  for (const [i, code] of expected.eotf_in.entries()) {
    note('photometry', relativeError([codeToLuminance(display, code)], [expected.eotf_out[i]!]));
  }
}

/**
 * How far the expected magnification may be off because it was worked out in float32: it is the small difference of two tangents,
 * each of them rounded, divided by the tangent of half a pixel.
 */
function magnificationRounding(display: DisplayModel, angleDeg: number): number {
  const halfPixel = Math.PI / 360 / pixelsPerDegree(display);
  return (2 ** -24 * Math.max(1, Math.tan((angleDeg * Math.PI) / 180))) / Math.tan(halfPixel);
}

function comparePyramid(expected: GoldenPyramid, note: Note): void {
  const { w, h, ppd, freqs, shapes } = expected;
  const passes = createReferencePasses();
  const bands = pyramidBands(w, h, ppd);
  note(
    'pyramid',
    relativeError(
      bands.map(({ frequency }) => frequency),
      freqs,
    ),
  );
  note(
    'pyramid',
    relativeError(
      bands.flatMap(({ height, width }) => [height, width]),
      shapes.flat(),
    ),
  );
  const gauss = new PyramidPlanes(passes, bands);
  const picture = passes.view(gauss.levels[0]!, w * h);
  for (let i = 0; i < picture.length; i++) picture[i] = 60 + 40 * Math.sin(0.7 * i);
  gauss.build();
  for (const [i, { width, height }] of bands.entries()) {
    const level = passes.view(gauss.levels[i]!, width * height);
    let band = level;
    if (i + 1 < bands.length) {
      const expanded = passes.allocate(width * height);
      passes.expand(gauss.levels[i + 1]!, width, height, expanded);
      const coarse = passes.view(expanded, width * height);
      band = level.map((value, k) => value - coarse[k]!);
    }
    // Differences of levels keep the rounding of their size, so they are measured against the picture.
    const ofPicture = (actual: ArrayLike<number>, wanted: readonly number[]) =>
      relativeError([...Array.from(actual), 100], [...wanted, 100]);
    note('pyramid', ofPicture(band.subarray(0, 8), expected.lap_first8[i]!));
    note('pyramid', ofPicture(band.subarray(-8), expected.lap_last8[i]!));
    note('pyramid', ofPicture(level.subarray(-8), expected.gauss_last8[i]!));
    note('pyramid', ofPicture([band.reduce((sum, v) => sum + Math.abs(v), 0)], [expected.lap_sum[i]!]));
  }
}

function compareLookups(csf: GoldenUnits['csf'], tables: SensitivityTable, note: Note): void {
  const model = vdpModel(tables);
  for (const [channel, expected] of [[0, csf.S0] as const, [1, csf.S5] as const]) {
    for (const [i, rho] of csf.rho.entries()) {
      // The expected figures are without the metric's gain.
      const actual = sensitivityAt(model, channel, rho, csf.Y[i]!, csf.ecc[i]!) / SENSITIVITY_GAIN;
      note('sensitivity', relativeError([actual], [expected[i]!]));
    }
  }
}

/** Tables as files of float32: three axes of 32, then 32³ values. */
async function readTables(folder: string): Promise<SensitivityTable | null> {
  const paths = ['csf_o0.f32', 'csf_o5.f32'].map((name) => join(folder, name));
  if (!paths.every((path) => existsSync(path))) return null;
  const [slow, fast] = await Promise.all(
    paths.map(async (path) => new Float32Array((await readFile(path)).buffer.slice(0))),
  );
  return {
    rho: slow!.subarray(0, 32),
    luminance: slow!.subarray(32, 64),
    eccentricity: slow!.subarray(64, 96),
    sustained: slow!.subarray(96),
    transient: fast!.subarray(96),
  };
}

function sensitivityError(tables: SensitivityTable): number {
  const fitted = sensitivityTable();
  let most = 0;
  for (const channel of ['sustained', 'transient'] as const) {
    for (let i = 0; i < tables[channel].length; i++) {
      most = Math.max(most, Math.abs(tables[channel][i]! - fitted[channel][i]!));
    }
  }
  return most;
}
