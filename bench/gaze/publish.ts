import path from 'node:path';
import { formatFigure } from '../harness/format.ts';
import { markdownTable, publishBlock } from '../harness/publish-block.ts';
import { judge, writeText } from '../harness/report.ts';
import type { SuiteResult, Table } from '../harness/suite.ts';
import { standaloneSvg } from '../harness/svg.ts';
import { EXIT_FIGURE_TITLE } from './accuracy/accuracy-figures.ts';
import { GAZE_TARGETS } from './targets.ts';

/** Blocks of `docs/a3fr.md` and the titles of their tables begin so. */
const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  'gaze-accuracy': ['Error of each exit'],
  'gaze-table': ['Latency per frame', 'Where a frame', 'Beside the paper', 'Content quantiles'],
};

/**
 * Writes what was measured into the marked blocks of the documents; a block whose part did not run stays as it is.
 * @throws RangeError when a document lacks a block
 */
export async function publishGaze(
  root: string,
  { summary, tables = [], figures = [] }: SuiteResult,
): Promise<void> {
  const document = path.join(root, 'docs/a3fr.md');
  for (const [block, titles] of Object.entries(BLOCKS)) {
    const own = tables.filter(({ title }) => titles.some((start) => title.startsWith(start)));
    if (own.length > 0) await publishBlock(document, block, own.map(markdown).join('\n\n'));
  }
  const measured = GAZE_TARGETS.filter(({ key }) => summary[key] !== null);
  if (measured.length === GAZE_TARGETS.length) {
    const lines = measured.map((target) => {
      const value = `${formatFigure(summary[target.key])} ${target.unit}`;
      const reached = judge(target, summary[target.key]) === 'reached';
      return [
        target.meaning,
        reached ? value : `**${value}**`,
        `${target.kind} ${target.bar} ${target.unit}`,
      ];
    });
    await publishBlock(
      path.join(root, 'README.md'),
      'gaze',
      markdownTable(['figure', 'measured', 'bar'], lines),
    );
  }
  const exits = figures.find(({ title }) => title === EXIT_FIGURE_TITLE);
  if (exits) {
    await writeText(path.join(root, 'docs/images/gaze-exits.svg'), standaloneSvg(exits.svg, exits.title));
  }
}

function markdown({ title, note, head, rows }: Table): string {
  return `**${title}.** ${note}\n\n${markdownTable(head, rows)}`;
}
