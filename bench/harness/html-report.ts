import { formatFigure } from './format.ts';
import { judge, type Report } from './report.ts';
import type { Row, Table } from './suite.ts';
import { barPlot, escapeXml, linePlot } from './svg.ts';

const STYLE = `
:root { color-scheme: light dark; }
body { font: 15px/1.5 system-ui, sans-serif; max-width: 900px; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; font-variant-numeric: tabular-nums; }
td, th { padding: 0.2rem 0.7rem; border-bottom: 1px solid #8884; text-align: left; }
td.figure { text-align: right; }
.reached { color: #2c8a4b; } .missed { color: #d0402b; font-weight: 600; } .not { opacity: 0.6; }
svg { max-width: 100%; height: auto; } svg text { font-size: 12px; fill: currentColor; }
svg .label { text-anchor: end; } svg .grid { stroke: #8886; } svg .whisker { stroke: currentColor; fill: none; }
summary { cursor: pointer; }`;

/** One self-contained page: summary against its bars, a plot for every part and metric, all rows, notes. */
export function htmlReport(report: Report): string {
  const { machine } = report;
  const facts = [
    `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.os}, Node ${machine.node}`,
    ...(machine.chromium ? [`Chromium ${machine.chromium}, ${machine.glRenderer}`] : []),
    `load at start ${machine.loadAtStart.toFixed(2)}, commit ${report.commit}, ${report.date}`,
    ...(report.quick ? ['Quick run with few samples: not for publication.'] : []),
    ...report.notes,
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Benchmark: ${escapeXml(report.suite)}</title><style>${STYLE}</style></head><body>
<h1>Benchmark: ${escapeXml(report.suite)}</h1>
<ul>${facts.map((fact) => `<li>${escapeXml(fact)}</li>`).join('')}</ul>
${summaryTable(report)}
${(report.tables ?? []).map(sideBySide).join('\n')}
${(report.figures ?? []).map(({ title, svg }) => `<h2>${escapeXml(title)}</h2>${svg}`).join('\n')}
${[...groups(report.rows)].map(([title, rows]) => section(title, rows)).join('\n')}
<details><summary>All rows</summary>${rowTable(report.rows)}</details>
</body></html>
`;
}

function summaryTable(report: Report): string {
  const rows = report.targets.map((target) => {
    const verdict = judge(target, report.summary[target.key]);
    return `<tr><td>${escapeXml(target.key)}</td><td class="figure">${formatFigure(report.summary[target.key])}</td><td>${target.kind} ${target.bar} ${escapeXml(target.unit)}</td><td class="${verdict}">${verdict}</td><td>${escapeXml(target.meaning)}</td></tr>`;
  });
  return `<table><tr><th>summary</th><th>value</th><th>bar</th><th></th><th>meaning</th></tr>${rows.join('')}</table>`;
}

function sideBySide({ title, note, head, rows }: Table): string {
  const cell = (text: string, column: number) =>
    `<td${column > 0 ? ' class="figure"' : ''}>${escapeXml(text)}</td>`;
  const line = (cells: readonly string[]) => `<tr>${cells.map(cell).join('')}</tr>`;
  const top = `<tr>${head.map((name) => `<th>${escapeXml(name)}</th>`).join('')}</tr>`;
  return `<h2>${escapeXml(title)}</h2><p>${escapeXml(note)}</p><table>${top}${rows.map(line).join('')}</table>`;
}

function section(title: string, rows: readonly Row[]): string {
  const unit = rows[0]!.unit;
  const label = (row: Row) => `${row.subject}, ${row.scene}`;
  const bars = rows.map((row) => ({
    label: label(row),
    value: Math.max(row.value, 0),
    ...(row.statistics ? { low: row.statistics.q1, high: row.statistics.q3 } : {}),
  }));
  const lines = rows
    .filter((row) => (row.series?.length ?? 0) > 1)
    .map((row) => ({ label: label(row), values: row.series! }));
  return `<h2>${escapeXml(title)}</h2>${barPlot(bars, unit)}${lines.length > 0 ? linePlot(lines, unit) : ''}`;
}

function rowTable(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const spread = row.statistics;
    const quartiles = spread ? `${formatFigure(spread.q1)}–${formatFigure(spread.q3)}` : '';
    return `<tr>${[row.part, row.scene, row.subject, row.metric].map((cell) => `<td>${escapeXml(cell)}</td>`).join('')}<td class="figure">${formatFigure(row.value)}</td><td class="figure">${quartiles}</td><td class="figure">${spread?.n ?? ''}</td><td>${escapeXml(row.unit)}</td><td>${escapeXml(row.note ?? '')}</td></tr>`;
  });
  return `<table><tr><th>part</th><th>scene</th><th>subject</th><th>metric</th><th>median</th><th>quartiles</th><th>n</th><th>unit</th><th>note</th></tr>${lines.join('')}</table>`;
}

/** Rows by part, metric and unit, in order of first appearance. */
function groups(rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const title = `${row.part}: ${row.metric} (${row.unit})`;
    const group = found.get(title);
    if (group) group.push(row);
    else found.set(title, [row]);
  }
  return found;
}
