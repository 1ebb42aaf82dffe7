import type { Chance } from './chance.ts';

const NUMBERS = [
  '0',
  '-1',
  '1',
  '2',
  '3',
  '255',
  '256',
  '65536',
  '1e6',
  '9000000',
  '38000000',
  '2147483648',
  '4294967295',
  '1e11',
  '1e19',
  '1e999',
  '-1e999',
  '0.5',
  'NaN',
  'null',
  '99999999999999999999999',
  '0x10',
  '""',
  '[]',
  '{}',
  'true',
];
const WORDS = [
  '',
  'x',
  'constructor',
  '__proto__',
  'toString',
  '../../secret',
  '/etc/passwd',
  'C:\\\\a',
  'https://example.org/a.bin',
  'a\\u0000b',
  'list',
  'double',
  'uchar',
  'float',
  'ascii',
  'binary_big_endian',
  'vertex',
  'chunk',
  'sh',
  'VEC2',
  'MAT4',
  '\u2028',
];

/** Edits text that has lines or JSON in it. @returns the new text and what was done. */
export function editText(text: string, chance: Chance): { text: string; what: string } {
  switch (chance.below(8)) {
    case 0:
    case 1:
      return replaceMatch(text, /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi, chance.pick(NUMBERS), chance, 'number');
    case 2:
    case 3:
      return replaceMatch(text, /[A-Za-z_][\w.:]*/g, chance.pick(WORDS), chance, 'word');
    case 4:
      return replaceMatch(
        text,
        /[{}[\],:"\n]/g,
        chance.pick(['', ' ', ',', '{', '}', '[', ']', '"', '\n']),
        chance,
        'sign',
      );
    case 5: {
      const at = chance.below(text.length);
      const length = 1 + chance.below(80);
      return {
        text: text.slice(0, at) + text.slice(at + length),
        what: `${length} letters at ${at} removed`,
      };
    }
    case 6: {
      const at = chance.below(text.length);
      const part = text.slice(at, at + 1 + chance.below(200));
      const times = chance.pick([1, 2, 2000]);
      return {
        text: text.slice(0, at) + part.repeat(times) + text.slice(at),
        what: `${part.length} letters at ${at} repeated ${times} times`,
      };
    }
    default: {
      const at = chance.below(text.length);
      const deep = chance.pick(['[', '{"a":', '\nproperty float x', '\nelement vertex 9', '\ncomment ', ' ']);
      return {
        text: text.slice(0, at) + deep.repeat(5000) + text.slice(at),
        what: `5000 times ${JSON.stringify(deep)} at ${at}`,
      };
    }
  }
}

function replaceMatch(
  text: string,
  pattern: RegExp,
  replacement: string,
  chance: Chance,
  kind: string,
): { text: string; what: string } {
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return { text: `${text}${replacement}`, what: `“${replacement}” behind it` };
  const match = chance.pick(matches);
  const end = match.index + match[0].length;
  return {
    text: text.slice(0, match.index) + replacement + text.slice(end),
    what: `${kind} “${match[0].slice(0, 30)}” at ${match.index} to “${replacement}”`,
  };
}
