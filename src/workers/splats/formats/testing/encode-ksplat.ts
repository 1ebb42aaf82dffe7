import { type RawSplats, shRestCount } from '../raw-splats.ts';
import { joinBytes } from './encode-ply.ts';
import { halfCode } from './half-code.ts';

export interface KsplatOptions {
  readonly level: 0 | 1 | 2;
  /** Splats of each section; together as many as there are. */
  readonly sections?: readonly number[];
  readonly bucketSize?: number;
}

const CODE_CENTER = 32767;
const SH_RANGE = 0.5;

/**
 * A .ksplat of GaussianSplats3D. Splats keep their order: each bucket holds those that follow each other, and what is left
 * over after the full buckets is split in two.
 */
export function encodeKsplat(raw: RawSplats, options: KsplatOptions): Uint8Array {
  const { level, sections = [raw.count], bucketSize = 64 } = options;
  const header = new Uint8Array(4096);
  const view = new DataView(header.buffer);
  view.setUint8(1, 1);
  view.setUint32(4, sections.length, true);
  view.setUint32(8, sections.length, true);
  view.setUint32(12, raw.count, true);
  view.setUint32(16, raw.count, true);
  view.setUint16(20, level, true);
  view.setFloat32(36, -SH_RANGE, true);
  view.setFloat32(40, SH_RANGE, true);

  const headers: Uint8Array[] = [];
  const contents: Uint8Array[] = [];
  let first = 0;
  for (const count of sections) {
    const section = encodeSection(raw, first, count, level, bucketSize);
    headers.push(section.header);
    contents.push(section.content);
    first += count;
  }
  return joinBytes(header, ...headers, ...contents);
}

function encodeSection(
  raw: RawSplats,
  first: number,
  count: number,
  level: 0 | 1 | 2,
  bucketSize: number,
): { header: Uint8Array; content: Uint8Array } {
  const full = level === 0 ? 0 : Math.floor(count / bucketSize);
  const left = count - full * bucketSize;
  const partial =
    level === 0 ? [] : [Math.ceil(left / 2), Math.floor(left / 2)].filter((length) => length > 0);
  const buckets: { center: number[]; from: number; to: number }[] = [];
  let blockSize = 0;
  let from = first;
  for (const length of level === 0 ? [] : [...Array<number>(full).fill(bucketSize), ...partial]) {
    const center = [0, 1, 2].map((k) => {
      const values = Array.from({ length }, (_, n) => raw.positions[(from + n) * 3 + k]!);
      const low = Math.min(...values);
      const high = Math.max(...values);
      blockSize = Math.max(blockSize, high - low);
      return Math.fround((low + high) / 2);
    });
    buckets.push({ center, from, to: from + length });
    from += length;
  }
  blockSize = Math.fround(blockSize * 1.001);

  const header = new Uint8Array(1024);
  const view = new DataView(header.buffer);
  view.setUint32(0, count, true);
  view.setUint32(4, count, true);
  view.setUint16(40, raw.shDegree, true);
  if (level > 0) {
    view.setUint32(8, bucketSize, true);
    view.setUint32(12, buckets.length, true);
    view.setFloat32(16, blockSize, true);
    view.setUint16(20, 12, true);
    view.setUint32(24, CODE_CENTER, true);
    view.setUint32(32, full, true);
    view.setUint32(36, partial.length, true);
  }
  const rows = encodeRows(raw, first, count, level, (i, k) => {
    const center = buckets.find(({ from: start, to }) => i >= start && i < to)!.center[k]!;
    const code = Math.round(((raw.positions[i * 3 + k]! - center) / (blockSize / 2)) * CODE_CENTER);
    return code + CODE_CENTER;
  });
  const content = joinBytes(
    new Uint8Array(Uint32Array.from(partial).buffer),
    new Uint8Array(Float32Array.from(buckets.flatMap(({ center }) => center)).buffer),
    rows,
  );
  view.setUint32(28, content.length, true);
  return { header, content };
}

function encodeRows(
  raw: RawSplats,
  first: number,
  count: number,
  level: 0 | 1 | 2,
  positionCode: (splat: number, axis: number) => number,
): Uint8Array {
  const components = shRestCount(raw.shDegree) * 3;
  const rowBytes = (level === 0 ? 44 : 24) + components * [4, 2, 1][level]!;
  const view = new DataView(new ArrayBuffer(count * rowBytes));
  const byte = (value: number): number => Math.min(255, Math.max(0, Math.round(value * 255)));
  let at = 0;
  const put = (value: number): void => {
    if (level === 0) view.setFloat32(at, value, true);
    else view.setUint16(at, halfCode(value), true);
    at += level === 0 ? 4 : 2;
  };
  for (let i = first; i < first + count; i++) {
    for (let k = 0; k < 3; k++) {
      if (level === 0) put(raw.positions[i * 3 + k]!);
      else {
        view.setUint16(at, positionCode(i, k), true);
        at += 2;
      }
    }
    for (let k = 0; k < 3; k++) put(raw.scales[i * 3 + k]!);
    for (const k of [3, 0, 1, 2]) put(raw.rotations[i * 4 + k]!);
    for (let k = 0; k < 3; k++) view.setUint8(at++, byte(raw.colors[i * 3 + k]!));
    view.setUint8(at++, byte(raw.opacities[i]!));
    for (let l = 1; l <= raw.shDegree; l++) {
      for (let rgb = 0; rgb < 3; rgb++) {
        for (let order = 0; order < 2 * l + 1; order++) {
          const value = raw.shRest![i * components + (l * l - 1 + order) * 3 + rgb]!;
          if (level === 2) view.setUint8(at++, byte((value + SH_RANGE) / (2 * SH_RANGE)));
          else put(value);
        }
      }
    }
  }
  return new Uint8Array(view.buffer);
}
