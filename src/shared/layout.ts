/**
 * Fixed binary layouts for records that cross threads. A layout is declared once (see `layouts.ts`); both sides
 * derive offsets from it, and a record is a set of typed-array views over one private buffer, so that filling,
 * publishing and reading a record allocates nothing.
 */

const VIEWS = { f32: Float32Array, f64: Float64Array, i32: Int32Array } as const;

export type FieldType = keyof typeof VIEWS;

export interface Field<T extends FieldType = FieldType> {
  readonly type: T;
  /** Number of elements. */
  readonly length: number;
}

export type Fields = Readonly<Record<string, Field>>;

/** Views of one record's fields; write `record.direction[0] = x`. */
export type RecordOf<F extends Fields> = {
  readonly [K in keyof F]: InstanceType<(typeof VIEWS)[F[K]['type']]>;
} & { readonly words: Int32Array };

export interface Layout<F extends Fields> {
  readonly name: string;
  readonly fields: F;
  /** Byte offset of every field inside a record. */
  readonly offsets: { readonly [K in keyof F]: number };
  /** Record size in 32-bit words, always even so that records can be stacked without breaking f64 alignment. */
  readonly wordCount: number;
  /** Allocates a private, zeroed record. Call at set-up time, never per frame. */
  record(): RecordOf<F>;
}

export const f32 = (length = 1): Field<'f32'> => ({ type: 'f32', length });
export const f64 = (length = 1): Field<'f64'> => ({ type: 'f64', length });
export const i32 = (length = 1): Field<'i32'> => ({ type: 'i32', length });

/**
 * Declares a record layout. Fields keep their order; f64 fields are padded to 8 bytes.
 * @throws RangeError when a field is empty or called `words`, which is the name of the whole record's view.
 */
export function defineLayout<const F extends Fields>(name: string, fields: F): Layout<F> {
  const offsets = {} as { [K in keyof F]: number };
  let bytes = 0;
  for (const key of Object.keys(fields) as (keyof F & string)[]) {
    const field = fields[key]!;
    if (key === 'words' || field.length < 1 || !Number.isInteger(field.length)) {
      throw new RangeError(`layout ${name}: field "${key}" is not usable`);
    }
    const size = VIEWS[field.type].BYTES_PER_ELEMENT;
    bytes = Math.ceil(bytes / size) * size;
    offsets[key] = bytes;
    bytes += size * field.length;
  }
  const wordCount = Math.ceil(bytes / 8) * 2;
  return {
    name,
    fields,
    offsets,
    wordCount,
    record() {
      const buffer = new ArrayBuffer(wordCount * 4);
      const record: Record<string, unknown> = { words: new Int32Array(buffer) };
      for (const key of Object.keys(fields) as (keyof F & string)[]) {
        const field = fields[key]!;
        record[key] = new VIEWS[field.type](buffer, offsets[key], field.length);
      }
      return record as RecordOf<F>;
    },
  };
}
