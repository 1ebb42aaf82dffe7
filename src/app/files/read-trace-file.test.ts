import { describe, expect, it } from 'vitest';
import { GazeTraceError } from '../../xr/gaze/gaze-trace.ts';
import { readTraceFile } from './read-trace-file.ts';

const TRACE = {
  format: 'saccade-gaze-trace',
  version: 1,
  name: 'test',
  rateHz: 120,
  seed: null,
  sigmaDeg: 0,
  samples: [1, 2, 1],
};
const blob = (value: unknown) => new Blob([typeof value === 'string' ? value : JSON.stringify(value)]);

describe('readTraceFile', () => {
  it('reads a recorded trace', async () => {
    expect(await readTraceFile('gaze.json', blob(TRACE))).toEqual(TRACE);
  });

  it('leaves other files alone', async () => {
    expect(await readTraceFile('meta.json', blob({ version: 2, means: {} }))).toBeNull();
    expect(await readTraceFile('gaze.ply', blob(TRACE))).toBeNull();
    expect(await readTraceFile('note.json', blob({ text: 'about saccade-gaze-trace' }))).toBeNull();
    expect(await readTraceFile('broken.json', blob('{'))).toBeNull();
  });

  it('names the file of a trace that cannot be used', async () => {
    const wild = readTraceFile('gaze.json', blob({ ...TRACE, samples: [99, 0, 1] }));
    await expect(wild).rejects.toThrow(GazeTraceError);
    await expect(wild).rejects.toThrow(/^gaze\.json cannot be replayed\. Sample 0 .*\.$/);
    const cut = readTraceFile('gaze.json', blob(JSON.stringify(TRACE).slice(0, -4)));
    await expect(cut).rejects.toThrow(/^gaze\.json .* cut short/);
  });
});
