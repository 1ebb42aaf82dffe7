/**
 * Draws what the saccade net is trained on: eye images of people who look about, as means of cells.
 *
 *   node --import tsx scripts/gaze-sequences/main.ts --count N --seed S --people A-B --frames F --out DIR
 *
 * DIR gets sums.u16 (N, F, rows, columns), labels.u8 (N, F), times.f32 (N, F) and layout.json.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadEyePasses } from '../../src/kernels/eye/eye-kernels-node.ts';
import { HEADSET_CAMERA } from '../../src/workers/gaze/eye-camera/eye-cameras.ts';
import { CELL, COLUMNS, LABEL, ROWS, sequenceDrawer } from './draw-sequence.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    people: { type: 'string', default: '0-2999' },
    frames: { type: 'string', default: '192' },
    out: { type: 'string', default: 'training/runs/sequences' },
  },
});

const [count, seed, frames] = [values.count, values.seed, values.frames].map(Number) as [
  number,
  number,
  number,
];
const [first = 0, last = first] = values.people.split('-').map(Number);
const draw = sequenceDrawer(loadEyePasses(HEADSET_CAMERA.width, HEADSET_CAMERA.height));
const sums: Uint8Array[] = [];
const labels: Uint8Array[] = [];
const times: Uint8Array[] = [];
for (let i = 0; i < count; i++) {
  const person = first + ((seed * 7919 + i * 31) % (last - first + 1));
  const sequence = draw(seed * 100_000 + i, person, frames);
  sums.push(new Uint8Array(sequence.sums.buffer));
  labels.push(sequence.labels);
  times.push(new Uint8Array(sequence.timesMs.buffer));
}
mkdirSync(values.out, { recursive: true });
writeFileSync(join(values.out, 'sums.u16'), Buffer.concat(sums));
writeFileSync(join(values.out, 'labels.u8'), Buffer.concat(labels));
writeFileSync(join(values.out, 'times.f32'), Buffer.concat(times));
const layout = {
  count,
  frames,
  rows: ROWS,
  columns: COLUMNS,
  cell: CELL,
  seed,
  people: [first, last],
  labels: LABEL,
};
writeFileSync(join(values.out, 'layout.json'), `${JSON.stringify(layout, null, 2)}\n`);
