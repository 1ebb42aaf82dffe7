import { readFile } from 'node:fs/promises';
import { writeText } from './report.ts';

/**
 * A text with another content between its marks `<!-- name:start -->` and `<!-- name:end -->`; all else stays.
 * @throws RangeError when the text does not hold the two marks once each, in this order
 */
export function withBlock(text: string, name: string, content: string): string {
  const [before, rest, tooMany] = text.split(`<!-- ${name}:start -->`);
  const [, after, more] = rest?.split(`<!-- ${name}:end -->`) ?? [];
  if (rest === undefined || after === undefined || tooMany !== undefined || more !== undefined) {
    throw new RangeError(`The text has no block "${name}", or more than one.`);
  }
  return `${before}<!-- ${name}:start -->\n${content.trim()}\n<!-- ${name}:end -->${after}`;
}

/** Puts a content into a document's block. @throws RangeError as `withBlock`; the file is untouched then */
export async function publishBlock(file: string, name: string, content: string): Promise<void> {
  await writeText(file, withBlock(await readFile(file, 'utf8'), name, content));
}

/** Lines of a Markdown table. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${head.map(() => '---|').join('')}`, ...rows.map(line)].join('\n');
}
