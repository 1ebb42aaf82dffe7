import { fileError, truncatedError } from './limits.ts';

/** Compression level: 0 = float32, 1 = 16-bit, 2 = 16-bit with 8-bit harmonics. */
export type KsplatLevel = 0 | 1 | 2;

/** Header of a .ksplat. */
export interface KsplatHeader {
  readonly level: KsplatLevel;
  /** Values of the 8-bit harmonics codes 0 and 255. */
  readonly shRange: readonly [number, number];
  readonly sections: readonly KsplatSection[];
}

/** A run of splats with the same layout. Offsets are bytes from the start of the file, all checked to lie in it. */
export interface KsplatSection {
  readonly count: number;
  readonly shDegree: 0 | 1 | 2 | 3;
  readonly bytesPerSplat: number;
  /** First splat. */
  readonly data: number;
  /** Splats of a full bucket; the first `fullBuckets` buckets are full. */
  readonly bucketSize: number;
  readonly fullBuckets: number;
  readonly partialBuckets: number;
  readonly bucketCount: number;
  /** Lengths of the buckets that are not full, uint32 each. */
  readonly bucketLengths: number;
  /** Centres of all buckets, three float32 each. */
  readonly bucketCenters: number;
  /** Code of a bucket's centre, and metres a code. */
  readonly codeCenter: number;
  readonly codeStep: number;
}

const HEADER_BYTES = 4096;
const SECTION_HEADER_BYTES = 1024;
const CENTER_BYTES = 12;
/** Bytes of a splat without harmonics, and of one harmonics component, by level. */
const SPLAT_BYTES = [44, 24, 24] as const;
const COMPONENT_BYTES = [4, 2, 1] as const;
/** Half the range of 8-bit harmonics, and code of a bucket's centre, where the file leaves them at 0. */
const DEFAULT_SH_RANGE = 1.5;
const DEFAULT_CODE_CENTER = 32767;

/**
 * Reads the header of a .ksplat and those of its sections; layout of `SplatBuffer` in GaussianSplats3D 0.4.7.
 * @throws SplatFileError when one is out of bounds or contradicts another.
 */
export function readKsplatHeader(name: string, bytes: Uint8Array): KsplatHeader {
  if (bytes.length < HEADER_BYTES)
    throw truncatedError(name, 'the .ksplat header', HEADER_BYTES, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] !== 0 || bytes[1] === 0) {
    throw fileError(
      name,
      `is of .ksplat version ${bytes[0]}.${bytes[1]}, of which 0.1 and later 0 are known`,
    );
  }
  const level = view.getUint16(20, true);
  if (level > 2)
    throw fileError(name, `has a .ksplat compression level of ${level}, of which 0 to 2 are known`);
  const sectionCount = view.getUint32(4, true);
  let at = HEADER_BYTES + sectionCount * SECTION_HEADER_BYTES;
  if (at > bytes.length) throw truncatedError(name, `its ${sectionCount} section headers`, at, bytes.length);

  const sections: KsplatSection[] = [];
  let total = 0;
  for (let k = 0; k < sectionCount; k++) {
    const start = HEADER_BYTES + k * SECTION_HEADER_BYTES;
    const { section, end } = readSection(name, view, start, at, level as KsplatLevel);
    at = end;
    total += section.count;
    if (section.count > 0) sections.push(section);
  }
  const announced = view.getUint32(16, true);
  if (announced !== total) {
    throw fileError(name, `announces ${announced} splats but its sections announce ${total}`);
  }
  const low = view.getFloat32(36, true) || -DEFAULT_SH_RANGE;
  const high = view.getFloat32(40, true) || DEFAULT_SH_RANGE;
  return { level: level as KsplatLevel, shRange: [low, high], sections };
}

/** Section whose header is at `start` and whose content begins at `base`. */
function readSection(
  name: string,
  view: DataView,
  start: number,
  base: number,
  level: KsplatLevel,
): { section: KsplatSection; end: number } {
  const word = (offset: number): number => view.getUint32(start + offset, true);
  const count = word(0);
  const capacity = word(4);
  const shDegree = view.getUint16(start + 40, true);
  if (shDegree > 3) throw fileError(name, `has a section with harmonics of degree ${shDegree}`);
  if (count > capacity) {
    throw fileError(name, `has a section of ${count} splats in the place of ${capacity}`);
  }
  const bytesPerSplat = SPLAT_BYTES[level] + ((shDegree + 1) ** 2 - 1) * 3 * COMPONENT_BYTES[level];
  const bucketCount = word(12);
  const centerBytes = view.getUint16(start + 20, true);
  const partialBuckets = word(36);
  const fullBuckets = word(32);
  const bucketSize = word(8);
  const codeCenter = word(24) || DEFAULT_CODE_CENTER;
  const bucketCenters = base + partialBuckets * 4;
  const data = bucketCenters + bucketCount * centerBytes;
  const end = data + capacity * bytesPerSplat;
  if (end > view.byteLength) {
    throw truncatedError(name, `a section of ${capacity} splats`, end - base, view.byteLength - base);
  }
  if (level > 0 && count > 0) {
    if (centerBytes !== CENTER_BYTES || fullBuckets + partialBuckets > bucketCount) {
      throw fileError(name, 'has a section whose buckets contradict each other');
    }
  }
  return {
    section: {
      count,
      shDegree: shDegree as KsplatSection['shDegree'],
      bytesPerSplat,
      data,
      bucketSize,
      fullBuckets,
      partialBuckets,
      bucketCount,
      bucketLengths: base,
      bucketCenters,
      codeCenter,
      codeStep: view.getFloat32(start + 16, true) / 2 / codeCenter,
    },
    end,
  };
}
