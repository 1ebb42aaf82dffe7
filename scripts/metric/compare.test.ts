import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReferencePasses } from '../../src/metrics/fovvideovdp/passes-reference.ts';
import { compare } from './compare.ts';
import { type MetricOptions, parseMetricOptions } from './options.ts';

const [width, height] = [40, 32];
let folder = '';
const at = (...names: string[]) => join(folder, ...names);

function png(noise: number, size = width): Uint8Array {
  const data = Uint8Array.from(
    { length: 3 * size * height },
    (_, i) => 120 + 60 * Math.sin(i / 5) + noise * ((i * 7919) % 13),
  );
  return encode({ width: size, height, data, channels: 3 });
}

function run(...args: string[]) {
  const command = parseMetricOptions(args) as { options: MetricOptions };
  return compare(command.options, createReferencePasses());
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metric-'));
  for (const name of ['test', 'reference', 'short', 'empty']) await mkdir(at(name));
  for (const frame of [1, 2, 10]) {
    await writeFile(at('test', `${frame}.png`), png(frame === 10 ? 8 : 0));
    await writeFile(at('reference', `${frame}.png`), png(0));
  }
  await writeFile(at('short', '1.png'), png(0));
  await writeFile(at('a.png'), png(3));
  await writeFile(at('b.png'), png(0));
  await writeFile(at('wide.png'), png(0, 48));
  await writeFile(at('broken.png'), 'no picture');
  await writeFile(at('gaze.json'), '[[3, 4], [5, 6], [30, 20]]');
  await writeFile(at('two.json'), '[[3, 4], [5, 6]]');
  await writeFile(at('odd.json'), '[[3, 4], [5], [1, 2]]');
});
afterAll(() => rm(folder, { recursive: true }));

describe('npm run metric', () => {
  it('scores two pictures and writes where they differ', async () => {
    const same = await run(at('b.png'), at('b.png'));
    expect(same.jod).toBe(10);
    const report = await run(at('a.png'), at('b.png'), '--gaze', '3,4', '--heat-map', at('map.png'));
    expect(report.jod).toBeLessThan(10);
    expect(report).toMatchObject({ display: 'quest3', width, height });
    const map = decode(await readFile(at('map.png')));
    expect([map.width, map.height, map.channels]).toEqual([width, height, 3]);
  });

  it('stretches pictures over the display when asked to', async () => {
    const own = await run(at('a.png'), at('b.png'));
    const fitted = await run(at('a.png'), at('b.png'), '--fit');
    expect(fitted.ppd).toBeLessThan(own.ppd / 10);
    expect(fitted.jod).not.toBe(own.jod);
  });

  it('scores folders as videos, frames by number, with a gaze of each', async () => {
    const report = await run(at('test'), at('reference'), '--fps', '30', '--gaze-file', at('gaze.json'));
    expect(report.frames).toHaveLength(3);
    expect(report.frames[0]!.jod).toBe(10);
    // The frame named 10 comes last, and only it differs.
    expect(report.frames[1]!.jod).toBe(10);
    expect(report.frames[2]!.jod).toBeLessThan(10);
  });

  it.each([
    [['a.png', 'gone.png'], /There is no .*gone\.png/],
    [['a.png', 'broken.png'], /broken\.png cannot be read as PNG/],
    [['a.png', 'wide.png'], /40 × 32 pixels instead of 48 × 32/],
    [['a.png', 'reference'], /not one of each/],
    [['short', 'reference'], /short has 1 frames, .*reference has 3/],
    [['empty', 'reference'], /empty holds no PNG/],
    [['a.png', 'b.png', '--gaze', '40,3'], /The gaze 40, 3 lies outside/],
    [['a.png', 'b.png', '--display', 'cinema'], /no display "cinema"/],
  ] as const)('refuses %j', async (args, reason) => {
    await expect(run(at(args[0]), at(args[1]), ...args.slice(2))).rejects.toThrow(reason);
  });

  it.each([
    ['two.json', /2 gaze positions for 3 frames/],
    ['odd.json', /no JSON list of \[x, y\]/],
    ['broken.png', /no JSON list/],
    ['gone.json', /cannot be read/],
  ])('refuses the gaze file %s', async (name, reason) => {
    await expect(run(at('test'), at('reference'), '--gaze-file', at(name))).rejects.toThrow(reason);
  });
});
