import { formatFigure } from './format.ts';

const COLORS = ['#2f7ed8', '#e4572e', '#4caf6d', '#a259c4', '#d9a514', '#3fb8c5', '#8a6d5a', '#7a7f87'];
const WIDTH = 820;
const LABEL_WIDTH = 330;
const VALUE_WIDTH = 90;

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** Ends of the whisker: quartiles. */
  readonly low?: number;
  readonly high?: number;
}

export interface Line {
  readonly label: string;
  readonly values: readonly number[];
}

export function escapeXml(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[character]!,
  );
}

/** Horizontal bars from zero with quartile whiskers. All values must be ≥ 0. */
export function barPlot(bars: readonly Bar[], unit: string): string {
  const rowHeight = 26;
  const span = Math.max(...bars.map((bar) => bar.high ?? bar.value), Number.MIN_VALUE);
  const scale = (value: number) => LABEL_WIDTH + (value / span) * (WIDTH - LABEL_WIDTH - VALUE_WIDTH);
  const body = bars.map((bar, i) => {
    const y = i * rowHeight + rowHeight / 2;
    const end = scale(bar.value);
    const whisker =
      bar.low === undefined || bar.high === undefined
        ? ''
        : `<path class="whisker" d="M${at(scale(bar.low))} ${y}H${at(scale(bar.high))}M${at(scale(bar.low))} ${y - 5}v10M${at(scale(bar.high))} ${y - 5}v10"/>`;
    return [
      `<text class="label" x="${LABEL_WIDTH - 8}" y="${y + 4}">${escapeXml(bar.label)}</text>`,
      `<rect x="${LABEL_WIDTH}" y="${y - 8}" width="${at(end - LABEL_WIDTH)}" height="16" fill="${COLORS[i % COLORS.length]}"/>`,
      whisker,
      `<text x="${at(scale(Math.max(bar.high ?? 0, bar.value)) + 8)}" y="${y + 4}">${formatFigure(bar.value)} ${escapeXml(unit)}</text>`,
    ].join('');
  });
  return svg(bars.length * rowHeight, body.join(''));
}

/** One polyline a series over its index, from zero, with a legend. */
export function linePlot(lines: readonly Line[], unit: string): string {
  const plotHeight = 170;
  const left = 56;
  const span = Math.max(...lines.flatMap((line) => line.values), Number.MIN_VALUE);
  const count = Math.max(...lines.map((line) => line.values.length), 2);
  const x = (i: number) => left + (i / (count - 1)) * (WIDTH - left - 10);
  const y = (value: number) => 10 + (1 - value / span) * (plotHeight - 20);
  const grid = [0, 0.5, 1].map(
    (share) =>
      `<path class="grid" d="M${left} ${at(y(share * span))}H${WIDTH - 10}"/>` +
      `<text class="label" x="${left - 6}" y="${at(y(share * span) + 4)}">${formatFigure(share * span)}</text>`,
  );
  const body = lines.map((line, i) => {
    const color = COLORS[i % COLORS.length];
    const points = line.values.map((value, j) => `${at(x(j))},${at(y(value))}`).join(' ');
    const row = plotHeight + 14 + i * 18;
    return (
      `<polyline points="${points}" fill="none" stroke="${color}" stroke-width="1.8"/>` +
      `<rect x="${left}" y="${row - 9}" width="12" height="10" fill="${color}"/>` +
      `<text x="${left + 18}" y="${row}">${escapeXml(line.label)} (${escapeXml(unit)})</text>`
    );
  });
  return svg(plotHeight + 8 + lines.length * 18, grid.join('') + body.join(''));
}

/** One point of a scatter plot. */
export interface Mark {
  /** Index into the plot's series: chooses the colour. */
  readonly series: number;
  readonly x: number;
  readonly y: number;
  /** Written beside it; may be empty. */
  readonly label: string;
  /** Drawn larger. */
  readonly strong: boolean;
}

export interface Scatter {
  readonly marks: readonly Mark[];
  /** One polyline a series. */
  readonly lines: readonly (readonly (readonly [number, number])[])[];
  readonly series: readonly string[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** A value of y that is drawn across. */
  readonly bar: number;
}

/** Points over two axes that both begin at zero, with a legend. Values must be ≥ 0 and there must be a mark. */
export function scatterPlot({ marks, lines, series, xLabel, yLabel, bar }: Scatter): string {
  const plotHeight = 340;
  const left = 60;
  const bottom = plotHeight - 46;
  const xSpan = 1.08 * Math.max(...marks.map((mark) => mark.x), Number.MIN_VALUE);
  const ySpan = 1.08 * Math.max(...marks.map((mark) => mark.y), bar);
  const x = (value: number) => at(left + (value / xSpan) * (WIDTH - left - 60));
  const y = (value: number) => at(bottom - (value / ySpan) * (bottom - 12));
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const grid = ticks.map(
    (share) =>
      `<path class="grid" stroke="#8886" d="M${left} ${y(share * ySpan)}H${WIDTH - 60}"/>` +
      `<text class="label" text-anchor="end" x="${left - 6}" y="${y(share * ySpan)}" dy="4">${formatFigure(share * ySpan)}</text>` +
      `<text text-anchor="middle" x="${x(share * xSpan)}" y="${bottom + 16}">${formatFigure(share * xSpan)}</text>`,
  );
  const axes =
    `<text text-anchor="middle" x="${(WIDTH + left - 60) / 2}" y="${bottom + 34}">${escapeXml(xLabel)}</text>` +
    `<text text-anchor="middle" transform="translate(12 ${bottom / 2}) rotate(-90)">${escapeXml(yLabel)}</text>` +
    `<path stroke="#d0402b" stroke-dasharray="6 4" d="M${left} ${y(bar)}H${WIDTH - 60}"/>`;
  const fronts = lines.map(
    (line, i) =>
      `<polyline points="${line.map(([px, py]) => `${x(px)},${y(py)}`).join(' ')}" fill="none" stroke="${COLORS[i % COLORS.length]}" stroke-width="1.5"/>`,
  );
  const dots = marks.map(
    (mark) =>
      `<circle cx="${x(mark.x)}" cy="${y(mark.y)}" r="${mark.strong ? 7 : 4}" fill="${COLORS[mark.series % COLORS.length]}"/>` +
      `<text x="${x(mark.x)}" y="${y(mark.y)}" dx="9" dy="-5">${escapeXml(mark.label)}</text>`,
  );
  const legend = series.map(
    (name, i) =>
      `<rect x="${left}" y="${plotHeight + 5 + i * 18}" width="12" height="10" fill="${COLORS[i % COLORS.length]}"/>` +
      `<text x="${left + 18}" y="${plotHeight + 14 + i * 18}">${escapeXml(name)}</text>`,
  );
  const body = [...grid, axes, ...fronts, ...dots, ...legend].join('');
  return svg(plotHeight + 8 + series.length * 18, body);
}

/** A plot as a file of its own: with a title, a background and a font, which a page would give it. */
export function standaloneSvg(plot: string, title: string): string {
  const style = 'svg { background: #fff; font: 12px system-ui, sans-serif; } text { fill: #222; }';
  return plot
    .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace(
      '>',
      `><title>${title}</title><style>${style}</style><rect width="100%" height="100%" fill="#fff"/>`,
    );
}

function svg(height: number, body: string): string {
  return `<svg viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">${body}</svg>`;
}

/** A coordinate with a tenth of a pixel. */
function at(value: number): string {
  return value.toFixed(1);
}
