import type { DecodeProgress } from './decode.ts';
import { halfValues } from './half-float.ts';
import { type KsplatHeader, type KsplatSection, readKsplatHeader } from './ksplat-header.ts';
import { checkSplatCount, fileError } from './limits.ts';
import { type RawSplats, shRestCount } from './raw-splats.ts';
import { allocateSplats, finishSplats, type SplatArrays } from './splat-arrays.ts';

/**
 * Decodes a .ksplat of GaussianSplats3D, levels 0 to 2: rows of centre, linear scale, quaternion w first, colour and opacity
 * as 8 bits, then harmonics degree by degree, in each channel by channel. Level 0 is float32; 1 and 2 have centres as 16-bit
 * offsets from that of their bucket and half floats; 2 has 8-bit harmonics. The axes are those of the .ply it was made from.
 * @throws SplatFileError
 */
export function decodeKsplat(name: string, bytes: Uint8Array, onProgress: DecodeProgress): RawSplats {
  const header = readKsplatHeader(name, bytes);
  const count = header.sections.reduce((sum, section) => sum + section.count, 0);
  let shDegree: RawSplats['shDegree'] = 0;
  for (const section of header.sections) if (section.shDegree > shDegree) shDegree = section.shDegree;
  checkSplatCount(name, count, shDegree);

  const arrays = allocateSplats(count, shDegree);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let first = 0;
  for (const section of header.sections) {
    if (header.level === 0) unpackFloats(view, section, arrays, first);
    else {
      unpackHalves(view, section, arrays, first);
      addBucketCenters(name, view, section, arrays, first);
    }
    unpackColors(bytes, section, header.level === 0 ? 40 : 20, arrays, first);
    unpackHarmonics(view, header, section, arrays, first);
    first += section.count;
    onProgress(first / count);
  }
  return finishSplats(name, arrays, 'y-down');
}

/** Place of the components w, x, y, z among x, y, z, w. */
const ROTATION_PLACES = [3, 0, 1, 2] as const;

function unpackFloats(
  view: DataView,
  { count, data, bytesPerSplat }: KsplatSection,
  { positions, scales, rotations }: SplatArrays,
  first: number,
): void {
  for (let i = 0; i < count; i++) {
    const row = data + i * bytesPerSplat;
    const to = first + i;
    for (let k = 0; k < 3; k++) {
      positions[to * 3 + k] = view.getFloat32(row + k * 4, true);
      scales[to * 3 + k] = view.getFloat32(row + 12 + k * 4, true);
    }
    for (let k = 0; k < 4; k++) {
      rotations[to * 4 + ROTATION_PLACES[k]!] = view.getFloat32(row + 24 + k * 4, true);
    }
  }
}

/** Positions relative to their bucket's centre. */
function unpackHalves(
  view: DataView,
  { count, data, bytesPerSplat, codeCenter, codeStep }: KsplatSection,
  { positions, scales, rotations }: SplatArrays,
  first: number,
): void {
  const halves = halfValues();
  for (let i = 0; i < count; i++) {
    const row = data + i * bytesPerSplat;
    const to = first + i;
    for (let k = 0; k < 3; k++) {
      positions[to * 3 + k] = (view.getUint16(row + k * 2, true) - codeCenter) * codeStep;
      scales[to * 3 + k] = halves[view.getUint16(row + 6 + k * 2, true)]!;
    }
    for (let k = 0; k < 4; k++) {
      rotations[to * 4 + ROTATION_PLACES[k]!] = halves[view.getUint16(row + 12 + k * 2, true)]!;
    }
  }
}

/** @throws SplatFileError when splats are left without a bucket. */
function addBucketCenters(
  name: string,
  view: DataView,
  section: KsplatSection,
  { positions }: SplatArrays,
  first: number,
): void {
  const { count, bucketSize, fullBuckets, partialBuckets, bucketLengths, bucketCenters } = section;
  let done = 0;
  for (let bucket = 0; bucket < fullBuckets + partialBuckets && done < count; bucket++) {
    const partial = bucket - fullBuckets;
    const length = partial < 0 ? bucketSize : view.getUint32(bucketLengths + partial * 4, true);
    const end = Math.min(count, done + length);
    for (let k = 0; k < 3; k++) {
      const center = view.getFloat32(bucketCenters + bucket * 12 + k * 4, true);
      for (let i = first + done; i < first + end; i++) positions[i * 3 + k] = positions[i * 3 + k]! + center;
    }
    done = end;
  }
  if (done < count) throw fileError(name, `has buckets for ${done} of the ${count} splats of a section`);
}

function unpackColors(
  bytes: Uint8Array,
  { count, data, bytesPerSplat }: KsplatSection,
  offset: number,
  { colors, opacities }: SplatArrays,
  first: number,
): void {
  for (let i = 0; i < count; i++) {
    const row = data + i * bytesPerSplat + offset;
    const to = first + i;
    for (let k = 0; k < 3; k++) colors[to * 3 + k] = bytes[row + k]! / 255;
    opacities[to] = bytes[row + 3]! / 255;
  }
}

/** Harmonics, whose rows are ordered (degree, rgb, order) in the file; a section of a lower degree leaves the rest at 0. */
function unpackHarmonics(
  view: DataView,
  { level, shRange: [low, high] }: KsplatHeader,
  { count, data, bytesPerSplat, shDegree }: KsplatSection,
  { shDegree: degree, shRest }: SplatArrays,
  first: number,
): void {
  if (!shRest || shDegree === 0) return;
  const stride = shRestCount(degree) * 3;
  const halves = halfValues();
  const codes = Float32Array.from({ length: 256 }, (_, code) => low + (code / 255) * (high - low));
  const places = harmonicPlaces(shDegree);
  const offset = level === 0 ? 44 : 24;
  for (let i = 0; i < count; i++) {
    const row = data + i * bytesPerSplat + offset;
    const to = (first + i) * stride;
    for (let k = 0; k < places.length; k++) {
      shRest[to + places[k]!] =
        level === 0
          ? view.getFloat32(row + k * 4, true)
          : level === 1
            ? halves[view.getUint16(row + k * 2, true)]!
            : codes[view.getUint8(row + k)]!;
    }
  }
}

/** Place in (coefficients, rgb) of each component of a row. */
function harmonicPlaces(degree: 1 | 2 | 3): number[] {
  const places: number[] = [];
  for (let l = 1; l <= degree; l++) {
    for (let rgb = 0; rgb < 3; rgb++) {
      for (let order = 0; order < 2 * l + 1; order++) places.push((l * l - 1 + order) * 3 + rgb);
    }
  }
  return places;
}
