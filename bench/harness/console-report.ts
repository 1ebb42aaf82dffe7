import { formatFigure, textTable } from './format.ts';
import { judge, type Report } from './report.ts';

/** Lines that the console shows after a run: rows, notes, and the summary against its bars. */
export function consoleReport(report: Report): string[] {
  const { machine } = report;
  const rows = report.rows.map((row) => [
    row.part,
    row.scene,
    row.subject,
    row.metric,
    formatFigure(row.value),
    row.statistics ? `${formatFigure(row.statistics.q1)}–${formatFigure(row.statistics.q3)}` : '',
    row.statistics ? String(row.statistics.n) : '',
    row.unit,
    row.note ?? '',
  ]);
  const summary = report.targets.map((target) => [
    target.key,
    formatFigure(report.summary[target.key]),
    `${target.kind} ${target.bar} ${target.unit}`.trim(),
    judge(target, report.summary[target.key]),
  ]);
  return [
    `${report.suite} at ${report.commit}${report.quick ? ' (quick: not for publication)' : ''}`,
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, node ${machine.node}, load ${machine.loadAtStart.toFixed(2)}`,
    ...(machine.chromium ? [`Chromium ${machine.chromium}, ${machine.glRenderer}`] : []),
    '',
    ...textTable(
      ['part', 'scene', 'subject', 'metric', 'median', 'quartiles', 'n', 'unit', 'note'],
      rows,
      new Set([4, 5, 6]),
    ),
    '',
    ...(report.tables ?? []).flatMap(({ title, note, head, rows: lines }) => [
      title,
      note,
      ...textTable(head, lines, new Set(head.slice(1).map((_, column) => column + 1))),
      '',
    ]),
    ...textTable(['summary', 'value', 'bar', 'verdict'], summary, new Set([1])),
    ...(report.notes.length > 0 ? ['', ...report.notes.map((note) => `note: ${note}`)] : []),
  ];
}
