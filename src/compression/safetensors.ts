import { fromBrainFloat, fromHalf } from './half-floats.ts';

/** A safetensors file that cannot be read. The message is one sentence. */
export class SafetensorsError extends Error {
  override readonly name = 'SafetensorsError';
}

/** Bytes of a value of each type. */
const SIZES = {
  BOOL: 1, U8: 1, I8: 1, U16: 2, I16: 2, F16: 2, BF16: 2, U32: 4, I32: 4, F32: 4, U64: 8, I64: 8, F64: 8,
} as const; // biome-ignore format: one table

export type TensorType = keyof typeof SIZES;

export interface Tensor {
  readonly type: TensorType;
  readonly shape: readonly number[];
  /** Little-endian values, row-major; a view of the file, at any byte offset. */
  readonly bytes: Uint8Array;
}

export interface Safetensors {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

/** The length of the header, before it. */
const PREFIX_BYTES = 8;
/** What the format itself allows. */
const MOST_HEADER_BYTES = 100_000_000;
const METADATA = '__metadata__';

/** Bytes of a value. */
export function typeSize(type: TensorType): number {
  return SIZES[type];
}

/**
 * Opens a safetensors file (8 bytes of length, a JSON header, then all values without gaps).
 * @param bytes the whole file
 * @throws SafetensorsError when the file is cut off, or its header contradicts itself or the file's length
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  const header = headerOf(bytes);
  const data = bytes.subarray(PREFIX_BYTES + header.length);
  const tensors = new Map<string, Tensor>();
  const spans: Span[] = [];
  let metadata: Readonly<Record<string, string>> = {};
  for (const [name, entry] of Object.entries(header.entries)) {
    if (name === METADATA) {
      metadata = metadataOf(entry);
      continue;
    }
    const { type, shape, begin, end } = entryOf(name, entry, data.length);
    tensors.set(name, { type, shape, bytes: data.subarray(begin, end) });
    spans.push({ name, begin, end });
  }
  checkSpans(spans, data.length);
  return { tensors, metadata };
}

/** Values of a tensor of floats (F16, BF16, F32, F64), copied. @throws SafetensorsError for other types */
export function floatsOf(name: string, tensor: Tensor): Float32Array {
  const size = SIZES[tensor.type];
  const count = tensor.bytes.length / size;
  const view = new DataView(tensor.bytes.buffer, tensor.bytes.byteOffset, tensor.bytes.length);
  const read = FLOAT_READERS[tensor.type];
  if (!read) throw new SafetensorsError(`Tensor “${name}” holds ${tensor.type} where floats are wanted.`);
  const values = new Float32Array(count);
  for (let i = 0; i < count; i++) values[i] = read(view, i * size);
  return values;
}

const FLOAT_READERS: Partial<Record<TensorType, (view: DataView, at: number) => number>> = {
  F16: (view, at) => fromHalf(view.getUint16(at, true)),
  BF16: (view, at) => fromBrainFloat(view.getUint16(at, true)),
  F32: (view, at) => view.getFloat32(at, true),
  F64: (view, at) => view.getFloat64(at, true),
};

interface Header {
  readonly length: number;
  readonly entries: Readonly<Record<string, unknown>>;
}

function headerOf(bytes: Uint8Array): Header {
  if (bytes.length < PREFIX_BYTES) {
    throw new SafetensorsError(`The file has ${bytes.length} bytes, too few for a safetensors header.`);
  }
  const long = new DataView(bytes.buffer, bytes.byteOffset, PREFIX_BYTES).getBigUint64(0, true);
  if (long > BigInt(MOST_HEADER_BYTES) || long < 2n) {
    throw new SafetensorsError(`This is no safetensors file: its header would have ${long} bytes.`);
  }
  const length = Number(long);
  if (PREFIX_BYTES + length > bytes.length) {
    throw new SafetensorsError(
      `The file ends inside its header: ${bytes.length} bytes instead of ${PREFIX_BYTES + length} or more.`,
    );
  }
  const text = new TextDecoder().decode(bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + length));
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch {
    throw new SafetensorsError('The header of the safetensors file is not JSON.');
  }
  if (!isRecord(entries)) throw new SafetensorsError('The header of the safetensors file is no object.');
  return { length, entries };
}

function metadataOf(entry: unknown): Readonly<Record<string, string>> {
  if (!isRecord(entry) || Object.values(entry).some((value) => typeof value !== 'string')) {
    throw new SafetensorsError('The metadata of the safetensors file are no table of texts.');
  }
  return entry as Readonly<Record<string, string>>;
}

interface Span {
  readonly name: string;
  readonly begin: number;
  readonly end: number;
}

type Entry = Omit<Tensor, 'bytes'> & Omit<Span, 'name'>;

function entryOf(name: string, entry: unknown, dataLength: number): Entry {
  if (!isRecord(entry)) throw new SafetensorsError(`Tensor “${name}” is not described by an object.`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !Object.hasOwn(SIZES, dtype)) {
    throw new SafetensorsError(`Tensor “${name}” has the type ${JSON.stringify(dtype) ?? 'nothing'}.`);
  }
  if (!isCounts(shape)) throw new SafetensorsError(`Tensor “${name}” has no list of sizes as its shape.`);
  if (!isCounts(offsets) || offsets.length !== 2) {
    throw new SafetensorsError(`Tensor “${name}” lacks the two offsets of its values.`);
  }
  const type = dtype as TensorType;
  const [begin, end] = offsets as [number, number];
  const wanted = shape.reduce((product, size) => product * size, SIZES[type]);
  if (end - begin !== wanted) {
    throw new SafetensorsError(
      `Tensor “${name}” of shape [${shape.join(', ')}] needs ${wanted} bytes and has ${end - begin}.`,
    );
  }
  if (end > dataLength) {
    throw new SafetensorsError(
      `The file ends inside tensor “${name}”: ${dataLength} bytes of values instead of ${end}.`,
    );
  }
  return { type, shape, begin, end };
}

/** The format wants every byte to belong to one tensor. */
function checkSpans(spans: Span[], dataLength: number): void {
  spans.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let end = 0;
  for (const span of spans) {
    if (span.begin !== end) {
      const what = span.begin < end ? 'overlaps the one before it' : 'leaves a gap before it';
      throw new SafetensorsError(`Tensor “${span.name}” ${what}.`);
    }
    end = span.end;
  }
  if (end !== dataLength) {
    throw new SafetensorsError(`${dataLength - end} bytes at the end of the file belong to no tensor.`);
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCounts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((count) => Number.isSafeInteger(count) && count >= 0);
}
