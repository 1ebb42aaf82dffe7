// The band pass: expansion of the coarse levels, contrast, sensitivity, masking and pooling without a picture in between.
// Per pixel and channel it takes two look-ups or eight, three logarithms and two powers.
import { madd, splat } from '../../common/assembly/simd';
import { BandBlock, ChannelBlock } from './band-block';
import { expandRow } from './expand';
import { exp2, log2 } from './power';
import { clampCoordinate, fraction, lineAt, linear, sampleBelow, trilinear } from './sensitivity';

/** Floats of a line of sensitivities along luminance. */
const LINE: usize = 64;

// @ts-ignore: decorator
@inline
function channelAt(band: BandBlock, index: i32): ChannelBlock {
  return changetype<ChannelBlock>(band.channelBlocks + <usize>index * offsetof<ChannelBlock>());
}

/** min(fine − expanded, limit): contrast times background, of which the logarithm is known anyway. */
// @ts-ignore: decorator
@inline
function contrast(fine: v128, expanded: v128, limit: v128): v128 {
  return f32x4.pmin(f32x4.sub(fine, expanded), limit);
}

/** All ones in the lanes that lie within the row, when `left` pixels of it remain. */
// @ts-ignore: decorator
@inline
function lanesLeft(left: i32): v128 {
  return i32x4.gt_s(i32x4.splat(left), i32x4(0, 1, 2, 3));
}

/**
 * Sets the block's sums to Σ D^poolingPower of each channel. What is no number in a picture makes its sum NaN.
 * Scratch: two lines of LINE floats; the sums of a row, two vectors; and five rows of width + 16 floats: that of `expandRow`,
 * then test and reference of each channel.
 */
export function bandErrors(block: usize): void {
  const band = changetype<BandBlock>(block);
  const channels = band.channels;
  const rowBytes = <usize>(band.width + 16) << 2;
  const lines = band.scratch;
  const rowSums = lines + 2 * LINE * 4;
  const mixed = rowSums + 32;
  const expanded = mixed + rowBytes;
  if (!band.rhoPlane) {
    for (let c = 0; c < channels; c++) {
      const line = lines + <usize>c * LINE * 4;
      const table = channelAt(band, c).table;
      lineAt(table, band.rho, band.luminanceSize, band.rhoSize, band.eccentricitySize, line);
    }
  }
  store<f64>(band.sums, 0);
  store<f64>(band.sums, 0, 8);
  for (let y = 0; y < band.height; y++) {
    v128.store(rowSums, splat(0));
    v128.store(rowSums, splat(0), 16);
    for (let c = 0; c < channels; c++) {
      const channel = channelAt(band, c);
      const to = expanded + 2 * <usize>c * rowBytes;
      expandRow(channel.testCoarse, band.width, band.height, y, to, mixed);
      expandRow(channel.referenceCoarse, band.width, band.height, y, to + rowBytes, mixed);
    }
    if (band.rhoPlane) foveatedRow(band, y, expanded, rowBytes, rowSums);
    else plainRow(band, y, expanded, rowBytes, rowSums, lines);
    for (let c = 0; c < channels; c++) addRow(band.sums + ((<usize>c) << 3), rowSums + ((<usize>c) << 4));
  }
}

/** Rows are summed in single precision, the picture in double. */
function addRow(sum: usize, from: usize): void {
  const row = v128.load(from);
  const low = <f64>f32x4.extract_lane(row, 0) + <f64>f32x4.extract_lane(row, 1);
  const high = <f64>f32x4.extract_lane(row, 2) + <f64>f32x4.extract_lane(row, 3);
  store<f64>(sum, load<f64>(sum) + low + high);
}

/** Coordinate of a background's logarithm on the luminance axis. */
// @ts-ignore: decorator
@inline
function luminanceOf(band: BandBlock, logB: v128): v128 {
  const value = f32x4.sub(logB, splat(band.luminanceFirst));
  return clampCoordinate(f32x4.mul(value, splat(band.luminancePerUnit)), band.luminanceSize);
}

/** Local mean of the reference's sustained channel that contrast is relative to; NaN stays NaN. */
// @ts-ignore: decorator
@inline
function backgroundAt(band: BandBlock, expanded: usize, rowBytes: usize, x: usize): v128 {
  return f32x4.pmax(v128.load(expanded + rowBytes + x), splat(band.backgroundFloor));
}

function plainRow(band: BandBlock, y: i32, expanded: usize, rowBytes: usize, rowSums: usize, lines: usize): void {
  for (let column = 0; column < band.width; column += 4) {
    const x = <usize>column << 2;
    const background = backgroundAt(band, expanded, rowBytes, x);
    const logB = log2(background);
    const luminance = luminanceOf(band, logB);
    const below = sampleBelow(luminance, band.luminanceSize);
    const l = fraction(luminance, below);
    const place = i32x4.shl(below, 2);
    for (let c = 0; c < band.channels; c++) {
      const logS = linear(lines + <usize>c * LINE * 4, place, l);
      maskedErrors(band, c, y, column, expanded, rowBytes, background, f32x4.sub(logS, logB), rowSums);
    }
  }
}

function foveatedRow(band: BandBlock, y: i32, expanded: usize, rowBytes: usize, rowSums: usize): void {
  const down = <usize>band.eccentricitySize << 2;
  const across = <usize>band.rhoSize * down;
  const rhoRow = band.rhoPlane + ((<usize>y * <usize>band.width) << 2);
  const up = load<f32>(band.rows + ((<usize>y) << 2)) - band.gazeY;
  const up2 = splat(up * up);
  for (let column = 0; column < band.width; column += 4) {
    const x = <usize>column << 2;
    const background = backgroundAt(band, expanded, rowBytes, x);
    const logB = log2(background);
    const luminance = luminanceOf(band, logB);
    const rho = clampCoordinate(v128.load(rhoRow + x), band.rhoSize);
    const right = f32x4.sub(v128.load(band.columns + x), splat(band.gazeX));
    // Root of the distance.
    const root = f32x4.sqrt(f32x4.sqrt(madd(right, right, up2)));
    const along = f32x4.mul(f32x4.sub(root, splat(band.eccentricityFirst)), splat(band.eccentricityPerUnit));
    const eccentricity = clampCoordinate(along, band.eccentricitySize);
    const i = sampleBelow(luminance, band.luminanceSize);
    const j = sampleBelow(rho, band.rhoSize);
    const k = sampleBelow(eccentricity, band.eccentricitySize);
    const plane = i32x4.add(i32x4.mul(i, i32x4.splat(<i32>across)), i32x4.mul(j, i32x4.splat(<i32>down)));
    const cell = i32x4.add(plane, i32x4.shl(k, 2));
    const l = fraction(luminance, i);
    const r = fraction(rho, j);
    const e = fraction(eccentricity, k);
    for (let c = 0; c < band.channels; c++) {
      const logS = trilinear(channelAt(band, c).table, cell, l, r, e, down, across);
      maskedErrors(band, c, y, column, expanded, rowBytes, background, f32x4.sub(logS, logB), rowSums);
    }
  }
}

/**
 * Adds D^poolingPower of four pixels to the row's sums and writes D where it is wanted. Contrast is left times the background, and
 * all its factors are added as logarithms, so that there is no quotient and a power less:
 * log D = p log|T' − R'| − log(1 + M^q).
 * @param logFactor log2 of sensitivity / background
 */
// @ts-ignore: decorator
@inline
function maskedErrors(
  band: BandBlock,
  c: i32,
  y: i32,
  column: i32,
  expanded: usize,
  rowBytes: usize,
  background: v128,
  logFactor: v128,
  rowSums: usize,
): void {
  const channel = channelAt(band, c);
  const x = <usize>column << 2;
  const at = ((<usize>y * <usize>band.width) << 2) + x;
  const row = expanded + 2 * <usize>c * rowBytes + x;
  const limit = f32x4.mul(background, splat(band.contrastLimit));
  const test = contrast(v128.load(channel.testFine + at), v128.load(row), limit);
  const reference = contrast(v128.load(channel.referenceFine + at), v128.load(row + rowBytes), limit);
  const difference = f32x4.sub(test, reference);
  const weaker = f32x4.pmin(f32x4.abs(test), f32x4.abs(reference));
  const factor = f32x4.add(logFactor, splat(band.logGain));
  const logMasker = f32x4.add(log2(weaker), f32x4.add(factor, splat(band.logMaskerGain)));
  const masker = exp2(f32x4.mul(splat(channel.maskerPower), logMasker));
  const masking = log2(f32x4.add(splat(1), masker));
  const logDifference = f32x4.mul(splat(band.differencePower), f32x4.add(log2(f32x4.abs(difference)), factor));
  const logD = f32x4.pmin(splat(band.logDifferenceLimit), f32x4.sub(logDifference, masking));
  // Adds nothing to a number, and keeps NaN, which logarithm and power take for one.
  const poison = f32x4.mul(difference, splat(0));
  const pooled = f32x4.add(exp2(f32x4.mul(splat(band.poolingPower), logD)), poison);
  const sums = rowSums + (<usize>c << 4);
  const counted = v128.and(pooled, lanesLeft(band.width - column));
  v128.store(sums, f32x4.add(v128.load(sums), counted));
  // The last vector may reach into the next row, which is written after this one.
  if (channel.difference) v128.store(channel.difference + at, f32x4.add(exp2(logD), poison));
}
