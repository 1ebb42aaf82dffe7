import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, expect, test } from 'vitest';
import { synthesize } from './synthesize.ts';
import { parseSynthesizeOptions } from './synthesize-options.ts';

const folder = mkdtempSync(join(tmpdir(), 'eye-images-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function draw(name: string, ...args: string[]): Promise<string> {
  const out = join(folder, name);
  await synthesize(parseSynthesizeOptions(['--out', out, ...args]), () => {});
  return out;
}

test('raw images and PNG are the same, however many threads draw', async () => {
  const asked = ['--synthesize', '205', '--people', '5-6', '--seed', '3'];
  const raw = await draw('raw', ...asked, '--raw', '--threads', '2');
  const png = await draw('png', ...asked, '--threads', '1');
  const layout = JSON.parse(readFileSync(join(raw, 'layout.json'), 'utf8'));
  expect(layout).toMatchObject({ count: 205, width: 128, height: 96, people: [5, 6], seed: 3 });
  const images = readFileSync(join(raw, 'images.u8'));
  const bytes = readFileSync(join(raw, 'labels.f32'));
  const labels = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  expect(images).toHaveLength(205 * 128 * 96);
  expect(labels).toHaveLength(205 * layout.columns.length);
  expect(labels.every(Number.isFinite)).toBe(true);
  const lines = readFileSync(join(png, 'labels.jsonl'), 'utf8').trim().split('\n');
  expect(lines).toHaveLength(205);
  for (const index of [0, 102, 103, 204]) {
    const line = JSON.parse(lines[index]!);
    expect(line.person).toBe(index < 103 ? 5 : 6);
    const picture = decode(readFileSync(join(png, line.file)));
    expect(picture.data).toEqual(new Uint8Array(images.subarray(index * 12288, (index + 1) * 12288)));
    const column = (name: string) => labels[index * layout.columns.length + layout.columns.indexOf(name)];
    expect(column('visualYawDeg')).toBeCloseTo(line.visualYawDeg, 4);
    expect(column('pupilX')).toBeCloseTo(line.pupil[0], 4);
    expect(column('person')).toBe(line.person);
  }
});

test('says when the folder cannot be written', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(draw('file', '--synthesize', '1')).rejects.toThrow(/cannot be written/);
});
