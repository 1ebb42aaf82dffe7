import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleReport } from './report.fixture.ts';
import { judge, writeJson } from './report.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'bench-report-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('writeJson', () => {
  it('writes what it was given, into folders that did not exist', async () => {
    const file = path.join(folder, 'deep', 'er', 'report.json');
    await writeJson(file, exampleReport());
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(exampleReport());
  });

  it('refuses figures that JSON would turn into null, and writes nothing', async () => {
    const file = path.join(folder, 'report.json');
    await expect(writeJson(file, exampleReport({ summary: { speedUp: Number.NaN } }))).rejects.toThrow(
      'summary.speedUp is NaN',
    );
    const [row] = exampleReport().rows;
    await expect(
      writeJson(file, exampleReport({ rows: [{ ...row!, series: [1, Number.POSITIVE_INFINITY] }] })),
    ).rejects.toThrow('speed / cube / ours / frame holds Infinity');
    await expect(stat(file)).rejects.toThrow();
  });

  it('keeps null for what was not measured but refuses a missing key', async () => {
    const file = path.join(folder, 'report.json');
    await writeJson(file, exampleReport({ summary: { speedUp: null } }));
    expect(JSON.parse(await readFile(file, 'utf8')).summary).toEqual({ speedUp: null });
    await expect(writeJson(file, exampleReport({ summary: {} }))).rejects.toThrow('summary lacks speedUp');
  });
});

describe('judge', () => {
  const atLeast = exampleReport().targets[0]!;
  const atMost = { ...atLeast, kind: 'at most' as const };

  it('counts the bar itself as reached, in both directions', () => {
    expect(judge(atLeast, 5)).toBe('reached');
    expect(judge(atLeast, 4.99)).toBe('missed');
    expect(judge(atMost, 5)).toBe('reached');
    expect(judge(atMost, 5.01)).toBe('missed');
  });

  it('never calls a missing figure reached', () => {
    expect(judge(atMost, null)).toBe('not measured');
    expect(judge(atMost, undefined)).toBe('not measured');
  });
});
