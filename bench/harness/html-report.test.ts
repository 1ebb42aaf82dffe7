import { describe, expect, it } from 'vitest';
import { htmlReport } from './html-report.ts';
import { exampleReport } from './report.fixture.ts';
import { barPlot, linePlot } from './svg.ts';

describe('htmlReport', () => {
  it('escapes text and loads nothing from elsewhere', () => {
    const page = htmlReport(exampleReport());
    expect(page).toContain('a &lt;note&gt;');
    expect(page).not.toContain('<note>');
    expect(page).not.toMatch(/https?:|src=|href=|@import|url\(/);
  });

  it('shows drawings of the suite', () => {
    const html = htmlReport(exampleReport({ figures: [{ title: 'A <plot>', svg: '<svg></svg>' }] }));
    expect(html).toContain('<h2>A &lt;plot&gt;</h2><svg></svg>');
  });

  it('shows tables of the suite with their figures flush right', () => {
    const table = { title: 'Side by side', note: 'at <noon>', head: ['scene', 'ms'], rows: [['a & b', '3']] };
    const html = htmlReport(exampleReport({ tables: [table] }));
    expect(html).toContain('<p>at &lt;noon&gt;</p>');
    expect(html).toContain('<td>a &amp; b</td><td class="figure">3</td>');
  });

  it('shows missed and unmeasured figures as such', () => {
    expect(htmlReport(exampleReport())).toContain('>reached<');
    expect(htmlReport(exampleReport({ summary: { speedUp: 2 } }))).toContain('>missed<');
    expect(htmlReport(exampleReport({ summary: { speedUp: null } }))).toContain('>not measured<');
  });

  it('draws rows of one part and metric in one plot and others in their own', () => {
    const row = exampleReport().rows[0]!;
    const page = htmlReport(
      exampleReport({ rows: [row, { ...row, subject: 'rival' }, { ...row, metric: 'order' }] }),
    );
    expect(page.match(/<h2>/g)).toHaveLength(2);
  });
});

describe('plots', () => {
  it('gives bars widths in proportion and whiskers inside the picture', () => {
    const picture = barPlot(
      [
        { label: 'a', value: 10, low: 5, high: 20 },
        { label: 'b', value: 5 },
      ],
      'ms',
    );
    const widths = [...picture.matchAll(/<rect[^>]* width="([\d.]+)"/g)].map((match) => Number(match[1]));
    expect(widths[0]! / widths[1]!).toBeCloseTo(2, 2);
    expect(picture.match(/class="whisker"/g)).toHaveLength(1);
    const ends = [...picture.matchAll(/H([\d.]+)/g)].map((match) => Number(match[1]));
    expect(Math.max(...ends)).toBeLessThan(820);
  });

  it('puts larger values higher and survives a single point and all zeros', () => {
    const points = linePlot([{ label: 'a', values: [0, 4] }], 'ms').match(/points="([^"]+)"/)![1]!;
    const [first, second] = points.split(' ').map((point) => Number(point.split(',')[1]));
    expect(second).toBeLessThan(first!);
    expect(linePlot([{ label: 'a', values: [0] }], 'ms')).not.toContain('NaN');
  });
});
