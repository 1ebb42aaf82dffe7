import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EYE_NUMBERS, EYE_PARAMETERS, eyeBufferOffsets, LIGHT_CELL, PAD } from './eye-buffers.ts';

const source = readFileSync(new URL('./assembly/eye-block.ts', import.meta.url), 'utf8');

/** Names of a class' fields in the assembly, in their order. */
function fieldsOf(name: string): string[] {
  const body = new RegExp(`class ${name} \\{([^}]*)\\}`).exec(source)![1]!;
  return [...body.matchAll(/(\w+): [fi]32;/g)].map((match) => match[1]!);
}

test('the kernel reads parameters and numbers in the order in which they are written', () => {
  expect(fieldsOf('EyeParameters')).toEqual([...EYE_PARAMETERS]);
  expect(fieldsOf('EyeNumbers')).toEqual([...EYE_NUMBERS]);
  expect(source).toContain(`PAD: i32 = ${PAD};`);
  expect(source).toContain(`LIGHT_CELL: i32 = ${LIGHT_CELL};`);
});

test('buffers lie one after the other on multiples of 16', () => {
  const { at, words, end } = eyeBufferOffsets(128, 96, 64);
  let last = 64;
  for (const name of Object.keys(words) as (keyof typeof at)[]) {
    expect(at[name] % 16).toBe(0);
    expect(at[name]).toBeGreaterThanOrEqual(last);
    last = at[name] + 4 * words[name];
  }
  expect(end).toBeGreaterThanOrEqual(last);
});
