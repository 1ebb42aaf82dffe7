import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BAND_FIELDS, CHANNEL_FIELDS, FLOAT_FIELDS } from './band-block.ts';

const source = readFileSync(new URL('./assembly/band-block.ts', import.meta.url), 'utf8');

/** Fields of a class in AssemblyScript as [name, type]. */
function fieldsOf(className: string): [string, string][] {
  const body = new RegExp(`class ${className} \\{([\\s\\S]*?)\\n\\}`).exec(source)![1]!;
  return [...body.matchAll(/^\s*(\w+): (\w+);/gm)].map(([, name, type]) => [name!, type!]);
}

describe('parameters of the band pass', () => {
  it.each([
    ['BandBlock', BAND_FIELDS],
    ['ChannelBlock', CHANNEL_FIELDS],
  ] as const)('%s has the fields of the kernel, in order and of the same type', (className, fields) => {
    const declared = fieldsOf(className);
    expect(declared.map(([name]) => name)).toEqual([...fields]);
    for (const [name, type] of declared) {
      expect(['f32', 'i32', 'usize']).toContain(type);
      expect(FLOAT_FIELDS.has(name), name).toBe(type === 'f32');
    }
  });
});
