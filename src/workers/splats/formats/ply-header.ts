import { latin1 } from './detect-format.ts';
import { fileError, MAX_HEADER_BYTES, truncatedError } from './limits.ts';

export type PlyScalar = 'int8' | 'uint8' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'float32' | 'float64';

export interface PlyProperty {
  readonly name: string;
  readonly type: PlyScalar;
  /** Bytes from the start of a binary row. */
  readonly offset: number;
  /** Position among the words of an ASCII row. */
  readonly index: number;
}

export interface PlyElement {
  readonly name: string;
  readonly count: number;
  readonly properties: readonly PlyProperty[];
  /** Bytes of one binary row; meaningless with a list. */
  readonly rowBytes: number;
  /** Whether a property is a list, which makes rows unequally long. */
  readonly hasList: boolean;
}

export interface PlyHeader {
  readonly encoding: 'ascii' | 'little' | 'big';
  readonly elements: readonly PlyElement[];
  /** First byte after the header. */
  readonly dataStart: number;
}

const ENCODINGS = new Map<string, PlyHeader['encoding']>([
  ['ascii', 'ascii'],
  ['binary_little_endian', 'little'],
  ['binary_big_endian', 'big'],
]);

const SCALARS = new Map<string, PlyScalar>([
  ['char', 'int8'],
  ['uchar', 'uint8'],
  ['short', 'int16'],
  ['ushort', 'uint16'],
  ['int', 'int32'],
  ['uint', 'uint32'],
  ['float', 'float32'],
  ['double', 'float64'],
]);

const SCALAR_BYTES: Readonly<Record<PlyScalar, number>> = {
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  float64: 8,
};

for (const type of Object.keys(SCALAR_BYTES) as PlyScalar[]) SCALARS.set(type, type);

/**
 * Reads the header of a PLY file (Turk 1994) with either line ending.
 * @throws SplatFileError when it is malformed, has no end or names an unknown type.
 */
export function readPlyHeader(name: string, bytes: Uint8Array): PlyHeader {
  const text = latin1(bytes, MAX_HEADER_BYTES);
  if (!/^ply\r?\n/.test(text)) throw fileError(name, 'is no PLY file: it does not start with “ply”');
  const end = /\nend_header[ \t]*\r?\n/.exec(text);
  if (!end) throw fileError(name, 'is truncated: its PLY header has no end');

  let encoding: PlyHeader['encoding'] | null = null;
  const elements: {
    name: string;
    count: number;
    properties: PlyProperty[];
    rowBytes: number;
    hasList: boolean;
  }[] = [];
  for (const line of text.slice(0, end.index).split('\n')) {
    const words = line.trim().split(/\s+/);
    const element = elements.at(-1);
    if (words[0] === 'format') {
      encoding = ENCODINGS.get(words[1] ?? '') ?? null;
      if (!encoding) throw fileError(name, `has an unknown PLY encoding “${words[1]?.slice(0, 30)}”`);
    } else if (words[0] === 'element') {
      const count = Number(words[2]);
      if (words.length !== 3 || !/^\d+$/.test(words[2]!) || !Number.isSafeInteger(count)) {
        throw fileError(name, `has a malformed element line in its PLY header`);
      }
      elements.push({ name: words[1]!, count, properties: [], rowBytes: 0, hasList: false });
    } else if (words[0] === 'property') {
      if (!element) throw fileError(name, 'has a PLY property that belongs to no element');
      if (words[1] === 'list') {
        element.hasList = true;
        continue;
      }
      const type = SCALARS.get(words[1] ?? '');
      if (!type || words.length !== 3)
        throw fileError(name, 'has a malformed property line in its PLY header');
      element.properties.push({
        name: words[2]!,
        type,
        offset: element.rowBytes,
        index: element.properties.length,
      });
      element.rowBytes += SCALAR_BYTES[type];
    }
  }
  if (!encoding) throw fileError(name, 'has no format line in its PLY header');
  return { encoding, elements, dataStart: end.index + end[0].length };
}

/** The element of that name. @throws SplatFileError when there is none. */
export function requireElement(name: string, header: PlyHeader, elementName: string): PlyElement {
  const element = header.elements.find((candidate) => candidate.name === elementName);
  if (!element) throw fileError(name, `has no “${elementName}” element in its PLY header`);
  if (element.hasList)
    throw fileError(name, `has a list among the properties of “${elementName}”, as splats never do`);
  return element;
}

/** The property of that name. @throws SplatFileError when there is none. */
export function requireProperty(name: string, element: PlyElement, propertyName: string): PlyProperty {
  const property = element.properties.find((candidate) => candidate.name === propertyName);
  if (!property) {
    throw fileError(name, `is a PLY without the property “${propertyName}” that Gaussian splats need`);
  }
  return property;
}

/**
 * First byte of a binary element, after a check that all of its rows are in the file.
 * @throws SplatFileError
 */
export function binaryStart(name: string, bytes: Uint8Array, header: PlyHeader, element: PlyElement): number {
  let start = header.dataStart;
  for (const earlier of header.elements) {
    if (earlier === element) break;
    if (earlier.hasList) throw fileError(name, `has a list in “${earlier.name}”, before its splats`);
    start += earlier.count * earlier.rowBytes;
  }
  const needed = element.count * element.rowBytes;
  if (!(start + needed <= bytes.length)) {
    throw truncatedError(name, `“${element.name}” with ${element.count} rows`, needed, bytes.length - start);
  }
  return start;
}
