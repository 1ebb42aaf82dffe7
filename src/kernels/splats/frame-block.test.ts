import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  CHUNK_WORD,
  CHUNK_WORDS,
  EYE_BYTES,
  EYE_FIELDS,
  FRAME_BYTES,
  FRAME_FIELDS,
  ParameterBlock,
  RECORD_BYTES,
  THREAD_SCRATCH_BYTES,
} from './frame-block.ts';

const sourceOf = (name: string) => readFileSync(new URL(`./assembly/${name}`, import.meta.url), 'utf8');
const frame = sourceOf('frame.ts');

/** Fields of a class in AssemblyScript as [name, type]. */
function fieldsOf(className: string): [string, string][] {
  const body = new RegExp(`class ${className} \\{([\\s\\S]*?)\\n\\}`).exec(frame)![1]!;
  return [...body.matchAll(/^\s*(\w+): (\w+);/gm)].map(([, name, type]) => [name!, type!]);
}

/** A number declared by name in AssemblyScript; other constants in it are looked up in turn. */
function constantOf(source: string, name: string): number {
  const expression = new RegExp(`const ${name}(?:: \\w+)? = ([^;]+);`).exec(source)![1]!;
  const terms = expression.replace(/[A-Z]\w+/g, (other) => String(constantOf(source, other)));
  expect(terms).toMatch(/^[\d\s.+*/()x-]+$/);
  return Number(new Function(`return ${terms}`)());
}

describe('parameter blocks', () => {
  it.each([
    ['EyeBlock', EYE_FIELDS, EYE_BYTES],
    ['FrameBlock', FRAME_FIELDS, FRAME_BYTES],
  ] as const)('%s has the fields of the kernels in the same order', (className, fields, bytes) => {
    const declared = fieldsOf(className);
    expect(declared.map(([name]) => name)).toEqual([...fields]);
    // Every type in them is one word wide, so order alone gives the offset.
    for (const [, type] of declared) expect(['f32', 'i32', 'usize']).toContain(type);
    expect(bytes).toBe(4 * declared.length);
  });

  it.each([
    ['EyeBlock', EYE_FIELDS],
    ['FrameBlock', FRAME_FIELDS],
  ] as const)('%s stores floats as floats and integers as integers', (className, fields) => {
    const buffer = new ArrayBuffer(4 * fields.length + 16);
    const block = new ParameterBlock<string>(fields, buffer, 16);
    const floats = new Float32Array(buffer, 16);
    const words = new Int32Array(buffer, 16);
    fieldsOf(className).forEach(([name, type], i) => {
      block.set(name, 1234);
      expect(type === 'f32' ? floats[i] : words[i], name).toBe(1234);
      expect(block.get(name)).toBe(1234);
    });
    expect(block.byteOffset).toBe(16);
  });

  it('reads pointers above 2 GiB back as they were', () => {
    const block = new ParameterBlock(FRAME_FIELDS, new ArrayBuffer(FRAME_BYTES), 0);
    block.set('lists', 0xf000_0000);
    expect(block.get('lists')).toBe(0xf000_0000);
  });

  it('shares the words of a chunk and the size of a record with the kernels', () => {
    expect(constantOf(frame, 'CHUNK_BYTES')).toBe(4 * CHUNK_WORDS);
    expect(constantOf(frame, 'RECORD_BYTES')).toBe(RECORD_BYTES);
    for (const [field, word] of Object.entries(CHUNK_WORD)) {
      expect(constantOf(frame, `CHUNK_${field.toUpperCase()}`), field).toBe(4 * word);
    }
  });

  it('leaves the blending kernels as much scratch as they take', () => {
    expect(constantOf(sourceOf('blend-scratch.ts'), 'BLEND_SCRATCH')).toBeLessThanOrEqual(
      THREAD_SCRATCH_BYTES,
    );
  });
});
