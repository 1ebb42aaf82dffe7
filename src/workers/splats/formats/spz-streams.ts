import { checkSplatCount, fileError, truncatedError } from './limits.ts';
import type { RawSplats } from './raw-splats.ts';
import { zstdDecompress } from './zstd.ts';
import { zstdLimit } from './zstd-frame.ts';

/** Header of an .spz and its attributes, uncompressed and still quantized. */
export interface SpzStreams {
  readonly version: number;
  readonly count: number;
  /** Degree in the file, 0..4; coefficients a splat are (degree + 1)² - 1. */
  readonly shDegree: number;
  readonly fractionalBits: number;
  readonly positions: Uint8Array;
  readonly alphas: Uint8Array;
  readonly colors: Uint8Array;
  readonly scales: Uint8Array;
  readonly rotations: Uint8Array;
  readonly sh: Uint8Array;
  /** Records of extensions: type, length, value. */
  readonly extensions: Uint8Array;
}

const MAGIC = 0x5053474e;
const LEGACY_HEADER_BYTES = 16;
const HEADER_BYTES = 32;
const HAS_EXTENSIONS = 2;
/** Most bytes of extension records behind the attributes of versions 1 to 3. */
const MAX_TRAILER_BYTES = 1 << 20;
/** Most bytes that deflate can make of one (RFC 1951). */
const MAX_DEFLATE_RATIO = 1032;

interface Header {
  version: number;
  count: number;
  shDegree: number;
  fractionalBits: number;
  flags: number;
}

/**
 * Opens an .spz of version 1 to 3 (one gzip stream) or 4 (a zstd stream for each attribute); layout of the README of
 * github.com/nianticlabs/spz.
 * @throws SplatFileError
 */
export function readSpzStreams(name: string, bytes: Uint8Array): Promise<SpzStreams> | SpzStreams {
  return bytes[0] === 0x1f ? readLegacy(name, bytes) : readVersion4(name, bytes);
}

/** The degree that is kept: degree 4 exists in .spz only. */
export function keptDegree(fileDegree: number): RawSplats['shDegree'] {
  return Math.min(fileDegree, 3) as RawSplats['shDegree'];
}

function readHeader(name: string, bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC)
    throw fileError(name, 'is no SPZ: its content does not start with “NGSP”');
  const header: Header = {
    version: view.getUint32(4, true),
    count: view.getUint32(8, true),
    shDegree: bytes[12]!,
    fractionalBits: bytes[13]!,
    flags: bytes[14]!,
  };
  if (header.shDegree > 4)
    throw fileError(name, `announces harmonics of degree ${header.shDegree}, beyond the 4 of SPZ`);
  checkSplatCount(name, header.count, keptDegree(header.shDegree));
  return header;
}

/** Bytes of each attribute in the order of the file. */
function attributeBytes({ version, count, shDegree }: Header): number[] {
  const positions = version === 1 ? 6 : 9;
  const rotations = version >= 3 ? 4 : 3;
  const harmonics = ((shDegree + 1) ** 2 - 1) * 3;
  return [positions, 1, 3, 3, rotations, harmonics].map((each) => each * count);
}

function toStreams(header: Header, parts: readonly Uint8Array[], extensions: Uint8Array): SpzStreams {
  const [positions, alphas, colors, scales, rotations, sh] = parts as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  return { ...header, positions, alphas, colors, scales, rotations, sh, extensions };
}

async function readLegacy(name: string, bytes: Uint8Array): Promise<SpzStreams> {
  const content = new Blob([new Uint8Array(bytes)]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = content.getReader();
  try {
    let pending: Uint8Array = new Uint8Array(0);
    const more = async (): Promise<Uint8Array | null> => {
      const { done, value } = await reader.read().catch(() => {
        throw fileError(name, 'is truncated or damaged: its gzip stream breaks off');
      });
      return done ? null : value;
    };
    while (pending.length < LEGACY_HEADER_BYTES) {
      const chunk = await more();
      if (!chunk) throw truncatedError(name, 'the SPZ header', LEGACY_HEADER_BYTES, pending.length);
      const joined = new Uint8Array(pending.length + chunk.length);
      joined.set(pending);
      joined.set(chunk, pending.length);
      pending = joined;
    }
    const header = readHeader(name, pending);
    if (header.version < 1 || header.version > 3) {
      throw fileError(name, `is of SPZ version ${header.version}, which is unknown in this packing`);
    }
    const sizes = attributeBytes(header);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    if (total > bytes.length * MAX_DEFLATE_RATIO)
      throw truncatedError(name, `a stream of ${header.count} splats`, total, bytes.length);

    const out = new Uint8Array(total);
    let extensions: Uint8Array = new Uint8Array(0);
    let at = 0;
    // The stream is read to its end, where gzip compares its check sum.
    for (let chunk: Uint8Array | null = pending.subarray(LEGACY_HEADER_BYTES); chunk; chunk = await more()) {
      const own = Math.min(chunk.length, total - at);
      out.set(chunk.subarray(0, own), at);
      at += own;
      if (own < chunk.length) {
        const joined = new Uint8Array(extensions.length + chunk.length - own);
        joined.set(extensions);
        joined.set(chunk.subarray(own), extensions.length);
        extensions = joined;
        if (extensions.length > MAX_TRAILER_BYTES) throw fileError(name, 'goes on after its last splat');
      }
    }
    if (at < total) throw truncatedError(name, `a stream of ${header.count} splats`, total, at);
    let start = 0;
    const parts = sizes.map((size) => {
      start += size;
      return out.subarray(start - size, start);
    });
    return toStreams(header, parts, header.flags & HAS_EXTENSIONS ? extensions : new Uint8Array(0));
  } finally {
    // Frees what is still to be inflated; nobody waits for it.
    reader.cancel().catch(() => {});
  }
}

function readVersion4(name: string, bytes: Uint8Array): SpzStreams {
  if (bytes.length < HEADER_BYTES) throw truncatedError(name, 'the SPZ header', HEADER_BYTES, bytes.length);
  const header = readHeader(name, bytes);
  if (header.version !== 4)
    throw fileError(name, `is of SPZ version ${header.version}, of which 1 to 4 are known`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = view.getUint32(16, true);
  const sizes = attributeBytes(header);
  const needed = header.shDegree > 0 ? 6 : 5;
  const streams = bytes[15]!;
  if (streams < needed) throw fileError(name, `has ${streams} SPZ streams instead of ${needed}`);
  let at = table + streams * 16;
  if (table < HEADER_BYTES || at > bytes.length) {
    throw truncatedError(name, 'the SPZ header with its table', at, bytes.length);
  }
  const entries = sizes.slice(0, needed).map((size, k) => {
    const packed = Number(view.getBigUint64(table + k * 16, true));
    const announced = Number(view.getBigUint64(table + k * 16 + 8, true));
    if (announced !== size)
      throw fileError(name, `has an SPZ stream of ${announced} bytes instead of ${size}`);
    if (at + packed > bytes.length)
      throw truncatedError(name, `SPZ stream ${k + 1}`, packed, bytes.length - at);
    const source = bytes.subarray(at, at + packed);
    if (size > zstdLimit(source))
      throw fileError(name, `has an SPZ stream of ${packed} bytes, too few for ${size}`);
    const entry = { size, source };
    at += packed;
    return entry;
  });
  const parts = entries.map(({ size, source }) => {
    const out = new Uint8Array(size);
    zstdDecompress(source, out);
    return out;
  });
  if (needed === 5) parts.push(new Uint8Array(0));
  const extensions = header.flags & HAS_EXTENSIONS ? bytes.subarray(HEADER_BYTES, table) : new Uint8Array(0);
  return toStreams(header, parts, extensions);
}
