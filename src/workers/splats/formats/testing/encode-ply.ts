import { type RawSplats, shRestCount } from '../raw-splats.ts';
import { SH_C0 } from '../splat-arrays.ts';

export interface PlyOptions {
  readonly encoding?: 'ascii' | 'binary_little_endian' | 'binary_big_endian';
  /** Other order of the properties, with normals and a double among them. */
  readonly shuffled?: boolean;
  readonly lineEnd?: string;
}

type Field = { readonly name: string; readonly type: string; readonly value: (splat: number) => number };

/** Concatenates text and bytes. */
export function joinBytes(...parts: (string | Uint8Array)[]): Uint8Array {
  const arrays = parts.map((part) => (typeof part === 'string' ? new TextEncoder().encode(part) : part));
  const out = new Uint8Array(arrays.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of arrays) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** An INRIA .ply. */
export function encodePly(raw: RawSplats, options: PlyOptions = {}): Uint8Array {
  const { encoding = 'binary_little_endian', shuffled = false, lineEnd = '\n' } = options;
  const rest = shRestCount(raw.shDegree);
  const fields: Field[] = [
    ...['x', 'y', 'z'].map((name, k) => field(name, (i) => raw.positions[i * 3 + k]!)),
    ...['nx', 'ny', 'nz'].map((name) => field(name, () => 0.25)),
    ...[0, 1, 2].map((k) => field(`f_dc_${k}`, (i) => (raw.colors[i * 3 + k]! - 0.5) / SH_C0)),
    ...Array.from({ length: rest * 3 }, (_, k) =>
      field(`f_rest_${k}`, (i) => raw.shRest![(i * rest + (k % rest)) * 3 + Math.floor(k / rest)]!),
    ),
    field('opacity', (i) => Math.log(raw.opacities[i]! / (1 - raw.opacities[i]!))),
    ...[0, 1, 2].map((k) => field(`scale_${k}`, (i) => Math.log(raw.scales[i * 3 + k]!))),
    ...[3, 0, 1, 2].map((k, n) => field(`rot_${n}`, (i) => raw.rotations[i * 4 + k]! * 1.7)),
  ];
  if (shuffled) {
    fields.reverse();
    fields.splice(3, 0, { name: 'confidence', type: 'double', value: (i) => i / 3 });
    fields.splice(7, 0, { name: 'label', type: 'uchar', value: (i) => i & 255 });
  }
  const header = [
    'ply',
    `format ${encoding} 1.0`,
    'comment made by a test',
    `element vertex ${raw.count}`,
    ...fields.map(({ name, type }) => `property ${type} ${name}`),
    'end_header',
    '',
  ].join(lineEnd);
  if (encoding === 'ascii') {
    const rows = Array.from({ length: raw.count }, (_, i) => fields.map(({ value }) => value(i)).join(' '));
    return joinBytes(header, `${rows.join(lineEnd)}${lineEnd}`);
  }
  const bytesOf: Record<string, number> = { float: 4, double: 8, uchar: 1 };
  const rowBytes = fields.reduce((sum, { type }) => sum + bytesOf[type]!, 0);
  const view = new DataView(new ArrayBuffer(rowBytes * raw.count));
  const little = encoding === 'binary_little_endian';
  let at = 0;
  for (let i = 0; i < raw.count; i++) {
    for (const { type, value } of fields) {
      if (type === 'float') view.setFloat32(at, value(i), little);
      else if (type === 'double') view.setFloat64(at, value(i), little);
      else view.setUint8(at, value(i));
      at += bytesOf[type]!;
    }
  }
  return joinBytes(header, new Uint8Array(view.buffer));
}

function field(name: string, value: (splat: number) => number): Field {
  return { name, type: 'float', value };
}
